"""Recent changes, a person's contributions, and how far a member has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page, Review, Revision, Visit
from wiki.pages.queries.history import Line, LineQuery, line_query, lines


@dataclass(frozen=True)
class ChangeFilter:
    """What to show of the recent changes. Empty values do not filter."""

    author_uid: str = ""
    kind: str = ""
    hides_minor: bool = False
    since: datetime | None = None
    since_seq: int | None = None
    #: Only what this member has neither written nor anybody read again.
    unreviewed_by: int | None = None


def recent_changes(
    wanted: ChangeFilter, *, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[Line]:
    """The newest changes first, those before the place `before` in the total order."""
    query = _filtered(line_query().where(Page.deleted_at.is_(None)), wanted)
    if before is not None:
        query = query.where(Revision.seq < before)
    found = lines(query.order_by(Revision.seq.desc()).limit(size + 1))
    return slice_of(found, size, lambda line: line.seq)


def _filtered(query: LineQuery, wanted: ChangeFilter) -> LineQuery:
    if wanted.author_uid:
        author = sa.select(Member.id).where(Member.uid == wanted.author_uid).scalar_subquery()
        query = query.where(Revision.author_id == author)
    if wanted.kind:
        query = query.where(Revision.kind == (None if wanted.kind == "page" else wanted.kind))
    if wanted.hides_minor:
        query = query.where(Revision.is_minor.is_(False))
    if wanted.since is not None:
        query = query.where(Revision.created_at >= wanted.since)
    if wanted.since_seq is not None:
        query = query.where(Revision.seq > wanted.since_seq)
    if wanted.unreviewed_by is not None:
        mine = Revision.author_id.is_not_distinct_from(wanted.unreviewed_by)
        seen = sa.select(Review.revision_id).where(Review.revision_id == Revision.id).exists()
        query = query.where(~mine, ~seen)
    return query


def visit(member_id: int | None) -> Visit | None:
    """How far a member had read the recent changes."""
    return None if member_id is None else reading().get(Visit, member_id)


def contribution_count(member_id: int) -> int:
    """How many revisions a member has saved."""
    query = sa.select(sa.func.count()).where(Revision.author_id == member_id)
    return reading().scalar(query) or 0


def authors() -> list[tuple[str, str]]:
    """Everyone who has written: (uid, name), by name."""
    wrote = sa.select(Revision.author_id).where(Revision.author_id == Member.id).exists()
    query = sa.select(Member.uid, Member.name).where(wrote).order_by(Member.name)
    return [(uid, name) for uid, name in reading().execute(query)]
