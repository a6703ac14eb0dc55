"""Recent changes, a person's contributions, and how far a member has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page, Revision, Visit
from wiki.pages.queries.history import LINES, Line, LineQuery, is_reviewed, lines


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

    @property
    def given(self) -> dict[str, object]:
        """The filters that filter, with their values."""
        found = {
            "author_uid": self.author_uid or None,
            "kind": self.kind if self.kind != _PLAIN else None,
            "plain": True if self.kind == _PLAIN else None,
            "hides_minor": self.hides_minor or None,
            "since": self.since,
            "since_seq": self.since_seq,
            "unreviewed_by": self.unreviewed_by,
        }
        return {name: value for name, value in found.items() if value not in (None, "")}


#: The kind of the pages that have none.
_PLAIN = "page"
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "author_uid": Revision.author_id
    == sa.select(Member.id).where(Member.uid == sa.bindparam("author_uid")).scalar_subquery(),
    "kind": Revision.kind == sa.bindparam("kind"),
    "plain": Revision.kind.is_(None),
    "hides_minor": Revision.is_minor.is_(False),
    "since": Revision.created_at >= sa.bindparam("since"),
    "since_seq": Revision.seq > sa.bindparam("since_seq"),
    "unreviewed_by": sa.and_(
        Revision.author_id.is_distinct_from(sa.bindparam("unreviewed_by")), ~is_reviewed
    ),
}


def recent_changes(
    wanted: ChangeFilter, *, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[Line]:
    """The newest changes first, those before the place `before` in the total order."""
    given = wanted.given
    start = END if before is None else before
    found = lines(_changes(frozenset(given)), **given, before=start, size=size + 1)
    return slice_of(found, size, lambda line: line.seq)


@cache
def _changes(filters: frozenset[str]) -> LineQuery:
    query = LINES.where(Page.deleted_at.is_(None), Revision.seq < sa.bindparam("before"))
    query = query.where(*(_FILTERS[name] for name in sorted(filters)))
    return query.order_by(Revision.seq.desc()).limit(sa.bindparam("size"))


_VISIT = sa.select(Visit.seq).where(Visit.member_id == sa.bindparam("member_id"))


def seen_until(member_id: int | None) -> int | None:
    """How far in the journal a member has read the recent changes."""
    rows = look(_VISIT, member_id=member_id) if member_id is not None else ()
    return rows[0][0] if rows else None


def contribution_count(member_id: int) -> int:
    """How many revisions a member has saved."""
    query = sa.select(sa.func.count()).where(Revision.author_id == member_id)
    return reading().scalar(query) or 0


def authors() -> list[tuple[str, str]]:
    """Everyone who has written: (uid, name), by name."""
    wrote = sa.select(Revision.author_id).where(Revision.author_id == Member.id).exists()
    query = sa.select(Member.uid, Member.name).where(wrote).order_by(Member.name)
    return [(uid, name) for uid, name in reading().execute(query)]
