"""The lines of iCalendar (RFC 5545): text escaped, lines folded, moments, time zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Response

#: Octets of a line at most.
_WIDTH = 75
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Years after the last one told for which the rule of a time zone is tried.
_TRIED = 3


def answer(lines: Iterable[str]) -> Response:
    """A calendar of these lines."""
    return Response("".join(f"{folded(line)}\r\n" for line in lines), mimetype="text/calendar")


def escaped(text: str) -> str:
    """A text as a value: `;` and `,` part values, and lines end otherwise."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join("".join(c for c in line if c >= " ") for line in text.splitlines())


def moment(value: datetime) -> str:
    """A moment in UTC."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def day(value: date) -> str:
    """A day."""
    return f"{value:%Y%m%d}"


def folded(line: str) -> str:
    """A line in pieces of so many octets at most, no sign cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(piece) + len(octets) > (_WIDTH if not pieces else _WIDTH - 1):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]).decode("utf-8")


@lru_cache(200)
def timezone(name: str, first: int, last: int) -> tuple[str, ...]:
    """The component that says what the clocks of a zone do from one year until another, and after.

    A change that is at the same Sunday of each year is said once, by its rule.
    """
    zone = ZoneInfo(name)
    changes = list(_changes(zone, first - 1, last + _TRIED))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if not changes:
        start = datetime(first - 1, 1, 1, tzinfo=zone)
        lines += _observance("STANDARD", start, start, "")
    by_kind: dict[tuple[object, ...], list[tuple[datetime, datetime]]] = {}
    for before, after in changes:
        by_kind.setdefault((before.utcoffset(), after.utcoffset()), []).append((before, after))
    for found in by_kind.values():
        rule = _rule([before for before, _ in found], last + _TRIED)
        for before, after in found[:1] if rule else found:
            lines += _observance("DAYLIGHT" if after.dst() else "STANDARD", before, after, rule)
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[datetime, datetime]]:
    """The last moment before each change of the clocks, and the first one after."""
    step = timedelta(days=1)
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        here, there = at.astimezone(zone), (at + step).astimezone(zone)
        if here.utcoffset() != there.utcoffset():
            low, high = at, at + step
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                if middle <= low:
                    break
                same = middle.astimezone(zone).utcoffset() == here.utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield low.astimezone(zone), high.astimezone(zone)
        at += step


def _rule(found: list[datetime], last: int) -> str:
    """The rule of changes that are on the same weekday of a month each year; "" when none is."""
    days = [(one.month, one.weekday(), (one.day - 1) // 7, one.hour) for one in found]
    months = {(month, weekday, hour) for month, weekday, _, hour in days}
    years = {one.year for one in found}
    if len(months) != 1 or len(years) != len(found) or max(years) < last or len(found) < _TRIED:
        return ""
    month, weekday, _ = months.pop()
    nths = {nth for _, _, nth, _ in days}
    if all((one + timedelta(days=7)).month != one.month for one in found):
        nth = -1
    elif len(nths) == 1:
        nth = nths.pop() + 1
    else:
        return ""
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{_DAYS[weekday]}"


def _observance(kind: str, before: datetime, after: datetime, rule: str) -> Iterator[str]:
    begins = (before.replace(tzinfo=None) + timedelta(minutes=1)) if before != after else before
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{begins:%Y%m%dT%H%M%S}"
    if rule:
        yield f"RRULE:{rule}"
    yield f"TZOFFSETFROM:{before:%z}"
    yield f"TZOFFSETTO:{after:%z}"
    yield f"TZNAME:{after:%Z}"
    yield f"END:{kind}"
