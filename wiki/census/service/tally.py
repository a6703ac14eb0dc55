"""The counts of targets: they follow each change of a target, in the act that makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa

from wiki.census.models import Count, Target
from wiki.census.rules import TARGET_STATES, moved
from wiki.kernel import clock
from wiki.kernel.db import insert_missing, reading, table_of, write

#: Census, department and state of a target -> how many more there are.
Change = Mapping[tuple[int, str, str], int]
_ADD = (
    sa.update(table_of(Count))
    .where(
        Count.census_id == sa.bindparam("of"),
        Count.department == sa.bindparam("where"),
        Count.state == sa.bindparam("as"),
    )
    .values(number=Count.number + sa.bindparam("more"))
)


def add(change: Change) -> None:
    """Count targets more, or less. Inside an act."""
    keys = sorted(key for key, more in change.items() if more)
    rows = [dict(zip(("census_id", "department", "state"), key, strict=True)) for key in keys]
    insert_missing(Count, *({**row, "number": 0} for row in rows))
    write(
        _ADD,
        *({"of": key[0], "where": key[1], "as": key[2], "more": change[key]} for key in keys),
    )


def move(target: Target, event: str) -> bool:
    """Let something happen to a target, inside an act; whether that changed its state."""
    state = moved(target.state, event)
    if state is None:
        return False
    change = Counter({(target.census_id, target.department, target.state): -1})
    change[target.census_id, target.department, state] += 1
    target.state, target.since = state, clock.now()
    add(change)
    return True


def move_all(census_id: int, event: str) -> None:
    """Let the same happen to all the targets of a census, inside an act."""
    change: Counter[tuple[int, str, str]] = Counter()
    for before in TARGET_STATES:
        after = moved(before, event)
        if after is None or after == before:
            continue
        these = sa.update(Target).where(Target.census_id == census_id, Target.state == before)
        these = these.values(state=after, since=clock.now())
        for where in reading().scalars(these.returning(Target.department)):
            change[census_id, where, before] -= 1
            change[census_id, where, after] += 1
    add(change)


def rebuild() -> None:
    """Count all again."""
    reading().execute(sa.delete(Count))
    key = (Target.census_id, Target.department, Target.state)
    found = sa.select(*key, sa.func.count()).group_by(*key)
    names = ["census_id", "department", "state", "number"]
    reading().execute(sa.insert(Count).from_select(names, found))
