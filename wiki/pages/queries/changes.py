"""Recent changes, a person's contributions, and how far a member has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Moment, look, reading, state
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.models import Page, Revision, RevisionTag, Visit
from wiki.pages.queries.history import LINES, Line, LineQuery, is_reviewed, lines
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
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "author_uid": Revision.author_id
    == sa.select(Member.id).where(Member.uid == sa.bindparam("author_uid")).scalar_subquery(),
    "kind": Revision.kind == sa.bindparam("kind"),
    "tag": RevisionTag.tag == sa.bindparam("tag"),
    "plain": Revision.kind.is_(None),
    "hides_minor": Revision.is_minor.is_(False),
    "since": Revision.created_at >= sa.bindparam("since", type_=Moment),
    "unreviewed_by": sa.and_(
        Revision.author_id.is_distinct_from(sa.bindparam("unreviewed_by")), ~is_reviewed
    ),
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
    given, start = wanted.given, END if before is None else before
    end = _end_of_window(wanted, start) if wanted.sifts else 0
    floor = max(end, wanted.since_seq or 0)
    found = lines(_changes(frozenset(given)), **given, before=start, floor=floor, size=size + 1)
    if len(found) > size or floor > end or not end:
        return slice_of(found, size, lambda line: line.seq)
    return Slice(found, _resume(wanted, end))


@cache
def _changes(filters: frozenset[str]) -> LineQuery:
    place = _place(filters)
    query = LINES.where(
        Page.deleted_at.is_(None),
        place < sa.bindparam("before"),
        place > sa.bindparam("floor"),
        *(_FILTERS[name] for name in sorted(filters)),
    )
    if "tag" in filters:
        query = query.join(RevisionTag, RevisionTag.revision_id == Revision.id)
    return query.order_by(place.desc()).limit(sa.bindparam("size"))


def _place(filters: frozenset[str]) -> sa.ColumnElement[int]:
    """The place in the total order, where an index has it beside what is filtered by."""
    return sa.type_coerce((RevisionTag if "tag" in filters else Revision).seq, sa.BigInteger())


def _end_of_window(wanted: ChangeFilter, start: int) -> int:
    """The place of the newest change that is left for the next page; 0 when none is."""
    indexed = {name: value for name, value in wanted.given.items() if name in _INDEXED}
    rows = look(_window(frozenset(indexed)), **indexed, before=start, window=WINDOW)
    return int(rows[0][0]) if rows else 0


@cache
def _window(indexed: frozenset[str]) -> sa.Select[int]:
    place = _place(indexed)
    query = sa.select(place).where(place < sa.bindparam("before"))
    if len(indexed) > 1 and "tag" in indexed:
        query = query.join_from(RevisionTag, Revision, Revision.id == RevisionTag.revision_id)
    query = query.where(*(_FILTERS[name] for name in sorted(indexed)))
    return query.order_by(place.desc()).offset(sa.bindparam("window")).limit(1)


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
_SOME = sa.select(Revision.seq).where(Revision.author_id == sa.bindparam("member_id"))
_COUNT = sa.select(sa.func.count()).select_from(_SOME.limit(COUNTED + 1).subquery())


def contribution_count(member_id: int) -> int:
    """How many revisions a member has saved; `COUNTED + 1` for more than `COUNTED`."""
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
    query = sa.select(Member.uid, Member.name, Member.name_key).where(Member.id.in_(wanted))
    rows = sorted(reading().execute(query), key=lambda row: (row.name_key, row.uid))
    return tuple((row.uid, row.name) for row in rows)


_BY_UID = sa.select(Member.uid, Member.name).where(Member.uid == sa.bindparam("uid"))


def authors_with(uid: str) -> tuple[tuple[str, str], ...]:
    """The same for a filter that has chosen somebody, who is among them."""
    found = authors()
    if not uid or uid in dict(found):
        return found
    return (*found, *((row[0], row[1]) for row in look(_BY_UID, uid=uid)))
