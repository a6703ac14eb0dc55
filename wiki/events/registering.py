"""Registering for an event: when one may, what those who come are told. On plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from wiki.events.codes import CANCELLED, ZONE
from wiki.events.located import Located

#: Comes; would come if a seat came free.
GOING, WAITING = "going", "waiting"
#: What letters say.
REGISTERED, WAITS, PROMOTED, MOVED, OFF, REMINDER = (
    "registered",
    "waits",
    "promoted",
    "moved",
    "off",
    "reminder",
)
#: How long after an event it is kept who came.
KEPT = timedelta(days=90)
#: Days before an event on which one is reminded of it, and from which hour.
_DAYS, _HOUR = 2, time(6, tzinfo=UTC)


class Announced(Protocol):
    """What is told of an event."""

    @property
    def starts_on(self) -> str: ...

    @property
    def status(self) -> str: ...

    @property
    def registration(self) -> str: ...

    @property
    def capacity(self) -> int | None: ...


class Time(Announced, Located, Protocol):
    """A time of an event, as the lists have it."""

    @property
    def day(self) -> str: ...

    @property
    def starts(self) -> datetime: ...


_T = TypeVar("_T", bound=Time)


def is_offered(event: Announced) -> bool:
    """Whether one registers here: its day and its seats are said, and no address elsewhere."""
    is_known = len(event.starts_on) == 10 and event.capacity is not None
    return is_known and not event.registration and event.status != CANCELLED


def why_closed(event: Time, now: datetime) -> str:
    """Why nobody registers for a time of an event, as a code; "" when one may."""
    if event.status == CANCELLED:
        return "registration_cancelled"
    if not is_offered(event):
        return "registration_none"
    return "registration_over" if event.starts <= now else ""


def told(event: Time | None) -> str:
    """What those who come are to be told of when it changes: whether, when and where."""
    if event is None or event.status == CANCELLED:
        return CANCELLED
    where = (event.place, event.address, event.insee, event.online)
    return "|".join((event.starts.isoformat(), *where))


def same_time(day: str, times: Sequence[_T]) -> _T | None:
    """The time to which those registered for a day come now; None when there is none any more."""
    found = next((one for one in times if one.day == day), None)
    return found or (times[0] if len(times) == 1 else None)


def soon(now: datetime) -> datetime:
    """Who comes before this is reminded of it: the end of the second day after, in France."""
    zone = ZoneInfo(ZONE)
    day = now.astimezone(zone).date() + timedelta(days=_DAYS + 1)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def in_the_day(now: datetime) -> datetime:
    """The next moment at which letters may be sent to people: not in the night."""
    return max(now, datetime.combine((now + timedelta(hours=3)).date(), _HOUR))
