"""What follows from the values of a sheet and is never typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The sorts of seats at which one works, each with a desk.
WORK_SEATS = ("permanent", "drop_in", "training")


def seats_total(values: Mapping[str, Any]) -> int | None:
    """All the seats of a place, of every sort; None when none is counted."""
    counts = [row["count"] for row in values.get("seats", ()) if "count" in row]
    return sum(counts) if counts else None


def work_seats(values: Mapping[str, Any]) -> int | None:
    """The seats at which one works; None when none is counted."""
    counts = [
        row["count"]
        for row in values.get("seats", ())
        if row.get("kind") in WORK_SEATS and "count" in row
    ]
    return sum(counts) if counts else None


def desks_total(values: Mapping[str, Any]) -> int | None:
    """The desks of the spaces; None when a space that has some does not say how many."""
    spaces = [row for row in values.get("spaces", ()) if "desks_each" in row]
    if not spaces or any("count" not in row for row in spaces):
        return None
    return sum(int(row["count"]) * int(row["desks_each"]) for row in spaces)


def ratio(row: Mapping[str, Any]) -> int | None:
    """The share of a funding row in its total cost, in whole per cent; None when one is unknown."""
    amount, total = (row.get(name, {}).get("cents") for name in ("amount", "total"))
    if amount is None or not total:
        return None
    return int((200 * amount + total) // (2 * total))
