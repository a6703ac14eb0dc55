"""What must hold across the fields of a sheet, each check under the name the data files give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.schema import dates
from wiki.schema.derived import desks_total, work_seats
from wiki.schema.kinds import Kind
from wiki.schema.sheet import Value

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Breach:
    """A check that does not hold."""

    parameters: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True


def closed_before_opened(_kind: Kind, values: Values) -> Breach | None:
    """A place closes after it opened."""
    opened, closed = values.get("opened_on"), values.get("closed_on")
    if opened and closed and dates.surely_before(closed, opened):
        return Breach({"opened": opened, "closed": closed})
    return None


def closed_but_open(_kind: Kind, values: Values) -> Breach | None:
    """A place that is open has no day it closed on; it may reopen, so it is a remark."""
    if values.get("status") == "open" and values.get("closed_on"):
        return Breach({"closed": values["closed_on"]}, blocking=False)
    return None


def more_seats_than_desks(_kind: Kind, values: Values) -> Breach | None:
    """Those who work have a desk; some places count otherwise, so it is a remark."""
    seats, desks = work_seats(values), desks_total(values)
    if seats is not None and desks is not None and seats > desks:
        return Breach({"seats": seats, "desks": desks}, blocking=False)
    return None


CHECKS: Mapping[str, Callable[[Kind, Values], Breach | None]] = {
    check.__name__: check
    for check in (closed_before_opened, closed_but_open, more_seats_than_desks)
}
