"""Recent changes, a person's contributions, and how far a member has read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import Moment, look, reading, state
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page, Revision, RevisionAuthor, RevisionTag, Visit
from wiki.pages.queries.history import (
    Line,
    LineQuery,
    is_reviewed,
    is_written_with,
    lines,
    lines_placed,
)
from wiki.site.queries import stamp


@dataclass(frozen=True)
class ChangeFilter:
    """What to show of the recent changes. Empty values do not filter."""

    author_uid: str = ""
    kind: str = ""
    tag: str = ""
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
            "tag": self.tag or None,
            "plain": True if self.kind == _PLAIN else None,
            "hides_minor": self.hides_minor or None,
            "since": self.since,
            "unreviewed_by": self.unreviewed_by,
        }
        return {name: value for name, value in found.items() if value not in (None, "")}

    @property
    def sifts(self) -> bool:
        """Whether changes are read that are not shown: no index leads straight to the others."""
        return len(self.given) > sum(name in self.given for name in _INDEXED)


#: Filters that an index answers, together with the total order.
_INDEXED = ("author_uid", "kind", "tag")
#: The kind of the pages that have none.
_PLAIN = "page"
_author = sa.select(Member.id).where(Member.uid == sa.bindparam("author_uid")).scalar_subquery()
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "author_uid": Revision.author_id == _author,
    "kind": Revision.kind == sa.bindparam("kind"),
    "tag": RevisionTag.tag == sa.bindparam("tag"),
    "plain": Revision.kind.is_(None),
    "hides_minor": Revision.is_minor.is_(False),
    "since": Revision.created_at >= sa.bindparam("since", type_=Moment),
    "unreviewed_by": sa.and_(
        Revision.author_id.is_distinct_from(sa.bindparam("unreviewed_by")),
        ~is_written_with(sa.bindparam("unreviewed_by", type_=sa.BigInteger())),
        ~is_reviewed,
    ),
}

#: The same where the order is that of another table, which is to lead: SQLite would rather begin
#: with an index of the revisions, then sort all that it finds.
_FOLLOWING: dict[str, sa.ColumnElement[bool]] = {
    "kind": sa.func.coalesce(Revision.kind, "") == sa.bindparam("kind"),
}

#: How many changes are looked at, at most, for one page of a list: a filter that almost nothing
#: passes takes several pages rather than the time to read everything.
WINDOW = 2_000


def recent_changes(
    wanted: ChangeFilter, *, before: int | None = None, size: int = PAGE_SIZE
) -> Slice[Line]:
    """The newest changes first, those before the place `before` in the total order.

    With fewer than `size` rows there may be more: only `next_key` says that the list is over.
    """
    start = END if before is None else before
    end = _end_of_window(wanted, start) if wanted.sifts else 0
    floor = max(end, wanted.since_seq or 0)
    found = _newest(wanted, start, floor, size + 1)
    if len(found) > size or floor > end or not end:
        return slice_of(found, size, lambda line: line.seq)
    return Slice(found, _resume(wanted, end))


def _newest(wanted: ChangeFilter, start: int, floor: int, size: int) -> list[Line]:
    given = wanted.given
    found = [
        line
        for query in _changes(frozenset(given))
        for line in lines(query, **given, before=start, floor=floor, size=size)
    ]
    return sorted(found, key=lambda line: -line.seq)[:size]


@cache
def _changes(filters: frozenset[str]) -> list[LineQuery]:
    return [
        lines_placed(way.place)
        .where(
            Page.deleted_at.is_(None),
            way.place < sa.bindparam("before"),
            way.place > sa.bindparam("floor"),
            *way.conditions,
            *way.ties,
        )
        .order_by(way.place.desc())
        .limit(sa.bindparam("size"))
        for way in _ways(filters)
    ]


class _Way(NamedTuple):
    """How to find what passes some filters: in what order, on what conditions."""

    #: The place in the total order, where an index has it beside what is filtered by.
    place: sa.ColumnElement[int]
    conditions: list[sa.ColumnElement[bool]]
    #: What ties the tables of the conditions to the revision.
    ties: list[sa.ColumnElement[bool]]


def _ways(filters: frozenset[str]) -> Iterator[_Way]:
    """Somebody's changes are two lists, each in the order of an index.

    What they saved, and what they wrote with whoever saved it.
    """
    conditions = {name: _FILTERS[name] for name in sorted(filters)}
    tagged = "tag" in filters
    ties = [RevisionTag.revision_id == Revision.id] if tagged else []
    following = {name: one for name, one in _FOLLOWING.items() if name in filters}
    if tagged:
        conditions |= following
    yield _Way(_place(RevisionTag if tagged else Revision), list(conditions.values()), ties)
    if "author_uid" in filters:
        conditions |= following
        conditions["author_uid"] = RevisionAuthor.member_id == _author
        # Along what they wrote with others, of which there is little: not along all that is tagged.
        ties = [*ties, RevisionAuthor.revision_id == Revision.id]
        yield _Way(_place(RevisionAuthor), list(conditions.values()), ties)


def _place(model: type[Revision | RevisionAuthor | RevisionTag]) -> sa.ColumnElement[int]:
    return sa.type_coerce(model.seq, sa.BigInteger())


def _end_of_window(wanted: ChangeFilter, start: int) -> int:
    """The place of the newest change that is left for the next page; 0 when none is."""
    indexed = {name: value for name, value in wanted.given.items() if name in _INDEXED}
    ends = [
        int(end)
        for query in _windows(frozenset(indexed))
        for (end,) in look(query, **indexed, before=start, window=WINDOW)
    ]
    return max(ends, default=0)


@cache
def _windows(indexed: frozenset[str]) -> list[sa.Select[int]]:
    return [
        sa.select(way.place)
        # One filter alone is of the table that has the place.
        .where(
            way.place < sa.bindparam("before"),
            *way.conditions,
            *(way.ties if len(indexed) > 1 else ()),
        )
        .order_by(way.place.desc())
        .offset(sa.bindparam("window"))
        .limit(1)
        for way in _ways(indexed)
    ]


_LEFT = (
    sa.select(Revision.seq)
    .where(Revision.created_at >= sa.bindparam("since", type_=Moment))
    .where(Revision.seq <= sa.bindparam("end"))
    .order_by(Revision.created_at)
    .limit(sa.bindparam("window"))
    .subquery()
)
_LEFT_SINCE = sa.select(sa.func.count(), sa.func.max(_LEFT.c.seq)).select_from(_LEFT)


def _resume(wanted: ChangeFilter, end: int) -> int | None:
    """Where the next page starts: straight at what is recent enough, when little of it is left."""
    if wanted.since is None:
        return end + 1
    count, newest = look(_LEFT_SINCE, since=wanted.since, end=end, window=WINDOW)[0]
    if count == WINDOW:
        return end + 1
    return newest + 1 if count else None


_VISIT = sa.select(Visit.seq).where(Visit.member_id == sa.bindparam("member_id"))


def seen_until(member_id: int | None) -> int | None:
    """How far in the journal a member has read the recent changes."""
    rows = look(_VISIT, member_id=member_id) if member_id is not None else ()
    return rows[0][0] if rows else None


#: Contributions are counted so far, not further.
COUNTED = 1_000
_SAVED = sa.select(Revision.seq).where(Revision.author_id == sa.bindparam("member_id"))
_WRITTEN = sa.select(RevisionAuthor.seq).where(
    RevisionAuthor.member_id == sa.bindparam("member_id")
)
_SOME = sa.union_all(_SAVED, _WRITTEN).limit(COUNTED + 1)
_COUNT = sa.select(sa.func.count()).select_from(_SOME.subquery())


def contribution_count(member_id: int) -> int:
    """How many revisions a member has saved, or written with who did.

    `COUNTED + 1` for more than `COUNTED`.
    """
    return int(look(_COUNT, member_id=member_id)[0][0])


#: People that the filter offers, at most, and the changes that they are looked for in.
MOST_AUTHORS, AUTHORS_WINDOW = 200, 2_000
_NEWEST = sa.select(sa.func.max(Revision.seq))
_WRITERS = (
    sa.select(Revision.author_id)
    .where(Revision.seq < sa.bindparam("before", type_=sa.BigInteger()))
    .order_by(Revision.seq.desc())
    .limit(AUTHORS_WINDOW)
)


def authors() -> tuple[tuple[str, str], ...]:
    """Those who wrote last: (uid, name), by name. Read again once somebody wrote or was renamed."""
    now = (look(_NEWEST)[0][0], stamp())
    kept: dict[str, Any] = state().keep("pages.authors", dict)
    found = kept.get("found")
    if found is None or found[0] != now:
        found = kept["found"] = (now, _authors())
    return found[1]


def _authors() -> tuple[tuple[str, str], ...]:
    ids = dict.fromkeys(row[0] for row in look(_WRITERS, before=END) if row[0] is not None)
    wanted = list(ids)[:MOST_AUTHORS]
    query = sa.select(Member.uid, Member.name, Member.sort).where(Member.id.in_(wanted))
    rows = sorted(reading().execute(query), key=lambda row: (row.sort, row.uid))
    return tuple((row.uid, row.name) for row in rows)


_BY_UID = sa.select(Member.uid, Member.name).where(Member.uid == sa.bindparam("uid"))


def authors_with(uid: str) -> tuple[tuple[str, str], ...]:
    """The same for a filter that has chosen somebody, who is among them."""
    found = authors()
    if not uid or uid in dict(found):
        return found
    return (*found, *((row[0], row[1]) for row in look(_BY_UID, uid=uid)))
