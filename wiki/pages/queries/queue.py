"""Revisions that nobody has read again, one after the other, and who has read one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look
from wiki.kernel.pager import END
from wiki.members.models import Member
from wiki.pages.models import Page, Review, Revision, RevisionAuthor, RevisionTag
from wiki.pages.queries.history import (
    LINES,
    Line,
    LineQuery,
    is_reviewed,
    is_written_with,
    lines,
)

#: Revisions looked at, at most, to find the next one: further is a link away.
WINDOW = 2_000


@dataclass(frozen=True)
class QueueFilter:
    """Which revisions a member reads again. Empty values do not filter."""

    reader_id: int | None
    author_uid: str = ""
    tag: str = ""
    kind: str = ""
    oldest_first: bool = False

    @property
    def given(self) -> dict[str, object]:
        """The filters that filter, with their values."""
        found = {"author_uid": self.author_uid, "tag": self.tag, "kind": self.kind}
        return {name: value for name, value in found.items() if value}


_named = aliased(Member)
_author = sa.select(_named.id).where(_named.uid == sa.bindparam("author_uid")).scalar_subquery()
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "author_uid": sa.or_(Member.uid == sa.bindparam("author_uid"), is_written_with(_author)),
    "tag": sa.select(RevisionTag.tag)
    .where(RevisionTag.revision_id == Revision.id, RevisionTag.tag == sa.bindparam("tag"))
    .exists(),
    "kind": Revision.kind == sa.bindparam("kind"),
}
_reader = sa.bindparam("reader_id", type_=sa.BigInteger())
_TO_READ = (
    Page.deleted_at.is_(None),
    Revision.author_id.is_distinct_from(_reader),
    ~is_written_with(_reader),
    ~is_reviewed,
)


@dataclass(frozen=True)
class Found:
    """The next revision to read; with none, from where to look further, if there is more."""

    line: Line | None
    further: int | None = None


def next_to_read(wanted: QueueFilter, start: int | None, *, back: bool = False) -> Found:
    """The first revision to read past a place in the total order; `back`: before it."""
    upward = wanted.oldest_first is not back
    if start is None:
        start = 0 if upward else END
    ends = look(_end(upward), start=start, window=WINDOW - 1)
    end = int(ends[0][0]) if ends else (END if upward else 0)
    given = {**wanted.given, "reader_id": wanted.reader_id}
    low, high = (start, end) if upward else (end, start)
    inside = {"low": low if upward else low - 1, "high": high + 1 if upward and ends else high}
    found = lines(_next(frozenset(wanted.given), upward), **given, **inside)
    return Found(found[0]) if found else Found(None, end if ends else None)


@cache
def _end(upward: bool) -> sa.Select[int]:
    query = sa.select(Revision.seq).where(
        Revision.seq > sa.bindparam("start") if upward else Revision.seq < sa.bindparam("start")
    )
    order = Revision.seq if upward else Revision.seq.desc()
    return query.order_by(order).offset(sa.bindparam("window")).limit(1)


@cache
def _next(filters: frozenset[str], upward: bool) -> LineQuery:
    query = LINES.where(
        *_TO_READ,
        Revision.seq > sa.bindparam("low"),
        Revision.seq < sa.bindparam("high"),
        *(_FILTERS[name] for name in sorted(filters)),
    )
    return query.order_by(Revision.seq if upward else Revision.seq.desc()).limit(1)


_LAST = (
    sa.select(Revision.id, Revision.page_id, Revision.author_id)
    .order_by(Revision.seq.desc())
    .limit(WINDOW)
    .subquery()
)
_LEFT = (
    sa.select(sa.func.count())
    .select_from(_LAST)
    .join(Page, Page.id == _LAST.c.page_id)
    .outerjoin(Review, Review.revision_id == _LAST.c.id)
    .where(
        Page.deleted_at.is_(None),
        Review.revision_id.is_(None),
        _LAST.c.author_id.is_distinct_from(_reader),
        ~sa.select(RevisionAuthor.member_id)
        .where(RevisionAuthor.revision_id == _LAST.c.id, RevisionAuthor.member_id == _reader)
        .exists(),
    )
)


def left_to_read(reader_id: int | None) -> int:
    """How many of the last `WINDOW` revisions a member could read again, whoever wrote them."""
    return int(look(_LEFT, reader_id=reader_id)[0][0])


_READERS = (
    sa.select(Member.id, Member.name)
    .join(Review, Review.member_id == Member.id)
    .join(Revision, Revision.id == Review.revision_id)
    .join(Page, Page.id == Revision.page_id)
    .where(Page.uid == sa.bindparam("uid"), Revision.number == sa.bindparam("number"))
    .order_by(Review.at)
)


def readers(uid: str, number: int) -> Sequence[tuple[int, str]]:
    """Those who have read a revision again, in order: (member id, name)."""
    return [(row[0], row[1]) for row in look(_READERS, uid=uid, number=number)]
