"""Who is of a network on a day, by what its sheet says: on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_member(row: Mapping[str, Any], today: str) -> bool:
    """Whether a row of a network's sheet tells of a member on a day; its dates may be of a year."""
    since, until = str(row.get("since") or ""), str(row.get("until") or "")
    if row.get("status") != "member" or not row.get("place"):
        return False
    return today[: len(since)] >= since and (not until or today[: len(until)] <= until)
