"""Places in tables that others keep: any one by the names of its columns, LaMednum, a region's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, BinaryIO

from wiki.kernel.errors import Invalid
from wiki.places.imports.corrections import named
from wiki.places.imports.reading import Reading, Remark
from wiki.places.imports.records import Origin, Record, reading
from wiki.places.imports.rows import MOST_ROWS, Table
from wiki.places.imports.table import read_table
from wiki.schema.cells import columns as columns_of
from wiki.schema.cells import with_cells
from wiki.schema.folding import folded
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet

_PLACE = core_kinds()["place"]
BY_NAME = {column.name: column for column in columns_of(_PLACE)}
#: What columns are called elsewhere -> what they say here: a column, or a part of where it is.
ELSEWHERE = {
    "id": "number",
    "identifiant": "number",
    "insee": "insee",
    "code insee": "insee",
    "code_insee": "insee",
    "insee_com": "insee",
    "commune": "town",
    "ville": "town",
    "nom commune": "town",
    "nom de la commune": "town",
    "nom du lieu": "name",
    "nom du tiers lieu": "name",
    "adresse": "street",
    "cp": "postcode",
    "code_postal": "postcode",
    "lat": "lat",
    "lon": "lon",
    "lng": "lon",
    "long": "lon",
    "x wgs84": "lon",
    "y wgs84": "lat",
    "site web": "website",
    "site internet": "website",
    "tel": "phone",
    "telephone": "phone",
    "typologie": "families",
    "description": "tagline",
    "horaires": "opening_hours",
    "mode de gestion": "management",
    "accès fibre": "fibre",
    "accès à la fibre": "fibre",
    "accès pmr": "wheelchair",
}
WHERE = ("number", "insee", "town", "lat", "lon")
TABLE = Origin("other", "Tableau")
MEDNUM = Origin("mednum", "Médiation numérique", "lo")
NOUVELLE_AQUITAINE = Origin("nouvelle_aquitaine", "Région Nouvelle-Aquitaine", "lo")


def meanings(
    columns: Iterable[str], known: Mapping[str, str], chosen: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """What each header says: a column of a sheet, a part of where a place is, or "".

    `chosen` are headers whose meaning a person gave: no other one has that meaning then.
    """
    return _meanings(tuple(columns), tuple(known.items()), tuple((chosen or {}).items()))


@lru_cache(maxsize=64)  # the lines of a table have the same headers
def _meanings(
    columns: tuple[str, ...],
    known: tuple[tuple[str, str], ...],
    chosen: tuple[tuple[str, str], ...],
) -> Mapping[str, str]:
    ours = named(columns, _PLACE)
    elsewhere = {folded(name): said for name, said in known}
    meant = {header: said for header, said in chosen if header in ours}
    for header, name in ours.items():
        if header not in meant:
            said = elsewhere.get(folded(header), "")
            said = said or (name if name in BY_NAME or name in WHERE else "")
            meant[header] = "" if said in meant.values() else said
    return meant


def meanings_known() -> tuple[str, ...]:
    """All that a header may say."""
    return (*WHERE, *BY_NAME)


def by_header(
    line: int,
    cells: Mapping[str, str],
    *,
    known: Mapping[str, str] = ELSEWHERE,
    chosen: Mapping[str, str] | None = None,
    number: str = "",
    position: tuple[Any, Any] = (None, None),
) -> Record:
    """The record of a line whose cells are under these headers."""
    meant = meanings(cells, known, chosen)
    return by_meaning(line, cells, meant, number=number, position=position)


def by_meaning(
    line: int,
    cells: Mapping[str, str],
    meant: Mapping[str, str],
    *,
    number: str = "",
    position: tuple[Any, Any] = (None, None),
) -> Record:
    """The record of a line once it is known what each of its headers says."""
    where = {said: cells[header] for header, said in meant.items() if said in WHERE}
    given = {
        BY_NAME[said]: cells[header]
        for header, said in meant.items()
        if said in BY_NAME and cells[header]
    }
    values = dict(with_cells(Sheet("place"), given).values)
    commune, postcode = str(values.pop("commune", "")), str(values.pop("postcode", ""))
    town = where.get("town", "")
    is_code = len(commune) == 5 and commune[:2].isalnum() and commune[2:].isdigit()
    return Record(
        line,
        where.get("number", "") or number,
        values,
        insee=where.get("insee", "") or (commune if is_code else ""),
        town=town or ("" if is_code else commune),
        postcode=postcode,
        lat=where.get("lat") or position[0],
        lon=where.get("lon") or position[1],
        unread=[header for header, said in meant.items() if not said and cells[header]],
    )


def read_any(
    file: BinaryIO, most: int = MOST_ROWS, chosen: Mapping[str, str] | None = None
) -> Reading:
    """Any table whose columns are called as fields are, here or elsewhere, or as is `chosen`."""
    return _read(read_table(file, most=most), ELSEWHERE, TABLE, ("name",), chosen=chosen)


def read_mednum(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """A table of the standard of digital mediation."""
    known = {one.mapping["mednum"]: one.id for one in _PLACE.fields if _is_cell(one.mapping)}
    known |= {
        "id": "number",
        "pivot": "siret",
        "code_insee": "insee",
        "commune": "town",
        "code_postal": "postcode",
        "latitude": "lat",
        "longitude": "lon",
    }
    known.pop("frais_a_charge", None)
    table = read_table(file, most=most)
    return _read(table, known, MEDNUM, ("name", "town"), mend=_of_mednum)


def _is_cell(mapping: Mapping[str, str]) -> bool:
    return "mednum" in mapping and "|" not in mapping["mednum"]


def _of_mednum(cells: dict[str, str]) -> None:
    """The number that stands for none there; a third place is of no family in particular."""
    if not cells.get("pivot", "").strip("0"):
        cells["pivot"] = ""
    if cells.get("pivot", "").startswith("W"):
        cells["rna"], cells["pivot"] = cells["pivot"], ""
    codes = [code for code in cells.get("typologie", "").split("|") if code]
    cells["typologie"] = "|".join("Tiers-lieu" if one == "TIERS_LIEUX" else one for one in codes)


def read_nouvelle_aquitaine(file: BinaryIO, most: int = MOST_ROWS) -> Reading:
    """The table of the Région Nouvelle-Aquitaine, by its dictionary of 2022."""
    known = ELSEWHERE | {
        "code_officiel": "siret",
        "nom": "name",
        "numcom": "insee",
        "nomcom": "town",
        "url_web": "website",
        "x_wgs84": "lon",
        "y_wgs84": "lat",
    }
    table = read_table(file, most=most)
    return _read(table, known, NOUVELLE_AQUITAINE, ("name", "town"), mend=_of_the_region)


_ACCESS = {"oui": "Accessible", "non": "Non accessible"}


def _of_the_region(cells: dict[str, str]) -> None:
    """Which of its numbers a line has is said beside it; a yes is a place one can enter."""
    kind = next((cells.pop(name) for name in list(cells) if name == "type_code_officiel"), "")
    if kind.casefold() == "rna":
        cells["rna"] = cells.pop("code_officiel", "")
    for name, said in cells.items():
        if folded(name) == folded("accès pmr"):
            cells[name] = _ACCESS.get(said.casefold(), said)


def _read(
    table: Table,
    known: Mapping[str, str],
    origin: Origin,
    needed: tuple[str, ...],
    mend: Any = None,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    said = meanings(table.columns, known, chosen).values()
    missing = [name for name in needed if name not in said]
    if missing:
        raise Invalid("columns_of_places_missing", names=", ".join(_words(missing)))
    records = []
    for row in table.rows:
        cells = row.cells
        if mend:
            mend(cells)
        records.append(by_header(row.line, cells, known=known, chosen=chosen))
    remarks = [Remark(line, "row_misshapen") for line in table.misshapen]
    found = reading(records, origin, remarks)
    return Reading(found.places, found.remarks, tuple(sorted((*found.left, *table.misshapen))))


def _words(names: Iterable[str]) -> Iterable[str]:
    words = {"name": "nom", "town": "commune"}
    return (words[name] for name in names)
