"""The lists of events: those to come, those that were, those on a map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from babel.dates import format_date
from flask import Response, request, url_for

from wiki.events.codes import CANCELLED, CONFIRMED
from wiki.events.queries import listing as queries
from wiki.events.queries.listing import Asked, Listed
from wiki.events.registering import is_offered
from wiki.events.views.blueprint import blueprint, kept, wanted_events
from wiki.events.views.words import (
    repeats_said,
    statuses,
    types,
    when_said,
    where_said,
)
from wiki.geography.communes import departments
from wiki.kernel.slugs import LONGEST_READ
from wiki.places.tiles import tiles
from wiki.schema.dates import first_day
from wiki.web.language import language
from wiki.web.templates import answer_of, page_url


class Card(NamedTuple):
    """A time of an event as a list shows it."""

    uid: str
    title: str
    name: str
    #: The day of the month, or nothing when it is not known; the month and the year.
    day: str
    month: str
    when: str
    repeats: str
    where: str
    type: str
    #: The name of its state, unless it is simply to be.
    status: str
    is_cancelled: bool
    takes_registrations: bool
    summary: str


@blueprint.get("/events", endpoint="listing")
def coming() -> Response:
    """The events to come."""
    wanted, after = wanted_events(), request.args.get("after", "")[:LONGEST_READ]
    found = queries.coming(wanted, after=after)
    return _shown("coming", wanted, found, after)


@blueprint.get("/events/past")
def past() -> Response:
    """The events that were, the last one first."""
    wanted, after = wanted_events(), request.args.get("after", "")[:LONGEST_READ]
    return _shown("past", wanted, queries.been(wanted, after=after), after)


def _shown(view: str, wanted: Asked, found: queries.Found, after: str) -> Response:
    return answer_of(
        "events/listing.html",
        view=view,
        cards=cards_of(found.rows),
        next_key=found.next_key,
        after=after,
        **choices_of(wanted),
    )


@blueprint.get("/events/map", endpoint="map")
def on_map() -> Response:
    """The events to come on a map, and in a list beside it."""
    wanted = wanted_events()
    rows = queries.coming(wanted, size=queries.MOST).rows
    located = [one for one in rows if one.lat is not None]
    return answer_of(
        "events/map.html",
        view="map",
        cards=cards_of(rows),
        source={"type": "FeatureCollection", "features": [_point(one) for one in located]},
        located=len(located),
        tiles=tiles(),
        **choices_of(wanted),
    )


def _point(one: Listed) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
        "properties": {
            "name": one.name,
            "url": page_url(one.title),
            "status": one.status,
            "families": [one.type],
            "commune": when_said(one.when, one.day),
            "insee": one.insee,
            "precision": one.precision,
        },
    }


def choices_of(wanted: Asked) -> dict[str, Any]:
    """What every view of the events is given: the choices, those made, the feeds."""
    known = departments()
    here = sorted({*queries.departments(), *filter(None, [wanted.departement])})
    return {
        "departments": [(code, known[code].full_name) for code in here if code in known],
        "types": dict(types()),
        "statuses": dict(statuses()),
        "wanted": wanted._asdict(),
        "kept": kept(wanted),
        "feed": url_for("wiki.events.calendar", **kept(wanted)),
    }


def cards_of(rows: Iterable[Listed]) -> Sequence[Card]:
    """Times as lists show them."""
    names, states = types(), statuses()
    return tuple(_card(one, names.get(one.type, ""), states) for one in rows)


def _card(one: Listed, type_: str, states: Any) -> Card:
    known = first_day(one.day)
    is_precise = len(one.day) == 10
    shape = "MMM\u00a0y" if len(one.day) > 4 else "y"
    return Card(
        one.uid,
        one.title,
        one.name,
        str(known.day) if is_precise else "",
        format_date(known, shape, locale=language()),
        when_said(one.when, one.day),
        repeats_said(one.when),
        where_said(one),
        type_,
        "" if one.status == CONFIRMED else states.get(one.status, ""),
        one.status == CANCELLED,
        bool(one.registration) or is_offered(one),
        one.summary,
    )
