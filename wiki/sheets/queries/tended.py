"""The sheets that a few minutes would mend: values past their period, gaps, figures bare of source.

Of what everyone may read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import Key, look, reading
from wiki.kernel.pager import PAGE_SIZE
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import visible
from wiki.schema.kinds import VISIBILITIES
from wiki.sheets.models import Gap, Written

STALE, INCOMPLETE, UNSOURCED = "stale", "incomplete", "unsourced"
LISTS = (STALE, INCOMPLETE, UNSOURCED)
#: A sheet of which a smaller share is filled is to be completed, in per cent.
ENOUGH = 50
#: Lists are counted so far, not further.
COUNTED = 1_000


class Tended(NamedTuple):
    """A page of a list: all that its line says.

    `key` is the day since which values are past their period, or the share that is filled; `field`
    the first one to fill, or to give a source, of a sheet of `kind`; of how many, `number`.
    """

    key: str | int
    page_id: int
    uid: str
    title: str
    head: int
    kind: str
    field: str
    number: int


class After(NamedTuple):
    """Where a list goes on: after the page of this key."""

    key: str
    page_id: int


_alive = sa.and_(Page.deleted_at.is_(None))
_after = sa.bindparam("after", type_=sa.BigInteger())
_of_gap: sa.Select[*tuple[Any, ...]] = sa.select(
    Gap.percent, Gap.page_id, Page.uid, Page.title, Page.head, Gap.kind
).join(Page, sa.and_(Page.id == Gap.page_id, _alive))
_LISTED: dict[str, sa.Select[*tuple[Any, ...]]] = {
    INCOMPLETE: _of_gap.add_columns(Gap.field, sa.literal(1))
    .where(
        Gap.percent < ENOUGH,
        sa.tuple_(Gap.percent, Gap.page_id)
        > sa.tuple_(sa.bindparam("key", type_=sa.Integer()), _after),
    )
    .order_by(Gap.percent, Gap.page_id)
    .limit(sa.bindparam("size")),
    UNSOURCED: _of_gap.add_columns(Gap.figure, Gap.bare)
    .where(sa.literal_column("bare > 0"), Gap.page_id > _after)
    .order_by(Gap.page_id)
    .limit(sa.bindparam("size")),
}


def _stale(today: str) -> sa.Select[*tuple[Any, ...]]:
    """The pages with values past their period, by the day since which they are."""
    hidden = {
        one.id
        for kind in kinds().values()
        for one in kind.fields
        if one.id not in visible(kind, VISIBILITIES[0])
    }
    by = (Written.due_on, Written.page_id, Page.uid, Page.title, Page.head)
    return (
        sa.select(*by, sa.literal(""), sa.func.min(Written.field), sa.func.count())
        .join(Page, sa.and_(Page.id == Written.page_id, _alive))
        .where(Written.due_on <= today, Written.field.not_in(sorted(hidden)))
        .group_by(*by)
    )


def tended(
    code: str, today: str, after: After | None = None, size: int = PAGE_SIZE
) -> tuple[Sequence[Tended], After | None]:
    """The pages of a list, the most pressing first, and where it goes on."""
    start = after or After("", 0)
    if code == STALE:
        since = sa.tuple_(Written.due_on, Written.page_id) > sa.tuple_(
            sa.literal(start.key, Key), sa.literal(start.page_id, sa.BigInteger())
        )
        query = _stale(today).where(since).order_by(Written.due_on, Written.page_id)
        rows: Sequence[Any] = reading().execute(query.limit(size + 1)).all()
    else:
        given = {"key": min(int(start.key), ENOUGH) if start.key.isdecimal() else -1}
        known = given if code == INCOMPLETE else {}
        rows = look(_LISTED[code], **known, after=start.page_id, size=size + 1)
    found = [Tended._make(row) for row in rows[:size]]
    return found, After(str(found[-1].key), found[-1].page_id) if len(rows) > size else None


_COUNTS = {
    code: sa.select(sa.func.count()).select_from(
        sa.select(Gap.page_id)
        .join(Page, sa.and_(Page.id == Gap.page_id, _alive))
        .where(where)
        .limit(COUNTED + 1)
        .subquery()
    )
    for code, where in (
        (INCOMPLETE, Gap.percent < ENOUGH),
        (UNSOURCED, sa.literal_column("bare > 0")),
    )
}


def counts(today: str) -> dict[str, int]:
    """How long each list is; `COUNTED + 1` for more than `COUNTED`."""
    stale = _stale(today).limit(COUNTED + 1).subquery()
    number = reading().scalar(sa.select(sa.func.count()).select_from(stale)) or 0
    return {STALE: number} | {code: look(query)[0][0] for code, query in _COUNTS.items()}
