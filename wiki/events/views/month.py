"""The events of a month, in a table of its weeks."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from flask import Response

from wiki.events.codes import CANCELLED, ZONE
from wiki.events.queries import listing as queries
from wiki.events.queries.listing import Listed
from wiki.events.views.blueprint import blueprint, wanted_events
from wiki.events.views.lists import cards_of, choices_of
from wiki.kernel import clock
from wiki.kernel.errors import Missing
from wiki.web.language import language
from wiki.web.templates import answer_of

_WEEKS = Calendar()
_FIRST, _LAST = 1900, 2200


class Held(NamedTuple):
    """An event in the box of a day."""

    title: str
    name: str
    hour: str
    is_cancelled: bool


class Day(NamedTuple):
    """A day of the table."""

    number: int
    said: str
    is_inside: bool
    is_today: bool
    held: tuple[Held, ...]


@blueprint.get("/events/month", defaults={"month": ""}, endpoint="month")
@blueprint.get("/events/month/<month>", endpoint="month")
def show(month: str) -> Response:
    """A month, this one when none is said. Raises `Missing` for what is no month."""
    today = clock.now().astimezone(ZoneInfo(ZONE)).date()
    first = _read(month) if month else today.replace(day=1)
    wanted = wanted_events()
    weeks = _WEEKS.monthdatescalendar(first.year, first.month)
    zone = ZoneInfo(ZONE)
    since, until = (
        datetime(day.year, day.month, day.day, tzinfo=zone)
        for day in (weeks[0][0], weeks[-1][-1] + timedelta(days=1))
    )
    rows = queries.between(since, until, wanted)
    by_day = _by_day([one for one in rows if len(one.day) == 10], weeks[0][0], weeks[-1][-1])
    begin, end = (f"{one:%Y-%m-%d}" for one in (first, _next(first) - timedelta(days=1)))
    start, stop = _midnight(first), _midnight(_next(first))
    inside = [one for one in rows if one.ends > start and one.starts < stop]
    return answer_of(
        "events/month.html",
        view="month",
        title=format_date(first, "MMMM\u00a0y", locale=language()),
        months=(f"{_previous(first):%Y-%m}", f"{first:%Y-%m}", f"{_next(first):%Y-%m}"),
        is_now=begin <= today.isoformat() <= end,
        day_names=_day_names(),
        weeks=[[_day(day, first.month, today, by_day) for day in week] for week in weeks],
        vague=cards_of(one for one in inside if len(one.day) != 10),
        cards=cards_of(inside),
        **choices_of(wanted),
    )


def _read(month: str) -> date:
    try:
        found = date.fromisoformat(f"{month[:7]}-01")
    except ValueError:
        raise Missing("month_missing") from None
    if len(month) != 7 or not _FIRST < found.year < _LAST:
        raise Missing("month_missing")
    return found


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _previous(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE))


def _day_names() -> list[tuple[str, str]]:
    short, wide = (get_day_names(how, locale=language()) for how in ("abbreviated", "wide"))
    return [(short[at], wide[at]) for at in range(7)]


def _by_day(rows: list[Listed], first: date, end: date) -> dict[date, list[Held]]:
    """Each event on every day of some that it lasts, by the clock of where it is."""
    found: dict[date, list[Held]] = {}
    for one in rows:
        zone = ZoneInfo(one.zone)
        day = date.fromisoformat(one.day)
        last = max(day, (one.ends.astimezone(zone) - timedelta(seconds=1)).date())
        for at in range((max(day, first) - day).days, (min(last, end) - day).days + 1):
            hour = "" if at else one.starts_at
            held = Held(one.title, one.name, hour, one.status == CANCELLED)
            found.setdefault(day + timedelta(days=at), []).append(held)
    return found


def _day(day: date, month: int, today: date, by_day: dict[date, list[Held]]) -> Day:
    held = sorted(by_day.get(day, ()), key=lambda one: (one.hour, one.name))
    said = format_date(day, "EEEE d\u00a0MMMM", locale=language())
    return Day(day.day, said, day.month == month, day == today, tuple(held))
