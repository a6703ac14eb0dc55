"""The day that it is in France, where what is dated by day is read."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from wiki.kernel import clock

_ZONE = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> str:
    """The day of a moment, as `2012-10-08`."""
    return moment.astimezone(_ZONE).date().isoformat()


def today() -> str:
    """The day of now."""
    return day_of(clock.now())
