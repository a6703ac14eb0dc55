"""How many seats a place had at the end of each year, as far as its sheet knows: on plain values.

Seats are known of a day: the one on which somebody checked them, else the one on which they were
written. They are taken to be the same until other ones are written, or their period ends; of other
years nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from wiki.schema.freshness import months_after


class Said(NamedTuple):
    """What a sheet says since the day `written`; None for nothing. All days as `2012-10-08`.

    It is known of the day `known`, and was still right on the day `checked`.
    """

    seats: int | None
    written: str
    known: str
    checked: str


def seats_by_year(said: Sequence[Said], period: int | None, today: str) -> dict[int, int]:
    """The seats at the end of each year of which they are known, or on the day `today`.

    `period` is that of the field, in months.
    """
    found: dict[int, int] = {}
    for place, one in enumerate(said):
        if one.seats is not None:
            ends = [_last_year(one.checked, period, today)]
            ends += [_year(other.written) - 1 for other in said[place + 1 : place + 2]]
            first = _year(one.known)
            # What was written of a time that was over is of that time, whatever is written since.
            over = first if first < _year(one.written) else 0
            found.update(dict.fromkeys(range(first, max(min(ends), over) + 1), one.seats))
    return found


@lru_cache(maxsize=4_096)  # places that came together were checked on one day
def _last_year(checked: str, period: int | None, today: str) -> int:
    """The last year at the end of which the period is not over, that of the check in any case."""
    this, last = _year(today), _year(checked)
    if period is None:
        return this
    due = months_after(date.fromisoformat(checked), period).isoformat()
    return next((year for year in range(this, last, -1) if min(f"{year}-12-31", today) < due), last)


def _year(day: str) -> int:
    return int(day[:4])
