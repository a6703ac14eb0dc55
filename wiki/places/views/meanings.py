"""What may be chosen to describe a file, in words."""

from __future__ import annotations

from wiki.pages.queries.kinds import kind_of
from wiki.places.exports.columns import LABELS
from wiki.places.imports.forms import FORMS
from wiki.places.imports.mapping import offered
from wiki.places.imports.tables import BY_NAME
from wiki.places.rules import KIND
from wiki.web.language import gettext, language

#: A group of choices: its name, then the code and the words of each.
Group = tuple[str, list[tuple[str, str]]]


def form_names(*, is_json: bool | None) -> list[tuple[str, str]]:
    """The forms of files, with their names: those of JSON, of tables, or all."""
    names = {
        "table": gettext("Tableau quelconque, dont on dit les colonnes"),
        "cget-2019": gettext("Recensement du CGET, 2019"),
        "mednum": gettext("La Mednum (médiation numérique)"),
        "nouvelle-aquitaine": gettext("Région Nouvelle-Aquitaine"),
        "geojson": "GeoJSON",
        "ftl": "France Tiers-Lieux (Communecter)",
        "gogocarto": "GoGoCarto",
        "osm": "OpenStreetMap (Overpass)",
    }
    return [(name, names[name]) for name, form in FORMS.items() if is_json in (None, form.is_json)]


def meanings() -> list[Group]:
    """What a column may say, by groups of fields, in the order of the form of a place."""
    where = {
        "number": gettext("Numéro du lieu dans ce fichier"),
        "insee": gettext("Code INSEE de la commune"),
        "lat": LABELS["lat"][_language()],
        "lon": LABELS["lon"][_language()],
    }
    kind = kind_of(KIND)
    groups = {group.code: group.labels for group in kind.groups}
    found: dict[str, list[tuple[str, str]]] = {}
    for name in offered():
        if name in where:
            found.setdefault(gettext("Ce qui situe le lieu"), []).append((name, where[name]))
            continue
        column = BY_NAME[name]
        labels = groups.get(column.field.group, {})
        title = labels.get(_language()) or labels.get("fr", "")
        found.setdefault(title, []).append((name, column.label(_language())))
    return list(found.items())


def _language() -> str:
    return language() if language() in ("fr", "en") else "fr"


def separators() -> list[tuple[str, str]]:
    """What may stand between several values of one cell."""
    return [
        ("pipe", gettext("Une barre |")),
        ("comma", gettext("Une virgule ,")),
        ("semicolon", gettext("Un point-virgule ;")),
        ("slash", gettext("Une barre oblique /")),
        ("line", gettext("Un retour à la ligne")),
    ]
