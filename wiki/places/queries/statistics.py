"""Numbers of places, of seats, and how they have grown, at the times that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.places.asking.columns import Column
from wiki.places.queries.answering import amounts, rows_said
from wiki.places.queries.asked import Described, PlaceFilter, conditions, described_by
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


def said(wanted: PlaceFilter, column: Column) -> Mapping[int, Sequence[tuple[str, float]]]:
    """What the places that are wanted say now in a column: numbers, each with its tax basis."""
    return kept((wanted, "said", column.id), lambda: amounts(column, conditions(wanted)))


def shares_of(
    wanted: PlaceFilter, column: Column, name: str, codes: Collection[str]
) -> Sequence[float]:
    """Of what each place says now in rows, the share of those that have some codes under a name.

    A place whose amounts are on several tax bases has none, nor one that tells these codes alone.
    """
    return kept((wanted, "shares_of", column.id), lambda: _shares_of(wanted, column, name, codes))


def _shares_of(
    wanted: PlaceFilter, column: Column, name: str, codes: Collection[str]
) -> Sequence[float]:
    if column.meant is None:
        return ()
    at = column.meant.top.identity.index(name)
    found = []
    for lines in rows_said(column, conditions(wanted)).values():
        total = sum(number for _, _, number in lines)
        if total > 0 and len({tax for _, tax, _ in lines}) == 1:
            part = sum(number for row, _, number in lines if row.split(",")[at] in codes)
            if part < total:
                found.append(part / total)
    return found


def growth(wanted: PlaceFilter) -> Growth:
    """The places that were open at the end of each year, by the dates of their sheets."""
    return kept((wanted, "growth"), lambda: _growth(wanted))


def is_undated(of: Described) -> sa.ColumnElement[bool]:
    """Whether a place does not say since when it is open, or is not any more."""
    return of.opened_on.is_(None) | (of.closed_on.is_(None) & of.status.in_(CLOSED))


def _growth(wanted: PlaceFilter) -> Growth:
    of = described_by(wanted)
    opened, closed = sa.func.substr(of.opened_on, 1, 4), sa.func.substr(of.closed_on, 1, 4)
    is_unknown = is_undated(of)
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
