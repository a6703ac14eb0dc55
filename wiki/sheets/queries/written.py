"""Which revision wrote each value of the sheet of a page, and when it is to be checked again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.pages.models import Revision
from wiki.sheets.models import Fact, Written


class Origin(NamedTuple):
    """The revision that wrote the value of a field, on which day; until when it needs no check."""

    field: str
    number: int
    day: str
    due_on: str | None


_OF_PAGE = sa.select(Written.field, Written.number, Written.day, Written.due_on).where(
    Written.page_id == sa.bindparam("of")
)


def origins(page_id: int) -> dict[str, Origin]:
    """Where each value of the newest sheet of a page comes from, by field."""
    return {row[0]: Origin(*row) for row in look(_OF_PAGE, of=page_id)}


_ENDED = (
    sa.select(Fact.field, Revision.number)
    .join(Revision, sa.and_(Revision.page_id == Fact.page_id, Revision.seq == Fact.to_seq))
    .where(Fact.page_id == sa.bindparam("of"))
)


def taken_away(page_id: int, said: Collection[str]) -> dict[str, int]:
    """The fields that said something and are not in `said`, by the revision that emptied them."""
    found: dict[str, int] = {}
    for name, number in look(_ENDED, of=page_id):
        field = name.partition(".")[0]
        if field not in said:
            found[field] = max(number, found.get(field, 0))
    return found


_MOMENTS = sa.select(Fact.field, Fact.from_seq, Fact.to_seq).where(
    Fact.page_id == sa.bindparam("of")
)


def changes_of(page_id: int, field: str, size: int) -> Sequence[Revision]:
    """The revisions that made a field say something else, the newest first."""
    moments = {
        seq
        for name, *seqs in look(_MOMENTS, of=page_id)
        if name.partition(".")[0] == field
        for seq in seqs
        if seq is not None
    }
    query = sa.select(Revision).where(
        Revision.page_id == page_id, Revision.seq.in_(sorted(moments, reverse=True)[:size])
    )
    return reading().scalars(query.order_by(Revision.number.desc())).all()


_OF_PAGES = sa.select(Written.page_id, Written.field, Written.number).where(
    Written.page_id.in_(sa.bindparam("pages", expanding=True))
)


def writers(page_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Of some pages, the number of the revision that wrote each value, by field."""
    found: dict[int, dict[str, int]] = {}
    if page_ids:
        for page_id, field, number in reading().execute(_OF_PAGES, {"pages": sorted(page_ids)}):
            found.setdefault(page_id, {})[field] = number
    return found


def overdue(page_id: int, today: str) -> frozenset[str]:
    """The fields of the newest sheet that are past their period."""
    return frozenset(
        one.field for one in origins(page_id).values() if one.due_on and one.due_on <= today
    )


_LATE = sa.select(Written.page_id, Written.due_on).where(
    Written.page_id.in_(sa.bindparam("pages", expanding=True)),
    Written.field == sa.bindparam("field"),
    Written.due_on <= sa.bindparam("today"),
)


#: Pages asked for at once: databases bound the values of a question.
_AT_ONCE = 1_000


def overdue_since(page_ids: Collection[int], field: str, today: str) -> dict[int, str]:
    """Of some pages, those whose value of a field is past its period, and since which day."""
    ids = sorted(page_ids)
    found: dict[int, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        given = {"pages": ids[start : start + _AT_ONCE], "field": field, "today": today}
        found.update((page_id, due or "") for page_id, due in reading().execute(_LATE, given))
    return found


def revisions(page_id: int, numbers: Collection[int]) -> Mapping[int, Revision]:
    """The revisions of these numbers that the page has."""
    query = sa.select(Revision).where(
        Revision.page_id == page_id, Revision.number.in_(sorted(numbers))
    )
    return {one.number: one for one in reading().scalars(query)}
