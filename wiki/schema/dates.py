"""Dates as precise as what is known: `2010`, `2010-10`, `2010-10-08`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def parts(text: str) -> tuple[int, ...]:
    """The year, the month and the day, as far as they are known; ValueError for no date."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"no date: {text}")
    known = tuple(int(part) for part in match.groups() if part)
    date(*(*known, 1, 1)[:3])
    return known


def first_day(text: str) -> date:
    """The first day that a date may mean."""
    return date(*(*parts(text), 1, 1)[:3])


def last_day(text: str) -> date:
    """The last day that a date may mean."""
    known = parts(text)
    if len(known) == 3:
        return date(*known)
    month = known[1] if len(known) == 2 else 12
    return date(known[0], month, monthrange(known[0], month)[1])


def surely_before(one: str, other: str) -> bool:
    """Whether every day that `one` may mean precedes every day that `other` may mean."""
    return last_day(one) < first_day(other)
