"""The census of 2019 of the CGET (Licence Ouverte 2.0): one line of the file, one sheet.

What the file does not say is not said: the figures that it adds about the commune are left, since
the wiki knows communes itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from wiki.geography.communes import Commune, commune_today, nearest
from wiki.geography.distance import distance_km
from wiki.geography.finding import understood
from wiki.kernel.errors import Invalid
from wiki.language.folding import fold
from wiki.places.imports.doubles import doubles
from wiki.places.imports.mending import account_address, mended, title_of, web_address
from wiki.places.imports.reading import Reading, Remark
from wiki.places.imports.records import NO_FAMILY
from wiki.places.imports.rows import Row, Table
from wiki.places.imports.titles import numbered_twice, titled
from wiki.schema.sheet import Sheet

#: The columns that are read; the others say what the commune says.
COLUMNS = (
    *("ID", "NOM_TL", "ADRESSE", "CP", "COMINIT", "INSEECOM", "NOMCOM", "WEB", "TWITTER"),
    *("FACEBOOK", "TYPO", "LAT", "LONG", "GEOCOD", "PRECISION", "INSEEMETRO"),
)
FAMILIES = {
    "Tiers lieux à dominante coworking": "coworking",
    "Tiers lieux à dominante fablab": "fablab",
}
SOURCE = "Recensement des tiers-lieux du CGET, 2019"
_ACCOUNTS = (("TWITTER", "twitter", "twitter.com"), ("FACEBOOK", "facebook", "www.facebook.com"))
_NONE = ("", "0")
_BY_HAND = "PLACE A LA MAIN"
#: Kilometres from its commune beyond which a position is not believed.
_FAR = 40.0
#: Below them a geocoder found no more than the commune: one scores up to 1, the other up to 9.
_SCORE, _RANK = 0.5, 6.0


def read(table: Table) -> Reading:
    """The places of the census. Raises `Invalid` (`columns_missing`) for another table."""
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise Invalid("columns_missing", names=", ".join(missing))
    lines = [_Line(row) for row in table.rows]
    sheets = [(line, sheet) for line in lines if (sheet := line.sheet()) is not None]
    places = tuple(titled([(line.row.line, line.cells["ID"], one) for line, one in sheets]))
    taken = {place.line for place in places}
    left = (*table.misshapen, *(line.row.line for line in lines if line.row.line not in taken))
    remarks = [Remark(line, "row_misshapen") for line in table.misshapen]
    remarks += [remark for line in lines for remark in line.remarks]
    remarks += numbered_twice(places)
    remarks += doubles(places)
    ordered = sorted(remarks, key=lambda remark: (remark.line, remark.code))
    return Reading(places, tuple(ordered), tuple(sorted(left)))


@dataclass
class _Line:
    """One line of the file being read, with what there is to say of it."""

    row: Row
    remarks: list[Remark] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = self.row.cells
        for column in COLUMNS:
            raw = said[column]
            self.cells[column] = mended(raw)
            if self.cells[column] != raw:
                self.remark("text_mended", column=column, text=self.cells[column])

    def said(self, column: str) -> str:
        """What a column says; "" for nothing and for the zero that stands for it."""
        text = self.cells[column]
        return "" if text in _NONE else text

    def remark(self, code: str, /, **parameters: Any) -> None:
        self.remarks.append(Remark(self.row.line, code, parameters))

    def sheet(self) -> Sheet | None:
        """What the line says of a place; None, with a remark, when it names none or no commune."""
        name = self.said("NOM_TL")
        if title_of(name) is None:
            self.remark("place_name_missing", name=name)
            return None
        position = self.position()
        commune = self.commune(position)
        if commune is None:
            self.remark("commune_unknown", name=name, commune=self.said("COMINIT"))
            return None
        values = {
            "name": name,
            "status": "open",
            **self.families(),
            "commune": commune.insee,
            **self.address(commune),
            **self.kept_position(position, commune),
            **self.online(),
            **self.number(),
            "data_source": SOURCE,
            "data_licence": "lo",
        }
        return Sheet("place", values, sources={"status": {"text": SOURCE}})

    def number(self) -> dict[str, Any]:
        """Its number in the census, by which a second import finds it again."""
        if not self.cells["ID"]:
            self.remark("number_missing")
            return {}
        return {"external_ids": [{"register": "cget", "id": self.cells["ID"]}]}

    def families(self) -> dict[str, Any]:
        written = self.said("TYPO")
        if written in FAMILIES:
            return {"families": [FAMILIES[written]]}
        if not written:
            self.remark("family_missing")
            return {"families": ["other"], "families_other": f"{NO_FAMILY} en 2019"}
        self.remark("family_unknown", family=written)
        return {"families": ["other"], "families_other": written}

    def position(self) -> tuple[float, float] | None:
        written = (self.said("LAT"), self.said("LONG"))
        try:
            lat, lon = (float(text.replace(",", ".")) for text in written)
        except ValueError:
            if any(written):
                self.remark("position_unread", position=" ".join(written))
            return None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            self.remark("position_unread", position=" ".join(written))
            return None
        return lat, lon

    def commune(self, position: tuple[float, float] | None) -> Commune | None:
        """The commune of the code, else of the name and postcode, else the one of the position."""
        code, name = self.said("INSEECOM"), self.said("COMINIT")
        coded = commune_today(code)
        if coded and (_is_near(position, coded) or _alike(name, coded.name)):
            return coded
        named, located = self.named(), self.located(position)
        found = named or located or coded
        if found and found != coded:
            how = "commune_by_name" if found == named else "commune_by_position"
            self.remark(how, code=code or "0", name=name, kept=f"{found.name} ({found.insee})")
        return found

    def named(self) -> Commune | None:
        """The one commune that a name means, with the postcode or the department if need be."""
        postcode = self.said("CP")
        for name in (self.said("COMINIT"), self.said("NOMCOM")):
            for text in (f"{name} {postcode}", f"{name} {postcode[:2]}", name):
                found = understood(text) if name else ()
                if len(found) == 1:
                    return found[0]
        return None

    def located(self, position: tuple[float, float] | None) -> Commune | None:
        """The commune that the census found at the position; overseas, it took the mainland's."""
        found = commune_today(self.said("INSEEMETRO"))
        if position is None or (found and _is_near(position, found)):
            return found
        ((near, away),) = nearest(*position)
        return near if away <= _FAR else None

    def address(self, commune: Commune) -> dict[str, Any]:
        values = {}
        if street := self.said("ADRESSE"):
            values["street"] = street
        postcode = self.said("CP")
        if re.fullmatch(r"\d{5}", postcode):
            values["postcode"] = postcode
            if commune.postcodes and postcode not in commune.postcodes:
                self.remark("postcode_elsewhere", postcode=postcode, commune=commune.name)
        elif postcode:
            self.remark("postcode_unread", postcode=postcode)
        return values

    def kept_position(
        self, position: tuple[float, float] | None, commune: Commune
    ) -> dict[str, Any]:
        if position is None:
            return {}
        if not _is_near(position, commune):
            where = f"{position[0]}, {position[1]}"
            self.remark("position_far", position=where, commune=commune.name)
            return {}
        lat, lon = position
        return {"position": {"lat": lat, "lon": lon, "precision": self.precision()}}

    def precision(self) -> str:
        found, written = self.said("GEOCOD"), self.said("PRECISION")
        if found == _BY_HAND:
            return "pin"
        try:
            score = float(written)
        except ValueError:
            return "commune"
        exact = score >= (_SCORE if score <= 1 else _RANK)
        return "address" if exact and not understood(found) else "commune"

    def online(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if web := self.said("WEB"):
            if address := web_address(web):
                values["website"] = address
            else:
                self.remark("website_unread", text=web)
        accounts = []
        for column, network, site in _ACCOUNTS:
            text = self.said(column)
            address = account_address(text, site) if text else None
            if address:
                accounts.append({"network": _network(address, network), "url": address})
            elif text:
                self.remark("account_unread", network=network, text=text)
        return {**values, "socials": accounts} if accounts else values


def _alike(name: str, other: str) -> bool:
    """Whether two names of communes are one, written otherwise or in part."""
    one, two = ("".join(filter(str.isalpha, fold(text))) for text in (name, other))
    within = bool(one) and (one in two or two in one)
    return within or SequenceMatcher(None, one, two).ratio() > 0.85


def _network(address: str, expected: str) -> str:
    """The network of an address: people write one in the column of another."""
    for code in ("facebook", "twitter", "instagram", "linkedin"):
        if f"{code}.com" in address:
            return code
    return expected if expected in address else "other"


def _is_near(position: tuple[float, float] | None, commune: Commune) -> bool:
    """Whether a position may be in a commune; without one, or the other, nothing says no."""
    if position is None or commune.lat is None or commune.lon is None:
        return True
    return distance_km(*position, commune.lat, commune.lon) <= _FAR
