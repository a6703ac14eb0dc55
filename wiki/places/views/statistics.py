"""The statistics of the places: bars and a curve, with the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Response

from wiki.pages.audience import audience_of
from wiki.pages.queries.kinds import kind_of
from wiki.places.queries import directory as queries
from wiki.places.queries import statistics
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.seats import seats_over_years
from wiki.places.rules import KIND, is_tagging
from wiki.places.views.blueprint import blueprint, wanted_places
from wiki.places.views.facets import circle_of, facets_of, tag_name
from wiki.places.views.marks import marks
from wiki.places.views.names import facet_name, value_name
from wiki.places.views.times import times_of
from wiki.web.actors import current_actor
from wiki.web.charts import Bars, Lines, bars, lines
from wiki.web.filters import percent
from wiki.web.language import gettext, in_language, ngettext, number
from wiki.web.templates import answer_of

#: What places are counted by, in the order shown.
COUNTED = ("status", "family", "management", "region", "departement")
#: Bars of one chart: the table has them all.
_BARS = 20
#: Field -> code of a choice -> its share among the tiers-lieux of France, in per cent: census of
#: 2023 (France Tiers-Lieux, observatoire.francetierslieux.fr).
NATIONAL = {
    "management": {
        "association": 51,
        "company": 19,
        "authority": 11,
        "scic": 7,
        "scop": 2,
        "university": 2,
        "citizens": 2,
        "school": 1,
    },
    "premises_tenure": {"owner": 23, "market_rent": 23, "free": 23, "moderate_rent": 22},
}


class Counted(NamedTuple):
    """A value: its name, how many places have it, their share, and that of the country."""

    name: str
    places: int
    share: float
    national: int | None


class Figure(NamedTuple):
    """Places counted by something."""

    name: str
    chart: Bars
    rows: tuple[Counted, ...]
    has_national: bool


class SeatYear(NamedTuple):
    """The seats known at the end of a year; how many of the places then open tell them."""

    year: str
    seats: int | None
    places: int
    open: int


@blueprint.get("/places/statistics", endpoint="statistics")
def show() -> Response:
    """The places that the address asks for, counted."""
    wanted = wanted_places()
    total, grown = queries.count(wanted), statistics.growth(wanted)
    seats = statistics.seats(wanted)
    figures = [_figure(name, wanted, total) for name in COUNTED]
    figures.append(_tenure(wanted))
    return answer_of(
        "places/statistics.html",
        count=total,
        seats=seats.total,
        seated=seats.places,
        figures=tuple(figure for figure in figures if figure.rows),
        marks=marks(wanted, total, audience_of(current_actor())),
        curve=_curve(grown.years),
        years=tuple(grown.years.items()),
        left_out=grown.left_out,
        seat_years=(seat_years := _seat_years(wanted, grown.years)),
        seat_curve=_seat_curve(seat_years),
        seat_months=kind_of(KIND).field("seats").freshness or 0,
        facets=facets_of(wanted, ".statistics", {}),
        circle=circle_of(wanted, ".statistics", {}),
        times=times_of(wanted, ".statistics"),
        kept=wanted.given,
    )


def _figure(name: str, wanted: PlaceFilter, total: int) -> Figure:
    counts = statistics.shares(name, wanted)
    names = {code: value_name(name, code) for code in counts}
    return _drawn(facet_name(name), counts, names, total, NATIONAL.get(name, {}))


def _tenure(wanted: PlaceFilter) -> Figure:
    """How places hold their premises: shares of those that say it."""
    name = "premises_tenure"
    field = kind_of(KIND).by_id.get(name)
    if field is None or not is_tagging(field):
        return _drawn(name, {}, {}, 0, {})
    found = queries.tags(wanted).items()
    counts = {tag.partition(":")[2]: n for tag, n in found if tag.startswith(f"{name}:")}
    names = {code: tag_name(field, f"{name}:{code}") for code in counts}
    label = in_language(field.labels)
    return _drawn(label, counts, names, sum(counts.values()), NATIONAL[name])


def _drawn(
    label: str,
    counts: Mapping[str, int],
    names: Mapping[str, str],
    total: int,
    national: Mapping[str, int],
) -> Figure:
    codes = sorted(counts, key=lambda code: (-counts[code], names[code]))
    rows = tuple(
        Counted(names[code], counts[code], counts[code] / total, national.get(code))
        for code in codes
    )
    drawn = bars([(one.name, one.places, _said(one)) for one in rows[:_BARS]])
    return Figure(label, drawn, rows, any(one.national for one in rows))


def _said(one: Counted) -> str:
    return gettext("%(count)s (%(share)s)", count=number(one.places), share=percent(one.share))


def _curve(years: Mapping[str, int]) -> Lines | None:
    if len(years) < 2:
        return None
    points = [(float(count), f"{year}\u202f: {number(count)}") for year, count in years.items()]
    return lines(list(years), [(gettext("Lieux ouverts"), points)])


def _seat_years(wanted: PlaceFilter, open_: Mapping[str, int]) -> tuple[SeatYear, ...]:
    """The years from the first of which seats are known; none when that is the last one."""
    known = seats_over_years(wanted, open_).items()
    told = [
        SeatYear(year, one.total if one.places else None, one.places, open_[year])
        for year, one in known
    ]
    first = next((at for at, one in enumerate(told) if one.places), len(told))
    return tuple(told[first:]) if len(told) - first > 1 else ()


def _seat_curve(years: Sequence[SeatYear]) -> Lines | None:
    if not years:
        return None
    points = [(one.seats, f"{one.year}\u202f: {_seats_said(one)}") for one in years]
    return lines([one.year for one in years], [(gettext("Postes connus"), points)])


def _seats_said(one: SeatYear) -> str:
    seats = ngettext("%(n)s poste", "%(n)s postes", one.seats or 0)
    told = ngettext(
        "%(n)s lieu sur %(of)s", "%(n)s lieux sur %(of)s", one.places, of=number(one.open)
    )
    return f"{seats} ({told})"
