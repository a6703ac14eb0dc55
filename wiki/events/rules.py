"""What the sheet of an event says: on plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from wiki.events import recurrence
from wiki.events.codes import CONFIRMED, ZONE
from wiki.schema import dates
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem

KIND = "event"
#: Longest event.
LONGEST = timedelta(days=2 * 366)
_DAY = timedelta(days=1)


class When(NamedTuple):
    """When an event is, as it is told: days as precise as they are known, wall time, its zone.

    What is not told is "".
    """

    starts_on: str
    starts_at: str
    ends_on: str
    ends_at: str
    zone: str
    rule: str
    until: str
    skips: str

    @property
    def is_precise(self) -> bool:
        """Whether its first day is known."""
        return len(self.starts_on) == 10

    @property
    def skipped(self) -> frozenset[date]:
        """The days on which it does not repeat."""
        return frozenset(map(date.fromisoformat, filter(None, self.skips.split(","))))


class Told(NamedTuple):
    """An event as its sheet tells it; what it does not say is "" or None."""

    name: str
    type: str
    status: str
    summary: str
    organiser: str
    starts_on: str
    starts_at: str
    ends_on: str
    ends_at: str
    zone: str
    rule: str
    until: str
    skips: str
    place: str
    address: str
    insee: str
    online: str
    registration: str
    capacity: int | None
    price: str

    @property
    def when(self) -> When:
        """When it is."""
        return When(*(getattr(self, name) for name in When._fields))


class Occurrence(NamedTuple):
    """One time that an event takes place: the day on which it begins, as it is told, and when."""

    day: str
    starts: datetime
    ends: datetime


def told(title: str, sheet: Sheet) -> Told | None:
    """What a sheet tells of an event; None when it is not that of one, or has no day."""
    values = sheet.values
    starts_on = _text(values, "starts_on")
    if sheet.kind != KIND or not starts_on:
        return None
    zone, capacity = _text(values, "zone"), values.get("capacity")
    return Told(
        name=_text(values, "name") or title,
        type=_text(values, "type"),
        status=_text(values, "status") or CONFIRMED,
        summary=_text(values, "summary"),
        organiser=_text(values, "organiser"),
        starts_on=starts_on,
        starts_at=_text(values, "starts_at") if len(starts_on) == 10 else "",
        ends_on=_text(values, "ends_on"),
        ends_at=_text(values, "ends_at"),
        zone=zone if zone in zones() else ZONE,
        rule=_rule(values),
        until=_text(values, "repeats_until"),
        skips=",".join(sorted(day.isoformat() for day in _days(values.get("skips")))),
        place=_text(values, "place"),
        address=_text(values, "address"),
        insee=_text(values, "commune"),
        online=_text(values, "online"),
        registration=_text(values, "registration"),
        capacity=capacity if isinstance(capacity, int) else None,
        price=_text(values, "price"),
    )


@cache
def zones() -> frozenset[str]:
    """The names of the time zones."""
    return frozenset(available_timezones())


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _days(value: object) -> Iterator[date]:
    for one in value if isinstance(value, list) else ():
        with suppress(TypeError, ValueError):
            yield date.fromisoformat(one)


def _rule(values: Mapping[str, Any]) -> str:
    starts_on = _text(values, "starts_on")
    if len(starts_on) != 10:
        return ""
    with suppress(recurrence.NoRuleError, ValueError):
        start = date.fromisoformat(starts_on)
        return recurrence.ruled(_text(values, "repeats"), _text(values, "rule"), start)
    return ""


def occurrences(when: When, said_at: datetime) -> list[Occurrence]:
    """The times that an event takes place, as they were known when somebody said so."""
    if not when.is_precise:
        return [_loosely(when)]
    start = date.fromisoformat(when.starts_on)
    horizon = max(start, said_at.date()) + recurrence.HORIZON
    until = dates.last_day(when.until) if when.until else None
    found = recurrence.days(when.rule, start, until, when.skipped, horizon)
    return [_on(when, day, start) for day in found]


def _loosely(when: When) -> Occurrence:
    """One of which only the month or the year is known: all of it."""
    last = dates.last_day(when.ends_on or when.starts_on)
    begins = _midnight(dates.first_day(when.starts_on), when.zone)
    return Occurrence(when.starts_on, begins, max(_midnight(last + _DAY, when.zone), begins))


def _on(when: When, day: date, first: date) -> Occurrence:
    starts = _at(day, when.starts_at, when.zone)
    last = (dates.last_day(when.ends_on) if when.ends_on else first) + (day - first)
    timed = when.starts_at and when.ends_at
    ends = _at(last, when.ends_at, when.zone) if timed else _midnight(last + _DAY, when.zone)
    return Occurrence(day.isoformat(), starts, max(ends, starts))


def _at(day: date, hour: str, zone: str) -> datetime:
    clock = time.fromisoformat(hour) if hour else time()
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _midnight(day: date, zone: str) -> datetime:
    return _at(day, "", zone)


def problems(_title: str, sheet: Sheet, _before: Sheet) -> list[Problem]:
    """What is wrong with the sheet of an event, across its fields."""
    return list(_problems(sheet.values))


def _problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    starts_on, ends_on = _text(values, "starts_on"), _text(values, "ends_on")
    is_precise = len(starts_on) == 10
    if (zone := _text(values, "zone")) and zone not in zones():
        yield Problem("zone", "unknown_zone", {"value": zone})
    if values.get("starts_at") and not is_precise:
        yield Problem("starts_at", "hour_without_day")
    if values.get("ends_at") and not values.get("starts_at"):
        yield Problem("ends_at", "end_without_start")
    if starts_on and ends_on:
        if dates.last_day(ends_on) - dates.first_day(starts_on) > LONGEST:
            yield Problem("ends_on", "event_too_long")
        is_one_day = ends_on == starts_on
    else:
        is_one_day = True
    if is_one_day and "" < _text(values, "ends_at") < _text(values, "starts_at"):
        yield Problem("ends_at", "ends_before_starts")
    yield from _repeating(values, is_precise)


def _repeating(values: Mapping[str, Any], is_precise: bool) -> Iterator[Problem]:
    repeats = _text(values, "repeats")
    if repeats and not is_precise:
        yield Problem("repeats", "hour_without_day")
    if repeats == "other":
        try:
            recurrence.normal(_text(values, "rule"))
        except recurrence.NoRuleError:
            yield Problem("rule", "not_rule")
    for one in values.get("skips") or ():
        try:
            date.fromisoformat(one)
        except ValueError:
            yield Problem("skips", "not_whole_date", {"value": one})
