"""Who is of a network on a day, by what its sheet says: on plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

#: How long before a ballot opens a change of its electorate is named to those who read it.
LATELY = timedelta(days=7)


class Moved(NamedTuple):
    """The places that came among the members of a network lately, and those that left, by title."""

    came: tuple[str, ...]
    left: tuple[str, ...]


def moved(before: Collection[str], now: Collection[str]) -> Moved:
    """What changed from the members of a moment to those of another."""
    there, known = set(now), set(before)
    return Moved(tuple(sorted(there - known)), tuple(sorted(known - there)))


def is_member(row: Mapping[str, Any], today: str) -> bool:
    """Whether a row of a network's sheet tells of a member on a day; its dates may be of a year."""
    since, until = str(row.get("since") or ""), str(row.get("until") or "")
    if row.get("status") != "member" or not row.get("place"):
        return False
    return today[: len(since)] >= since and (not until or today[: len(until)] <= until)
