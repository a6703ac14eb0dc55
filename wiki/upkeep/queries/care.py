"""What members say of a page as a whole, and the pages of which they say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import Key, look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.upkeep.models import Mark, Proofreading, Reviewer

#: Marks, and readings, of a page that its screen shows; there may be more.
SHOWN = 20
_Reader, _By, _Lifter = (aliased(Member, name=name) for name in ("reader", "said_by", "lifter"))


class MarkShown(NamedTuple):
    """A mark; names are "" for nobody, `lifted_at` is None while it runs."""

    id: int
    kind: str
    day: str
    reason: str
    reader: str
    by: str
    at: datetime
    lifter: str
    lifted_at: datetime | None


class Read(NamedTuple):
    """That somebody has read a version of a page."""

    number: int
    member_id: int
    by: str
    at: datetime


_MARKS = (
    sa.select(
        Mark.id,
        Mark.kind,
        Mark.day,
        Mark.reason,
        sa.func.coalesce(_Reader.name, ""),
        sa.func.coalesce(_By.name, ""),
        Mark.at,
        sa.func.coalesce(_Lifter.name, ""),
        Mark.lifted_at,
    )
    .outerjoin(_Reader, _Reader.id == Mark.reader_id)
    .outerjoin(_By, _By.id == Mark.member_id)
    .outerjoin(_Lifter, _Lifter.id == Mark.lifted_by_id)
)
_OF_PAGE = _MARKS.where(Mark.page_id == sa.bindparam("of"))
_RUNNING = _OF_PAGE.where(Mark.lifted_at.is_(None)).order_by(Mark.id)
_PAST = _OF_PAGE.order_by(Mark.id.desc()).limit(SHOWN)
_READS = (
    sa.select(Proofreading.number, Proofreading.member_id, Member.name, Proofreading.at)
    .join(Member, Member.id == Proofreading.member_id)
    .where(Proofreading.page_id == sa.bindparam("of"))
    .order_by(Proofreading.number.desc(), Proofreading.id.desc())
    .limit(sa.bindparam("size"))
)


def running(page_id: int) -> list[MarkShown]:
    """The marks that a page bears: one of each kind at most."""
    return [MarkShown._make(row) for row in look(_RUNNING, of=page_id)]


def past(page_id: int) -> list[MarkShown]:
    """Its last marks, lifted or not, the newest first."""
    return [MarkShown._make(row) for row in look(_PAST, of=page_id)]


def reads(page_id: int, size: int = SHOWN) -> list[Read]:
    """Who has read it, the newest version first."""
    return [Read._make(row) for row in look(_READS, of=page_id, size=size)]


class MarkedLine(NamedTuple):
    """A page that bears a mark: all that its line says."""

    id: int
    day: str
    uid: str
    title: str
    reason: str
    reader: str


class After(NamedTuple):
    """Where a list goes on: after the mark of this day and of this row."""

    day: str
    id: int


_MARKED = (
    sa.select(
        Mark.id, Mark.day, Page.uid, Page.title, Mark.reason, sa.func.coalesce(_Reader.name, "")
    )
    .join(Page, sa.and_(Page.id == Mark.page_id, Page.deleted_at.is_(None)))
    .outerjoin(_Reader, _Reader.id == Mark.reader_id)
    .where(
        Mark.lifted_at.is_(None),
        Mark.kind == sa.bindparam("kind"),
        sa.tuple_(Mark.day, Mark.id)
        > sa.tuple_(sa.bindparam("day", type_=Key), sa.bindparam("after", type_=sa.BigInteger())),
    )
    .order_by(Mark.day, Mark.id)
    .limit(sa.bindparam("size"))
)


def marked(
    kind: str, after: After | None = None, size: int = PAGE_SIZE
) -> tuple[Sequence[MarkedLine], After | None]:
    """The pages that bear a mark, the oldest day first, and where the list goes on."""
    start = after or After("", 0)
    rows = look(_MARKED, kind=kind, day=start.day, after=start.id, size=size + 1)
    found = [MarkedLine._make(row) for row in rows[:size]]
    return found, After(found[-1].day, found[-1].id) if len(rows) > size else None


class Named(NamedTuple):
    """Who looks after a page, or is asked to."""

    uid: str
    name: str
    is_asked: bool


_REVIEWERS = (
    sa.select(Member.uid, Member.name, Reviewer.asked_at.is_not(None))
    .join(Reviewer, Reviewer.member_id == Member.id)
    .where(Reviewer.page_id == sa.bindparam("of"))
    .order_by(Reviewer.at, Member.id)
    .limit(SHOWN)
)


def reviewers(page_id: int) -> list[Named]:
    """Who looks after a page or is asked to, the first to have been named first."""
    rows = look(_REVIEWERS, of=page_id)
    return [Named(uid, name, bool(is_asked)) for uid, name, is_asked in rows]


class LookedAfter(NamedTuple):
    """A page that a member looks after; `read` is the last version they said to have read."""

    page_id: int
    uid: str
    title: str
    head: int
    read: int
    #: Who asks them to, None once they accepted; "" for somebody who left.
    asker: str | None


_read = (
    sa.select(sa.func.coalesce(sa.func.max(Proofreading.number), 0))
    .where(Proofreading.page_id == Page.id, Proofreading.member_id == Reviewer.member_id)
    .scalar_subquery()
)
_LOOKED_AFTER = (
    sa.select(
        Page.id,
        Page.uid,
        Page.title,
        Page.head,
        _read,
        sa.case((Reviewer.asked_at.is_not(None), sa.func.coalesce(Member.name, ""))),
    )
    .join(Reviewer, Reviewer.page_id == Page.id)
    .outerjoin(Member, Member.id == Reviewer.named_by_id)
    .where(
        Reviewer.member_id == sa.bindparam("who"),
        Reviewer.page_id < sa.bindparam("before"),
        Page.deleted_at.is_(None),
    )
    .order_by(Reviewer.page_id.desc())
    .limit(sa.bindparam("size"))
)


def looked_after(
    member_id: int | None, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[LookedAfter]:
    """The pages that a member looks after, or is asked to, the newest made first."""
    start = END if before is None else before
    rows = look(_LOOKED_AFTER, who=member_id, before=start, size=size + 1)
    return slice_of([LookedAfter._make(row) for row in rows], size, lambda one: one.page_id)
