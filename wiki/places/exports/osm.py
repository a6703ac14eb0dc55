"""Places as nodes of OpenStreetMap with their tags, in the JSON that editors and Overpass share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from wiki.places.described import Described
from wiki.places.exports.mapped import mapped
from wiki.schema.derived import seats_total
from wiki.schema.kinds import Kind

FORMAT = "osm"
#: What every place is, beside what its families say.
_ALWAYS = {"thirdplace": "yes"}
#: How well a position must be known for a node to stand there.
EXACT = ("pin", "address")


def document(places: Iterable[Described], kind: Kind) -> dict[str, Any]:
    """The places whose position is exact, as nodes that the database does not have yet."""
    nodes = (place for place in places if (at := place.position) and at.precision in EXACT)
    elements = [node(place, kind, -number) for number, place in enumerate(nodes, 1)]
    return {"version": 0.6, "generator": "wiki", "elements": elements}


def node(place: Described, kind: Kind, number: int) -> dict[str, Any]:
    """A place as a node."""
    position = place.position
    where = {"lat": position.lat, "lon": position.lon} if position else {}
    return {"type": "node", "id": number, **where, "tags": tags(place, kind)}


def tags(place: Described, kind: Kind) -> dict[str, str]:
    """The tags of a place; what is closed or to come says so before its main tag."""
    found: dict[str, str] = {"name": place.name, **_ALWAYS}
    for name, _, value in mapped(kind, place.sheet, FORMAT):
        found |= dict(_MADE.get(name, _plain)(name, value))
    if commune := place.commune:
        found |= {"addr:city": commune.name, "source:website": place.url}
    if seats := seats_total(place.sheet.values):
        found["capacity"] = str(seats)
    return _in_its_time(place, kind, found)


def _in_its_time(place: Described, kind: Kind, found: dict[str, str]) -> dict[str, str]:
    status = kind.field("status").choices.get(place.sheet.values.get("status") or "")
    prefix = status.mapping.get(FORMAT, "") if status else ""
    main = [name for name in ("amenity", "leisure", "office", "thirdplace") if name in found]
    return {prefix + name if name in main else name: value for name, value in found.items()}


def _plain(name: str, value: Any) -> Iterator[tuple[str, str]]:
    yield name, ";".join(value) if isinstance(value, list) else str(value)


def _main(_name: str, value: Any) -> Iterator[tuple[str, str]]:
    """`amenity=coworking_space` and the like; the first of two that have the same key."""
    said: dict[str, str] = {}
    for tag in value:
        key, _, text = tag.partition("=")
        said.setdefault(key, text)
    yield from said.items()


def _street(_name: str, value: Any) -> Iterator[tuple[str, str]]:
    """« 3 rue des Écoles » in its two tags."""
    number, _, street = str(value).partition(" ")
    if number.rstrip(",").isdecimal() and street:
        yield "addr:housenumber", number.rstrip(",")
        yield "addr:street", street
    else:
        yield "addr:street", str(value)


def _internet(_name: str, value: Any) -> Iterator[tuple[str, str]]:
    if value:
        yield "internet_access", "wlan"


def _fee(_name: str, value: Any) -> Iterator[tuple[str, str]]:
    prices = [row["price"]["cents"] for row in value if row.get("price")]
    if prices:
        yield "fee", "yes" if any(prices) else "no"


def _elsewhere(_name: str, _value: Any) -> Iterator[tuple[str, str]]:
    yield from ()


_MADE: Mapping[str, Callable[[str, Any], Iterator[tuple[str, str]]]] = {
    "amenity": _main,
    "addr:street": _street,
    "internet_access": _internet,
    "fee": _fee,
    "lat|lon": _elsewhere,
    "capacity": _elsewhere,
    "addr:city": _elsewhere,
}
