"""The life of a place: not yet open, closed for a while, closed, moved; on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

#: States of a place that is no more where it was.
ENDED = frozenset({"closed", "moved"})
#: States of a place that is not open, each with the field that dates it.
_DATED_BY = {
    "project": "opened_on",
    "prefiguration": "opened_on",
    "paused": "closed_on",
    "closed": "closed_on",
    "moved": "closed_on",
}
#: Before the key of a place that has ended: in the order of names it comes after all others.
LAST = "~"


class Life(NamedTuple):
    """How a place that is not open is: since when or until when, and the title of what it became.

    The date is as precise as it is known; "" when nobody has said.
    """

    state: str
    date: str
    successor: str


def life_of(values: Mapping[str, Any]) -> Life | None:
    """The life of a place whose page is to say more than its state; None for one that is open."""
    state = values.get("status", "")
    if state not in _DATED_BY:
        return None
    successor = values.get("moved_to", "") if state in ENDED else ""
    return Life(state, str(values.get(_DATED_BY[state], "")), str(successor))


def in_order(key: str, status: str | None) -> str:
    """The key of a name in the order of lists: places that have ended keep their memory, last."""
    return LAST + key if status in ENDED else key
