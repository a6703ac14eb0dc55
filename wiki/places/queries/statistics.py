"""Numbers of places, of seats, and how they have grown, at the times that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.places.queries.asked import PlaceFilter, conditions, described_by
from wiki.places.queries.directory import counts_of, kept
from wiki.places.rules import CLOSED

#: Years of the curve, at most, up to the last one.
_YEARS = 60


class Seats(NamedTuple):
    """How many seats there are in all, and how many places say how many they have."""

    total: int
    places: int


class Growth(NamedTuple):
    """How many places were open at the end of each year; `left_out` do not say it."""

    years: Mapping[str, int]
    left_out: int


def shares(name: str, wanted: PlaceFilter) -> Mapping[str, int]:
    """How many of the places that are wanted have each value of a facet."""
    return kept((wanted, "shares", name), lambda: counts_of(name, wanted))


def seats(wanted: PlaceFilter) -> Seats:
    """The seats of the places that are wanted."""

    def counted() -> Seats:
        of = described_by(wanted)
        query = sa.select(sa.func.coalesce(sa.func.sum(of.seats), 0), sa.func.count(of.seats))
        total, places = reading().execute(query.where(*conditions(wanted))).one()
        return Seats(int(total or 0), places)

    return kept((wanted, "seats"), counted)


def growth(wanted: PlaceFilter) -> Growth:
    """The places that were open at the end of each year, by the dates of their sheets."""
    return kept((wanted, "growth"), lambda: _growth(wanted))


def _growth(wanted: PlaceFilter) -> Growth:
    of = described_by(wanted)
    opened, closed = sa.func.substr(of.opened_on, 1, 4), sa.func.substr(of.closed_on, 1, 4)
    is_unknown = of.opened_on.is_(None) | (of.closed_on.is_(None) & of.status.in_(CLOSED))
    query = (
        sa.select(
            sa.case((is_unknown, None), else_=opened).label("from"),
            sa.case((is_unknown, None), else_=closed).label("to"),
            sa.func.count(),
        )
        .where(*conditions(wanted))
        .group_by(sa.text("1"), sa.text("2"))
    )
    change: Counter[int] = Counter()
    left_out = 0
    for first, last, number in reading().execute(query):
        if first is None:
            left_out += number
            continue
        change[int(first)] += number
        if last is not None:
            change[int(last)] -= number
    end = int(wanted.day[:4]) if wanted.on else clock.now().year
    years = range(max(min(change, default=end), end - _YEARS), end + 1)
    before = sum(number for year, number in change.items() if year < years.start)
    open_ = accumulate((change[year] for year in years), initial=before)
    return Growth(dict(zip(map(str, years), list(open_)[1:], strict=True)), left_out)
