"""The columns of a table of places around those of their sheets, and cells that are no formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wiki.places.described import Described
from wiki.schema.cells import SEPARATOR, row_columns
from wiki.schema.kinds import Field

#: Columns that tell which page a line is of, in which revision, before those of its sheet.
IDENTITY = ("page", "uid", "url", "revision")
#: Columns that follow from the sheet, after those of the sheet.
DERIVED = ("commune_name", "department", "region", "lat", "lon", "precision", "changed_at")
#: Their names for people.
LABELS: Mapping[str, Mapping[str, str]] = {
    "page": {"fr": "Page", "en": "Page"},
    "uid": {"fr": "Identifiant (à garder)", "en": "Identifier (keep it)"},
    "url": {"fr": "Adresse de la page", "en": "Address of the page"},
    "revision": {"fr": "Version (à garder)", "en": "Revision (keep it)"},
    "commune_name": {"fr": "Nom de la commune", "en": "Name of the municipality"},
    "department": {"fr": "Département", "en": "Department"},
    "region": {"fr": "Région", "en": "Region"},
    "lat": {"fr": "Latitude", "en": "Latitude"},
    "lon": {"fr": "Longitude", "en": "Longitude"},
    "precision": {"fr": "Précision de la position", "en": "Precision of the position"},
    "changed_at": {"fr": "Dernière modification", "en": "Last change"},
}
#: Places in one workbook: more would keep others waiting, and nobody fills them in by hand.
MOST_IN_WORKBOOK = 5_000
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
#: What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet_name(field: Field, language: str) -> str:
    """What the sheet of the rows of a field is called: a spreadsheet takes 31 signs, not all."""
    label = field.labels.get(language) or field.labels["fr"]
    return _NOT_IN_NAMES.sub(" ", label)[:31].strip("' ")


def row_labels(field: Field, language: str) -> list[str]:
    """The names of the columns of such a sheet: first what names a row."""
    named = [field.columns[name].labels for name in field.identity]
    labels = [one.get(language) or one["fr"] for one in named]
    for column in row_columns(field, [None] * len(named)):
        cell = column.cell.labels if column.cell else {}
        part = f" ({column.part})" if column.part else ""
        labels.append((cell.get(language) or cell.get("fr", "")) + part)
    return labels


def identity(place: Described) -> tuple[str, ...]:
    """What tells which page a line is of."""
    return place.title, place.uid, place.url, str(place.revision)


def derived(place: Described) -> tuple[str, ...]:
    """What follows from the sheet: it is not read back."""
    commune, position = place.commune, place.position
    where = (commune.name, commune.department, commune.region) if commune else ("", "", "")
    point = (str(position.lat), str(position.lon), position.precision) if position else ("",) * 3
    return *where, *point, place.changed_at.isoformat()


def cell(value: Any) -> str:
    """A value as it is written in a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return SEPARATOR.join(str(one) for one in value)
    return str(value)


def neutral(text: str) -> str:
    """The text of a cell, which no spreadsheet takes for a formula: numbers stay what they are.

    A text that begins as one made so gets an apostrophe more, so that `bare` gives any text back.
    """
    if text.lstrip("'").startswith(FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def bare(text: str) -> str:
    """The text that `neutral` was given, from what it made of it."""
    if text.startswith("'") and text.lstrip("'").startswith(FORMULA):
        return text[1:]
    return text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
