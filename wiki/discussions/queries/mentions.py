"""Where a member was named, in pages and in discussions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.discussions.models import Mention, Passage, Thread, Turn
from wiki.discussions.queries.subjects import COLUMNS, subject_in
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.db import look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page


class MentionLine(NamedTuple):
    """One text that names the member: a page that is there, or a turn of a thread."""

    id: int
    kind: str
    uid: str
    created_at: datetime
    author_name: str | None
    author_uid: str | None
    #: The title of the page, when it is one that is there.
    title: str | None
    thread_uid: str | None
    number: int | None
    #: The subject of the thread, when it is a turn of one whose page is not in the bin.
    subject: ThreadSubject | None


#: The page that a thread is about, when it is in the bin.
_Thrown = aliased(Page)
_LINES = (
    sa.select(
        Mention.id,
        Mention.kind,
        Mention.uid,
        Mention.created_at,
        Member.name,
        Member.uid,
        Page.title,
        Thread.uid,
        Turn.number,
        _Thrown.id.is_not(None),
        *COLUMNS,
    )
    .outerjoin(Member, Member.id == Mention.author_id)
    .outerjoin(
        Page,
        sa.and_(Mention.kind == "page", Page.uid == Mention.uid, Page.deleted_at.is_(None)),
    )
    .outerjoin(Turn, sa.and_(Mention.kind == "turn", Turn.uid == Mention.uid))
    .outerjoin(Thread, Thread.id == Turn.thread_id)
    .outerjoin(Passage, Passage.thread_id == Thread.id)
    .outerjoin(
        _Thrown,
        sa.and_(
            Thread.target_kind == "page",
            _Thrown.uid == Thread.target_uid,
            _Thrown.deleted_at.is_not(None),
        ),
    )
    .where(
        Mention.member_id == sa.bindparam("of"),
        Mention.id < sa.bindparam("before", type_=sa.BigInteger()),
    )
    .order_by(Mention.id.desc())
    .limit(sa.bindparam("size"))
)


def of_member(
    member_id: int, *, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[MentionLine]:
    """The newest first, those before the row `before`."""
    start = END if before is None else before
    rows = [_line(row) for row in look(_LINES, of=member_id, before=start, size=size + 1)]
    return slice_of(rows, size, lambda line: line.id)


def _line(row: Sequence[Any]) -> MentionLine:
    *known, is_thrown = row[: -len(COLUMNS)]
    said = row[-len(COLUMNS) :]
    is_there = said[0] is not None and not is_thrown
    return MentionLine._make([*known, subject_in(said) if is_there else None])
