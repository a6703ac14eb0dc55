"""What must hold across the fields of a sheet, each check under the name the data files give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.schema import dates
from wiki.schema.derived import desks_total, work_seats
from wiki.schema.kinds import Check
from wiki.schema.sheet import Value

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Breach:
    """A check that does not hold at `path`; a remark when it is not blocking."""

    path: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True


def breaches(check: Check, values: Values) -> Iterator[Breach]:
    """Where a check does not hold; the values are of their types."""
    return CHECKS[check.code](check, values)


def ends_before_starts(check: Check, values: Values) -> Iterator[Breach]:
    """What ended started before; of two dates that may be the same day nothing is said."""
    end, start = check.fields
    if _surely_before(values.get(end), values.get(start)):
        yield Breach(end, {"start": values[start], "end": values[end]})


def row_ends_before_starts(check: Check, values: Values) -> Iterator[Breach]:
    """The same in each row."""
    end, start = check.columns
    for path, row in _rows(check, values):
        if _surely_before(row.get(end), row.get(start)):
            yield Breach(f"{path}/{end}", {"start": row[start], "end": row[end]})


def closed_but_open(_check: Check, values: Values) -> Iterator[Breach]:
    """A place that is open has no day it closed on; it may reopen, so it is a remark."""
    if values.get("status") == "open" and values.get("closed_on"):
        yield Breach("closed_on", {"closed": values["closed_on"]}, blocking=False)


def more_seats_than_desks(_check: Check, values: Values) -> Iterator[Breach]:
    """Those who work have a desk; some places count otherwise, so it is a remark."""
    seats, desks = work_seats(values), desks_total(values)
    if seats is not None and desks is not None and seats > desks:
        yield Breach("seats", {"seats": seats, "desks": desks}, blocking=False)


def more_than_total(check: Check, values: Values) -> Iterator[Breach]:
    """A part of a cost is not more than it; amounts may differ in tax, so it is a remark."""
    part, total = check.columns
    for path, row in _rows(check, values):
        if part in row and total in row and row[part]["cents"] > row[total]["cents"]:
            yield Breach(f"{path}/{part}", blocking=False)


def _rows(check: Check, values: Values) -> Iterator[tuple[str, Mapping[str, Any]]]:
    (name,) = check.fields
    for place, row in enumerate(values.get(name, ())):
        yield f"{name}/{place}", row


def _surely_before(one: str | None, other: str | None) -> bool:
    return bool(one and other) and dates.surely_before(str(one), str(other))


CHECKS: Mapping[str, Callable[[Check, Values], Iterator[Breach]]] = {
    check.__name__: check
    for check in (
        ends_before_starts,
        row_ends_before_starts,
        closed_but_open,
        more_seats_than_desks,
        more_than_total,
    )
}
