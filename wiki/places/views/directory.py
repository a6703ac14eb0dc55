"""The directory of the places, narrowed by facets; every state of it is an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flask import Response, request

from wiki.files.directives import address
from wiki.files.models import File
from wiki.files.queries import by_uids
from wiki.files.rules import SMALL
from wiki.files.service.thumbnails import shown_width
from wiki.geography.communes import commune_today
from wiki.geography.distance import distance_km
from wiki.geography.finding import written
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import LONGEST_READ
from wiki.places.geojson import where
from wiki.places.queries import directory as queries
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import ORDERS, Key, PlaceLine
from wiki.places.rules import RADIUS, Centre
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.doubts import doubt_of, doubts
from wiki.places.views.facets import circle_of, facets_of
from wiki.places.views.forms_given import offered
from wiki.places.views.names import value_name
from wiki.places.views.times import times_of
from wiki.web.language import gettext
from wiki.web.templates import answer_of

#: Orders -> their names.
ORDER_NAMES = {
    "name": "Nom",
    "opening": "Ouverts récemment",
    "seats": "Nombre de postes",
    "changed": "Fiche changée récemment",
    "distance": "Distance",
}
#: Ways to look at the places.
VIEWS = ("cards", "table", "gallery")
#: Kilometres that the form offers.
RADII = (5, 10, 15, 30, 50, 100)


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
    #: Of when its state is known, in words, once that is to be checked again; "" before.
    doubt: str
    #: The address of its photo, and what that shows.
    photo: str
    photo_alt: str
    #: Kilometres from the centre of the circle, when there is one.
    km: float | None


@blueprint.get("/places", endpoint="directory")
def listing() -> Response:
    """The places, in the order and the view that are asked for."""
    wanted = wanted_places()
    order = order_asked(wanted)
    found = queries.places(wanted, order=order, after=key_after(order))
    view = request.args.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    state = state_asked(wanted, view)
    return answer_of(
        "places/directory.html",
        cards=cards_of(found.rows, wanted),
        next_key=key_written(found.next_key),
        is_later="after" in request.args,
        count=queries.count(wanted),
        facets=facets_of(wanted, ".directory", state, has_more="more" in state),
        circle=circle_of(wanted, ".directory", state),
        words=wanted.words,
        near=near_written(wanted),
        radius=wanted.centre.km if wanted.centre else RADIUS,
        radii=[(km, f"{km}\u00a0km") for km in RADII],
        order="" if order == usual_order(wanted) else order,
        orders=_orders_offered(wanted),
        kept=wanted.given,
        state=state,
        forms=offered(wanted),
        times=times_of(wanted, ".directory"),
        view=view,
    )


def state_asked(wanted: PlaceFilter, view: str = VIEWS[0]) -> dict[str, str]:
    """What else the address says of how the places are shown."""
    said = {
        "sort": request.args.get("sort", "")
        if order_asked(wanted) == request.args.get("sort")
        else "",
        "view": view if view != VIEWS[0] else "",
        "more": "1" if "more" in request.args else "",
    }
    return {name: value for name, value in said.items() if value}


def near_written(wanted: PlaceFilter) -> str:
    """What the places are near, as one would type it."""
    commune = commune_today(wanted.centre.insee) if wanted.centre else None
    return written(commune) if commune else wanted.near


def order_asked(wanted: PlaceFilter) -> str:
    """What the address orders the places by."""
    asked = request.args.get("sort", "")
    return order_of(wanted, asked if asked in ORDERS else usual_order(wanted))


def usual_order(wanted: PlaceFilter) -> str:
    """What they are ordered by when nothing is asked: by distance from what they are near."""
    return "distance" if wanted.centre else ORDERS[0]


def _orders_offered(wanted: PlaceFilter) -> list[tuple[str, str]]:
    """The orders of the form, the usual one first and unsaid: it follows what is looked for."""
    usual = usual_order(wanted)
    others = [code for code in ORDERS if code not in (usual, "distance")]
    return [
        (code if code != usual else "", gettext(ORDER_NAMES[code])) for code in (usual, *others)
    ]


def order_of(wanted: PlaceFilter, order: str) -> str:
    """An order of these places: by name, when nothing is asked or there is no distance."""
    return order if order and (order != "distance" or wanted.centre) else ORDERS[0]


def key_after(order: str = ORDERS[0]) -> Key | None:
    """After which place the list goes on, as the address gives it."""
    return key_read(request.args.get("after", ""), order)


def key_read(raw: str, order: str) -> Key | None:
    """The key that `key_written` wrote; None for none, or for what is no key."""
    number, _, key = raw[:LONGEST_READ].partition("-")
    read: Mapping[str, Callable[[str], str | int | float]] = {
        "seats": _seats_given,
        "changed": key_given,
        "distance": float,
    }
    try:
        return (read[order](key) if order in read else key), key_given(number)
    except ValueError:
        return None


def _seats_given(raw: str) -> int:
    """The seats of a key: `ValueError` for more than a column of them holds."""
    seats = int(raw[:12])
    if not -1 <= seats < 2**31:
        raise ValueError("not a number of seats")
    return seats


def key_written(key: Key | None) -> str | None:
    """The same as an address gives it."""
    return None if key is None else f"{key[1]}-{key[0]}"


def cards_of(lines: Sequence[PlaceLine], wanted: PlaceFilter | None = None) -> tuple[Card, ...]:
    """Places as they are shown in a list."""
    centre = wanted.centre if wanted else None
    files = by_uids({line.photo for line in lines if line.photo})
    years = doubts(lines, wanted) if wanted else {}
    return tuple(
        _card(line, files.get(line.photo or ""), centre, years.get(line.page_id, ""))
        for line in lines
    )


def _card(line: PlaceLine, file: File | None, centre: Centre | None, year: str) -> Card:
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
        doubt_of(year),
        photo,
        line.photo_alt or "",
        _distance(line, centre),
    )


def _distance(line: PlaceLine, centre: Centre | None) -> float | None:
    if centre is None or line.lat is None or line.lon is None:
        return None
    return round(distance_km(centre.lat, centre.lon, line.lat, line.lon), 1)
