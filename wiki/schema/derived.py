"""What follows from the values of a sheet and is never typed.

Values that are not of their type, which a sheet may still hold, say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: The sorts of seats at which one works, each with a desk.
WORK_SEATS = ("permanent", "drop_in", "training")
#: The columns of rows that say a share.
RATIO = frozenset({"amount", "total"})


def seats_total(values: Mapping[str, Any]) -> int | None:
    """All the seats of a place, of every sort; None when none is counted."""
    counts = [count for _, count in _seats(values)]
    return sum(counts) if counts else None


def work_seats(values: Mapping[str, Any]) -> int | None:
    """The seats at which one works; None when none is counted."""
    counts = [count for kind, count in _seats(values) if kind in WORK_SEATS]
    return sum(counts) if counts else None


def desks_total(values: Mapping[str, Any]) -> int | None:
    """The desks of the spaces; None when a space that has some does not say how many."""
    spaces = [
        (_whole(row.get("count")), _whole(row["desks_each"]))
        for row in _rows(values.get("spaces"))
        if "desks_each" in row
    ]
    if not spaces:
        return None
    total = 0
    for count, desks in spaces:
        if count is None or desks is None:
            return None
        total += count * desks
    return total


def ratio(row: Mapping[str, Any]) -> int | None:
    """The share of a funding row in its total cost, in whole per cent; None when one is unknown."""
    amount, total = (_cents(row.get(name)) for name in ("amount", "total"))
    if amount is None or not total:
        return None
    return (200 * amount + total) // (2 * total)


def _seats(values: Mapping[str, Any]) -> Iterator[tuple[object, int]]:
    for row in _rows(values.get("seats")):
        if (count := _whole(row.get("count"))) is not None:
            yield row.get("kind"), count


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _cents(value: object) -> int | None:
    return _whole(value.get("cents")) if isinstance(value, dict) else None
