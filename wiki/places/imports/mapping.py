"""A table whose columns a person says one by one: what is proposed, what is offered, how it reads.

A mapping has the headers of a table and what each says: a column of a sheet, a part of where a
place is, or "" for what is not taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from wiki.kernel.errors import Invalid
from wiki.places.imports.reading import Reading, Remark
from wiki.places.imports.records import Origin, Record, reading
from wiki.places.imports.rows import Table
from wiki.places.imports.signed import OF_ORIGIN
from wiki.places.imports.tables import BY_NAME, ELSEWHERE, WHERE, by_meaning, meanings
from wiki.schema.cells import SEPARATOR, Column
from wiki.schema.folding import folded
from wiki.schema.types import SETS

#: Letters of the name of a field that a longer header may mean.
_TELLING = 5
#: What may stand between the values of one cell, by its code.
SEPARATORS: Mapping[str, str] = {
    "pipe": SEPARATOR,
    "comma": ",",
    "semicolon": ";",
    "slash": "/",
    "line": "\n",
}
#: Columns of one table that a person goes through.
MOST_COLUMNS = 200
#: Parts of where a place is; a name of a commune is read in the column « Commune ».
_PARTS = tuple(name for name in WHERE if name != "town")
#: Any of these says in which commune a place is.
_PLACING = ("insee", "commune", "postcode")
#: Words of headers in two languages, beside the names that fields have here and elsewhere.
_WORDS = {
    "name": (
        "nom",
        "intitule",
        "libelle",
        "denomination",
        "enseigne",
        "place",
        "title",
        "titre",
        "nom tl",
    ),
    "commune": (
        "city",
        "town",
        "municipality",
        "localite",
        "nom_commune",
        "libelle commune",
        "nomcom",
    ),
    "insee": ("codgeo", "code commune", "citycode", "city code", "insee code", "inseecom"),
    "postcode": ("code postal", "zip", "zip code", "postal code", "codepostal"),
    "street": ("adresse postale", "adresse complete", "address", "street address", "voie", "rue"),
    "lat": ("y", "latitude wgs84"),
    "lon": ("x", "longitude wgs84"),
    "website": ("web", "site", "url", "lien", "page web"),
    "phone": ("telephone fixe", "phone number", "numero de telephone", "contact telephone"),
    "opening_hours": ("heures d ouverture", "horaires d ouverture", "hours"),
    "opened_on": ("date d ouverture", "annee d ouverture", "ouverture", "opening year"),
    "holder_name": ("structure", "gestionnaire", "porteur", "organisme", "operator"),
    "families": ("type", "catégorie", "category", "types", "famille", "typo"),
    "number": ("numero", "ref", "reference", "identifier", "uid", "code"),
    "tagline": ("resume", "presentation", "summary"),
}


def offered() -> tuple[str, ...]:
    """What a column may say, in the order in which it is offered."""
    return (*_PARTS, *_columns())


@cache
def _columns() -> Mapping[str, Column]:
    return {
        name: column
        for name, column in BY_NAME.items()
        if column.field.type != "point" and column.field.id not in OF_ORIGIN
    }


@cache
def _known() -> Mapping[str, str]:
    """What headers say elsewhere, ours left to their own names."""
    said = {"town": "commune"}
    known = {name: said.get(what, what) for name, what in ELSEWHERE.items()}
    ours = {folded(name) for name in known}
    for column in BY_NAME.values():
        ours |= {folded(column.name), folded(column.label("fr")), folded(column.label("en"))}
    foreign = [(word, name) for name, words in _WORDS.items() for word in words]
    foreign += [
        (word, column.field.id)
        for column in _columns().values()
        if column.name == column.field.id
        for word in column.field.mapping.values()
    ]
    for word, name in foreign:
        if folded(word) not in ours:
            known.setdefault(folded(word), name)
    return known


def proposed(columns: Sequence[str]) -> dict[str, str]:
    """What each column seems to say, by its name: no two say the same."""
    found: dict[str, str] = {}
    for header, what in meanings(columns, _known()).items():
        said = "commune" if what == "town" else what
        found[header] = said if said in offered() and said not in found.values() else ""
    for header in [header for header, said in found.items() if not said]:
        near = next((name for name in _near(header) if name not in found.values()), "")
        found[header] = near
    return found


def _near(header: str) -> list[str]:
    """The fields whose whole name is among the words of a header, the longest names first."""
    words = set(folded(header).split())
    named = [
        (label, name)
        for label, name in _labels().items()
        if len(label) >= _TELLING and words.issuperset(label.split())
    ]
    return [name for _, name in sorted(named, key=lambda one: -len(one[0]))]


@cache
def _labels() -> Mapping[str, str]:
    return {
        folded(column.label(language)): column.name
        for language in ("en", "fr")
        for column in _columns().values()
        if not column.choice and not column.part
    }


def separator_of(columns: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> str:
    """The code of what seems to stand between the values of one cell."""
    texts = [text for header in columns if _is_set(columns[header]) for text in values[header]]
    counts = {code: sum(sign in text for text in texts) for code, sign in SEPARATORS.items()}
    return max(counts, key=lambda code: counts[code])


def _is_set(name: str) -> bool:
    column = BY_NAME.get(name)
    return column is not None and (column.cell or column.field).type in SETS


def key_of(columns: Iterable[str]) -> str:
    """The same for two tables whose columns are called alike, in any order."""
    names = "\n".join(sorted({folded(column) for column in columns}))
    return hashlib.sha256(names.encode()).hexdigest()


def fitted(kept: Mapping[str, str], columns: Iterable[str]) -> dict[str, str]:
    """A mapping that was kept, for these columns: what it no longer may say is not taken."""
    said = {folded(header): what for header, what in kept.items() if what in offered()}
    return {column: said.get(folded(column), "") for column in columns}


def judged(columns: Mapping[str, str]) -> None:
    """Refuse a mapping that gives no place.

    Raises `Invalid` (`meaning_unknown`, `meaning_twice`, `meaning_missing`).
    """
    said = [what for what in columns.values() if what]
    if unknown := next((what for what in said if what not in offered()), ""):
        raise Invalid("meaning_unknown", name=unknown[:80])
    if twice := next((what for what in said if said.count(what) > 1), ""):
        headers = [header for header, what in columns.items() if what == twice]
        raise Invalid("meaning_twice", names=" ; ".join(headers)[:200])
    placed = any(part in said for part in _PLACING) or {"lat", "lon"} <= set(said)
    if "name" not in said or not placed:
        raise Invalid("meaning_missing")


def read_mapped(
    table: Table, columns: Mapping[str, str], separator: str, origin: Origin
) -> Reading:
    """The places of a table whose columns say this, several values of a cell apart by a sign.

    Raises `Invalid` (`columns_of_places_missing`) for a table that has not these columns.
    """
    taken = {header: what for header, what in columns.items() if what}
    if missing := [header for header in taken if header not in table.columns]:
        raise Invalid("columns_of_places_missing", names=", ".join(missing)[:200])
    sign = SEPARATORS.get(separator, SEPARATOR)
    sets = {header for header, what in taken.items() if _is_set(what)}

    def record(line: int, cells: Mapping[str, str]) -> Record:
        said = {header: cells[header] for header in taken}
        for header in sets:
            said[header] = said[header].replace(sign, SEPARATOR)
        return by_meaning(line, said, taken)

    remarks = [Remark(line, "row_misshapen") for line in table.misshapen]
    found = reading((record(row.line, row.cells) for row in table.rows), origin, remarks)
    return Reading(found.places, found.remarks, tuple(sorted((*found.left, *table.misshapen))))
