"""The forms of files that are read, by their names, and the one that a file seems to have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from wiki.places.imports import cget_2019, elements, tables
from wiki.places.imports.objects import elements as objects_of
from wiki.places.imports.objects import part
from wiki.places.imports.reading import Reading
from wiki.places.imports.records import Origin
from wiki.places.imports.rows import MOST_ROWS
from wiki.places.imports.table import read_table
from wiki.schema.folding import folded

#: The form whose columns a person may say one by one.
BY_HAND = "table"


@dataclass(frozen=True)
class Form:
    """A form of file: whose numbers it has, what reads it, whether it is JSON or a table.

    `read` takes the file and how many places it may have, 100,000 when nothing is said: more are
    refused before anything is made of them.
    """

    origin: Origin
    read: Callable[..., Reading]
    is_json: bool = False

    @property
    def register(self) -> str:
        """The code of the register whose numbers its places have."""
        return self.origin.register


def _cget_2019(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    return cget_2019.read(read_table(file, most=most))


FORMS: Mapping[str, Form] = {
    BY_HAND: Form(tables.TABLE, tables.read_any),
    "cget-2019": Form(Origin("cget", cget_2019.SOURCE, "lo"), _cget_2019),
    "mednum": Form(tables.MEDNUM, tables.read_mednum),
    "nouvelle-aquitaine": Form(tables.NOUVELLE_AQUITAINE, tables.read_nouvelle_aquitaine),
    "geojson": Form(elements.GEOJSON, elements.read_geojson, is_json=True),
    "ftl": Form(elements.FTL, elements.read_ftl, is_json=True),
    "gogocarto": Form(elements.GOGOCARTO, elements.read_gogocarto, is_json=True),
    "osm": Form(elements.OSM, elements.read_osm, is_json=True),
}
#: Columns that no other table has together.
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "cget-2019": cget_2019.COLUMNS,
    "mednum": ("id", "pivot", "nom", "commune", "code_postal", "adresse"),
    "nouvelle-aquitaine": ("code_officiel", "type_code_officiel", "nom", "numcom", "nomcom"),
}
_LISTS = ("features", "elements", "results", "entities", "data")
_OF_FTL = frozenset(("typePlace", "manageModel", "holderOrganization", "geoPosition"))


def form_of_table(columns: Iterable[str]) -> str:
    """The name of the form that a table of these columns seems to have."""
    there = {folded(column) for column in columns}
    for name, signs in _SIGNS.items():
        if there.issuperset(map(folded, signs)):
            return name
    return BY_HAND


def form_of_objects(said: Any) -> str:
    """The name of the form that JSON seems to have. Raises what `elements` raises."""
    first = [one for _, one in objects_of(said, _LISTS)[:20]]
    if part(said, "type") == "FeatureCollection" or any("geometry" in one for one in first):
        return "geojson"
    if any(isinstance(one.get("tags"), dict) for one in first):
        return "osm"
    if any(_OF_FTL & one.keys() or part(one.get("address"), "codeInsee") for one in first):
        return "ftl"
    return "gogocarto"
