"""A place as its page describes it to everyone: what all that is taken away is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from wiki.geography.communes import Commune, commune_today
from wiki.schema.sheet import Sheet

#: How well the position of a commune is known, by the geography's word for it.
_OF_COMMUNE = {"point": "commune", "epci": "epci"}


class Position(NamedTuple):
    """Where a place is, in degrees (WGS 84), with one of `schema.types.PRECISIONS`."""

    lat: float
    lon: float
    precision: str


@dataclass(frozen=True)
class Described:
    """A place with the public part of its sheet; `url` is the whole address of its page."""

    uid: str
    title: str
    url: str
    sheet: Sheet
    #: The revision that says so, and when it was made.
    revision: int
    changed_at: datetime

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.sheet.values.get("name") or self.title)

    @property
    def commune(self) -> Commune | None:
        """The commune of today in which it is."""
        return commune_today(self.sheet.values.get("commune") or "")

    @property
    def position(self) -> Position | None:
        """Where it is."""
        return position_of(self.sheet)

    @property
    def postcode(self) -> str:
        """Its postcode, or the only one of its commune; "" when it is not known."""
        if given := self.sheet.values.get("postcode"):
            return str(given)
        postcodes = self.commune.postcodes if self.commune else ()
        return postcodes[0] if len(postcodes) == 1 else ""


def position_of(sheet: Sheet) -> Position | None:
    """Where a place is: where somebody put it, else where its commune is."""
    if point := sheet.values.get("position"):
        return Position(point["lat"], point["lon"], point["precision"])
    commune = commune_today(sheet.values.get("commune") or "")
    if commune is None or commune.lat is None or commune.lon is None:
        return None
    return Position(commune.lat, commune.lon, _OF_COMMUNE[commune.precision])
