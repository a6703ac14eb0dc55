"""The two times at which one looks at the places, and the way back to now."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for

from wiki.places.queries import directory as queries
from wiki.places.queries.asked import PlaceFilter


class Times(NamedTuple):
    """Dates as precise as they were asked for, "" for now; `undated` places might be there too.

    `action` is where other dates are asked for, `kept` what else is, `now_url` the same places now.
    """

    on: str
    known: str
    undated: int
    action: str
    kept: dict[str, str]
    now_url: str


def times_of(wanted: PlaceFilter, endpoint: str) -> Times:
    """The times of the places that are wanted, on a screen."""
    given: dict[str, Any] = {
        name: value for name, value in wanted.given.items() if name not in wanted.times
    }
    return Times(
        wanted.on,
        wanted.known,
        queries.count_undated(wanted),
        url_for(endpoint),
        given,
        url_for(endpoint, **given),
    )
