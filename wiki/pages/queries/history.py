"""Revisions as the lines of lists, and the history of a page, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.kernel.prepared import Joined
from wiki.members.models import Member
from wiki.pages.models import Page, Review, Revision, RevisionAuthor, RevisionTag
from wiki.pages.queries.pages import Glance
from wiki.pages.tags import codes_in

#: A query of the columns of `Line`.
LineQuery = sa.Select[*tuple[Any, ...]]


class Writer(NamedTuple):
    """Somebody who wrote a revision; `signs`: how many characters of it, when that is known."""

    uid: str
    name: str
    signs: int | None = None


class Line(NamedTuple):
    """A revision in a list: of a page's history, of recent changes, of a person's work.

    All that a list says of it is here: its HTML is kept under this value (`wiki.web.rows`).
    """

    revision_id: int
    page_uid: str
    page_title: str
    number: int
    parent: int | None
    merged_from: int | None
    title: str
    size: int
    size_change: int
    author_name: str | None
    author_uid: str | None
    action: str
    summary: str
    is_minor: bool
    licence: str
    created_at: datetime
    seq: int
    is_reviewed: bool
    #: Codes of its tags, with commas between them.
    tags: str
    #: Who wrote it with its author, as `writers_in` reads it.
    others: str

    @property
    def co_authors(self) -> tuple[Writer, ...]:
        """Who wrote it with its author, in order."""
        return writers_in(self.others)

    def writer(self, rank: int) -> Writer | None:
        """Its author of this rank, 0 for the one who saved it; None for nobody known."""
        if rank:
            return _ranked_in(self.others).get(rank)
        if self.author_uid is None or self.author_name is None:
            return None
        return Writer(self.author_uid, self.author_name)

    @property
    def tag_codes(self) -> list[str]:
        """The codes of its tags."""
        return codes_in(self.tags)


#: Whether somebody has read a revision again.
is_reviewed = sa.select(Review.revision_id).where(Review.revision_id == Revision.id).exists()

_joined_tags = (
    sa.select(Joined(RevisionTag.tag))
    .where(RevisionTag.revision_id == Revision.id)
    .correlate(Revision)
    .scalar_subquery()
)
#: The codes of its tags, with commas between them.
tags = sa.func.coalesce(_joined_tags, "").label("tags")
_other = aliased(Member)
_named = (
    sa.select(_other.uid + " " + _other.name)
    .where(_other.id == RevisionAuthor.member_id)
    .correlate(RevisionAuthor)
    .scalar_subquery()
)
_ranked = sa.cast(RevisionAuthor.position, sa.Text)
_typed = sa.func.coalesce(sa.cast(RevisionAuthor.signs, sa.Text), "")
_joined_others = (
    sa.select(Joined(_ranked + " " + _typed + " " + _named + "\n"))
    .where(RevisionAuthor.revision_id == Revision.id)
    .correlate(Revision)
    .scalar_subquery()
)
#: Its authors beyond the one who saved it: rank, signs, uid and name on a line each.
others = sa.func.coalesce(_joined_others, "").label("others")
_FROM_ELSEWHERE = {
    "revision_id": Revision.id,
    "page_uid": Page.uid,
    "page_title": Page.title,
    "author_name": Member.name,
    "author_uid": Member.uid,
    "is_reviewed": is_reviewed,
    "tags": tags,
    "others": others,
}


def lines_placed(place: sa.SQLColumnExpression[int]) -> LineQuery:
    """The columns of `Line`, without order; `place`: their `seq`, from the table that orders them.

    An index leads along a list only when what it is ordered by is of its own table.
    """
    found = {**_FROM_ELSEWHERE, "seq": place}
    columns = (found[name] if name in found else getattr(Revision, name) for name in Line._fields)
    return (
        sa.select(*(column.label(name) for name, column in zip(Line._fields, columns, strict=True)))
        .select_from(Revision)
        .join(Page, Page.id == Revision.page_id)
        .outerjoin(Member, Member.id == Revision.author_id)
    )


#: The columns of `Line`, without order: one query serves nearly every list.
LINES = lines_placed(Revision.__table__.c.seq)
_OF_PAGE = LINES.where(Revision.page_id == sa.bindparam("page_id"))
_BEFORE = (
    _OF_PAGE.where(Revision.number < sa.bindparam("before", type_=sa.BigInteger()))
    .order_by(Revision.number.desc())
    .limit(sa.bindparam("size"))
)
_TAGGED = _OF_PAGE.where(
    Revision.number < sa.bindparam("before", type_=sa.BigInteger()),
    Revision.number > sa.bindparam("floor"),
    sa.select(RevisionTag.tag)
    .where(RevisionTag.revision_id == Revision.id, RevisionTag.tag == sa.bindparam("tag"))
    .exists(),
)
_TAGGED_BEFORE = _TAGGED.order_by(Revision.number.desc()).limit(sa.bindparam("size"))
#: How many revisions are looked at, at most, for one page of a list filtered by a tag.
WINDOW = 2_000
_ONE = _OF_PAGE.where(Revision.number == sa.bindparam("number"))


def is_written_with(member: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether a member wrote a revision with the one who saved it."""
    written = RevisionAuthor.revision_id == Revision.id, RevisionAuthor.member_id == member
    return sa.select(RevisionAuthor.member_id).where(*written).correlate(Revision).exists()


def writers_in(others: str) -> tuple[Writer, ...]:
    """Those whom the column `others` names, in order. No name holds the end of a line."""
    return tuple(one for _, one in sorted(_ranked_in(others).items()))


def _ranked_in(others: str) -> dict[int, Writer]:
    if not others:
        return {}
    named = [one.split(" ", 3) for one in others.removesuffix("\n").split("\n,")]
    return {
        int(rank): Writer(uid, name, int(signs) if signs else None)
        for rank, signs, uid, name in named
    }


def lines(query: LineQuery, **values: object) -> Sequence[Line]:
    """The rows of a query made from `LINES`, which is compiled once: its values are parameters."""
    return [Line._make(row) for row in look(query, **values)]


def history(
    page: Page | Glance, *, tag: str = "", before: int | None = None, size: int = PAGE_SIZE
) -> Slice[Line]:
    """The newest revisions first, those before the number `before`; with a tag, those that have it.

    With a tag and fewer than `size` rows there may be more: `next_key` says so.
    """
    if tag:
        return _tagged(page, tag, before, size)
    start = END if before is None else before
    found = lines(_BEFORE, page_id=page.id, before=start, size=size + 1)
    return slice_of(found, size, lambda line: line.number)


def _tagged(page: Page | Glance, tag: str, before: int | None, size: int) -> Slice[Line]:
    start = page.head + 1 if before is None else min(before, page.head + 1)
    floor = max(start - WINDOW - 1, 0)
    values = {"page_id": page.id, "tag": tag, "before": start, "floor": floor}
    found = lines(_TAGGED_BEFORE, **values, size=size + 1)
    if len(found) > size or not floor:
        return slice_of(found, size, lambda line: line.number)
    return Slice(found, floor + 1)


def line(page: Page | Glance, number: int) -> Line | None:
    """One revision as a line."""
    found = lines(_ONE, page_id=page.id, number=number)
    return found[0] if found else None
