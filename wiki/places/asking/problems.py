"""What is wrong with a question written in a page, in French as the page is."""

from __future__ import annotations

from wiki.places.asking.columns import ProblemError

_SENTENCES = {
    "field_unknown": "« %(name)s » n’est le nom d’aucun champ ni d’aucune option.",
    "field_private": "Le champ « %(name)s » n’est pas public : une page ne peut pas s’en servir.",
    "field_not_single": "« %(name)s » est un tableau : précisez la ligne et la colonne, comme "
    "« seats.permanent.count ».",
    "field_not_number": "« %(name)s » n’est pas un nombre : il ne s’additionne pas.",
    "measure_missing": "Une somme ou une moyenne a besoin d’un champ : « somme de postes ».",
    "shape_unknown": "« %(name)s » n’est pas une forme : liste, tableau, fiches, carte, nombre, "
    "somme ou moyenne.",
    "limit_unread": "La limite « %(value)s » n’est pas un nombre de 1 à %(most)s.",
    "conditions_many": "Il y a trop de filtres : %(most)s au plus.",
    "values_many": "Le filtre « %(name)s » a trop de valeurs : %(most)s au plus.",
    "value_missing": "Le filtre « %(name)s » est vide : dites une valeur, ou « inconnu ».",
    "value_unknown": "« %(value)s » n’est pas une valeur de « %(name)s ».",
    "value_unordered": "« %(name)s » n’a pas d’ordre : « plus grand que » n’y veut rien dire.",
    "value_not_number": "« %(value)s » n’est pas un nombre, pour « %(name)s ».",
    "value_not_date": "« %(value)s » n’est pas une date, pour « %(name)s » : 2010, 10/2010 ou "
    "08/10/2010.",
    "places_missing": "Un comparatif a besoin de lieux : « :lieux: Un lieu ; Un autre ».",
    "fields_missing": "Un comparatif a besoin de champs : « :champs: postes ; surface par poste ».",
    "places_many": "Un comparatif a %(most)s lieux au plus.",
    "chart_shape": "Un graphique montre des nombres : « nombre », « somme de … » ou "
    "« moyenne de … ».",
    "measures_many": "Une somme ou une moyenne n’a qu’un champ ici : un graphique, lui, en montre "
    "plusieurs.",
    "series_many": "Un graphique a %(most)s séries au plus.",
    "series_twice": "Un graphique a plusieurs champs, ou une série pour chaque valeur d’un champ, "
    "mais pas les deux.",
    "series_same": "« %(name)s » est déjà le groupe : prenez un autre champ pour les séries.",
    "units_mixed": "« %(name)s » n’a pas la même unité que « %(other)s » : faites deux graphiques.",
    "group_missing": "Un graphique a besoin d’un groupe : « :par: région ».",
    "drawing_unknown": "« %(name)s » n’est pas un dessin : « barres », ou « courbe » par année.",
    "value_not_boolean": "« %(value)s » n’est ni oui ni non, pour « %(name)s ».",
}
_NEAREST = " Voulez-vous dire « %(nearest)s » ?"
#: Longest piece of what was written that is said again.
_LONGEST = 60


def sentence_of(problem: ProblemError) -> str:
    """The sentence for a problem, with the nearest name that there is."""
    told = {name: _shortened(text) for name, text in problem.told.items()}
    said = _SENTENCES[problem.code] % told
    if told.get("nearest"):
        said += _NEAREST % told
    return _spaced(said)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _spaced(text: str) -> str:
    """The no-break spaces of French."""
    for plain, kept in (("« ", "«\u00a0"), (" »", "\u00a0»"), (" :", "\u00a0:"), (" ?", "\u202f?")):
        text = text.replace(plain, kept)
    return text
