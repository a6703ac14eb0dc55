"""What is wrong with a value, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wiki.schema.kinds import Kind
from wiki.schema.validation import Problem
from wiki.web.language import gettext, in_language, number


def sentences(problems: Iterable[Problem]) -> dict[str, str]:
    """The sentence of each problem, by its path."""
    return {one.path: sentence(one.code, one.parameters) for one in problems}


def sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence of a code of `wiki.schema`."""
    words = SENTENCES.get(code, "Cette valeur ne peut pas être gardée.")
    said = {
        name: number(value) if isinstance(value, int | float) else value
        for name, value in parameters.items()
    }
    return gettext(words, **said)


def placed_sentence(kind: Kind, problem: Problem) -> str:
    """The sentence of a problem, after where it is: « Champs, ligne 3, Type : … »."""
    name, *rest = problem.path.split("/")
    said, field = sentence(problem.code, problem.parameters), kind.by_id.get(name)
    if field is None:
        return f"{problem.path} : {said}" if problem.path else said
    where = [in_language(field.labels)]
    if rest and rest[0].isdigit():
        where.append(gettext("ligne %(n)s", n=int(rest[0]) + 1))
    if len(rest) > 1:
        column = field.columns.get(rest[1])
        where.append(in_language(column.labels) if column else "/".join(rest[1:]))
    return f"{', '.join(where)} : {said}"


#: French sentences, by code.
SENTENCES = {
    "malformed": "ce n’est pas la forme attendue.",
    "required": "à remplir.",
    "unknown_commune": "commune inconnue : « %(value)s ». Écrivez son nom et son code postal, "
    "comme « Pomerol (33500) ».",
    "unknown_member": "personne ne s’appelle « %(value)s » ici : écrivez un nom de la liste des "
    "membres.",
    "unknown_file": "aucun fichier ne répond à « %(value)s » : envoyez-le, ou écrivez son nom ou "
    "son adresse.",
    "unknown_choice": "« %(value)s » n’est pas dans la liste.",
    "no_answer": "dites pour quelles réponses ce champ est à remplir.",
    "unknown_field": "cette fiche n’a pas de tel champ.",
    "not_integer": "un nombre entier est attendu.",
    "not_number": "un nombre est attendu, comme « 12,5 ».",
    "not_money": "un montant en euros est attendu, comme « 120 » ou « 12,50 ».",
    "not_date": "une date est attendue : 2010, 10/2010 ou 08/10/2010.",
    "not_boolean": "oui ou non est attendu.",
    "not_url": "une adresse est attendue, comme « exemple.fr ».",
    "not_phone": "un numéro de téléphone est attendu, comme « 05 57 00 00 00 ».",
    "not_siret": "ce n’est pas un SIRET : quatorze chiffres, dont le dernier vérifie les autres.",
    "not_rna": "ce n’est pas un numéro RNA : W et neuf chiffres.",
    "not_hours": "ces horaires ne se lisent pas ; écrivez-les comme « Mo-Fr 09:00-18:00 ».",
    "not_point": "une latitude et une longitude en degrés sont attendues.",
    "too_long": "%(max)s caractères au plus.",
    "too_short": "%(min)s caractères au moins.",
    "too_small": "%(min)s au moins.",
    "too_great": "%(max)s au plus.",
    "too_many": "%(max)s au plus.",
    "pattern": "ce n’est pas la forme attendue.",
    "row_twice": "deux lignes disent la même chose : gardez-en une.",
    "valued_and_not_concerned": "une valeur, ou « ne s’applique pas » : pas les deux.",
    "ends_before_starts": "la fin vient avant le début.",
    "row_ends_before_starts": "la fin vient avant le début.",
    "unknown_zone": "fuseau horaire inconnu : « %(value)s ». Écrivez-le comme Europe/Paris.",
    "hour_without_day": "dites d’abord le jour exact du début.",
    "end_without_start": "dites aussi l’heure du début.",
    "event_too_long": "un événement dure deux ans au plus.",
    "not_rule": "cette règle ne se lit pas ; écrivez-la comme FREQ=WEEKLY;BYDAY=TU.",
    "not_whole_date": "« %(value)s » n’est pas un jour : écrivez-le comme 2026-12-25.",
    "more_than_total": "la part est plus grande que le total.",
    "concerns_all": "ceci concerne tout le monde : une valeur est attendue.",
    "not_text": "un texte est attendu.",
    "not_list": "une liste est attendue.",
    "not_rows": "des lignes sont attendues.",
    "not_code": "ce code ne convient pas : des minuscules sans accent, des chiffres et « _ ».",
    "taken": "« %(value)s » est déjà pris.",
    "not_allowed": "ceci n’a pas de sens ici.",
    "not_object": "ce n’est pas la forme attendue.",
    "not_between": "entre %(min)s et %(max)s.",
    "of_package": "ce champ est celui du wiki : ceci n’y change pas.",
    "no_choices": "il lui faut au moins un choix.",
    "no_columns": "il lui faut au moins une colonne.",
    "no_kind": "une page qui règle un genre de fiche s’appelle « Wiki:Fiches/code » : un code en "
    "minuscules sans accent, qui n’est pas pris.",
    "needed": "le reste du wiki en a besoin : ce champ reste montré à tous et obligatoire.",
    "nothing_there": "il n’y a plus rien là.",
    "no_remedy": "ceci ne se fait pas.",
    "lossy": "ceci ne se convertit pas sans rien perdre.",
    "entry_unsaid": "vous n’avez pas dit ce que ce choix devient.",
    "said_already": "la fiche dit déjà quelque chose dans ce champ.",
    "nothing_left": "il faut qu’il reste au moins un choix.",
    "unreadable": "ce texte contient des caractères qui ne peuvent pas être gardés.",
    "unknown_precision": "cette précision n’existe pas.",
    "unknown_tax": "cette taxe n’existe pas.",
    "closed_but_open": "une date de fermeture est dite d’un lieu ouvert.",
    "more_seats_than_desks": "il y a plus de postes de travail que de bureaux.",
}
