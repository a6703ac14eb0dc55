"""The directory of the places, narrowed by facets; every state of it is an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request, url_for

from wiki.files.directives import address
from wiki.files.models import File
from wiki.files.queries import by_uids
from wiki.files.rules import SMALL
from wiki.files.service.thumbnails import shown_width
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import LONGEST_READ
from wiki.places.queries import directory as queries
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import FACETS, ORDERS, Key, PlaceLine
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.forms_given import offered
from wiki.places.views.names import facet_name, value_name, where
from wiki.places.views.times import times_of
from wiki.web.templates import answer_of

#: Ways to look at the places.
VIEWS = ("cards", "table")


class Value(NamedTuple):
    """A value of a facet: its name, how many places have it, and where choosing it leads."""

    name: str
    places: int
    url: str
    is_chosen: bool


class Facet(NamedTuple):
    """A facet with the values that some of the places have, the most frequent first."""

    name: str
    options: tuple[Value, ...]


class Card(NamedTuple):
    """What is shown of a place in a list."""

    title: str
    name: str
    where: str
    families: tuple[str, ...]
    status: str
    status_name: str
    seats: int | None
    opened_on: str
    #: The address of its photo, and what that shows.
    photo: str
    photo_alt: str


@blueprint.get("/places", endpoint="directory")
def listing() -> Response:
    """The places, by name."""
    wanted = wanted_places()
    order = order_asked(wanted)
    found = queries.places(wanted, order=order, after=key_after(order))
    view = request.args.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    return answer_of(
        "places/directory.html",
        cards=cards_of(found.rows),
        next_key=key_written(found.next_key),
        is_later="after" in request.args,
        count=queries.count(wanted),
        facets=facets_of(wanted, ".directory"),
        words=wanted.words,
        kept=wanted.given,
        forms=offered(wanted),
        times=times_of(wanted, ".directory"),
        view=view,
    )


def order_asked(wanted: PlaceFilter) -> str:
    """What the address orders the places by: by distance when it says what they are near."""
    asked = request.args.get("sort", "")
    if asked not in ORDERS or (asked == "distance" and not wanted.centre):
        return "distance" if wanted.centre else ORDERS[0]
    return asked


def key_after(order: str = ORDERS[0]) -> Key | None:
    """After which place the list goes on, as the address gives it."""
    return key_read(request.args.get("after", ""), order)


def key_read(raw: str, order: str) -> Key | None:
    """The key that `key_written` wrote; None for none, or for what is no key."""
    number, _, key = raw[:LONGEST_READ].partition("-")
    read: Mapping[str, Callable[[str], str | int | float]] = {
        "seats": lambda raw: int(raw[:12]),
        "changed": key_given,
        "distance": float,
    }
    try:
        return (read[order](key) if order in read else key), key_given(number)
    except ValueError:
        return None


def key_written(key: Key | None) -> str | None:
    """The same as an address gives it."""
    return None if key is None else f"{key[1]}-{key[0]}"


def cards_of(lines: Sequence[PlaceLine]) -> tuple[Card, ...]:
    """Places as they are shown in a list."""
    files = by_uids({line.photo for line in lines if line.photo})
    return tuple(_card(line, files.get(line.photo or "")) for line in lines)


def _card(line: PlaceLine, file: File | None) -> Card:
    photo = address(file, shown_width(file, SMALL)) if file and file.is_image else ""
    return Card(
        line.title,
        line.name,
        where(line.insee),
        tuple(value_name("family", code) for code in line.family_codes),
        line.status or "",
        value_name("status", line.status) if line.status else "",
        line.seats,
        line.opened_on or "",
        photo,
        line.photo_alt or "",
    )


def facets_of(wanted: PlaceFilter, endpoint: str) -> tuple[Facet, ...]:
    """The facets of the places that are wanted; each value leads to `endpoint` with it."""
    return tuple(_facet(name, wanted, endpoint) for name in FACETS)


def _facet(name: str, wanted: PlaceFilter, endpoint: str) -> Facet:
    given = wanted.given
    chosen = given.pop(name, "")
    counts = dict(queries.facet(name, wanted))
    if chosen:
        counts.setdefault(chosen, 0)
    values = []
    for code, count in counts.items():
        asked: dict[str, Any] = given if code == chosen else {**given, name: code}
        url = url_for(endpoint, **asked)
        values.append(Value(value_name(name, code), count, url, code == chosen))
    return Facet(
        facet_name(name),
        tuple(sorted(values, key=lambda one: (not one.is_chosen, -one.places, one.name))),
    )
