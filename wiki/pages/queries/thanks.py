"""Thanks for revisions: how many each has, who may add theirs, those that a member received."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.pages.models import Page, Revision, RevisionAuthor, Thank


class Thanks(NamedTuple):
    """How many members thank for a revision; whether one does, or may, who reads."""

    number: int
    is_mine: bool
    is_open: bool


_reader = sa.bindparam("reader", type_=sa.BigInteger())
_number = (
    sa.select(sa.func.count())
    .where(Thank.revision_id == Revision.id)
    .correlate(Revision)
    .scalar_subquery()
)
_mine = (
    sa.select(Thank.member_id)
    .where(Thank.revision_id == Revision.id, Thank.member_id == _reader)
    .correlate(Revision)
    .exists()
)
_with = (
    sa.select(RevisionAuthor.member_id)
    .where(RevisionAuthor.revision_id == Revision.id, RevisionAuthor.member_id == _reader)
    .correlate(Revision)
    .exists()
)
_OF_PAGE = (
    sa.select(
        Revision.number,
        _number,
        _mine,
        sa.and_(Revision.author_id.is_not(None), Revision.author_id != _reader, ~_with),
    )
    .join(Page, Page.id == Revision.page_id)
    .where(
        Page.uid == sa.bindparam("uid"),
        Revision.number >= sa.bindparam("first"),
        Revision.number <= sa.bindparam("last"),
    )
    .order_by(Revision.number.desc())
    .limit(sa.bindparam("most"))
)
#: Revisions of one list looked at together.
_MOST = 200


def thanks_of(uid: str, numbers: Collection[int], reader_id: int | None) -> dict[int, Thanks]:
    """The thanks for some revisions of a page that follow one another, as a member sees them."""
    if not numbers or reader_id is None:
        return {}
    first, last = min(numbers), max(numbers)
    rows = look(_OF_PAGE, uid=uid, first=first, last=last, reader=reader_id, most=_MOST)
    wanted = set(numbers)
    return {
        row[0]: Thanks(int(row[1]), bool(row[2]), bool(row[3])) for row in rows if row[0] in wanted
    }


def authors_of(revision: Revision) -> set[int]:
    """The members who wrote a revision."""
    others = sa.select(RevisionAuthor.member_id).where(RevisionAuthor.revision_id == revision.id)
    found = set(reading().scalars(others))
    return found if revision.author_id is None else found | {revision.author_id}


def received(member_id: int) -> sa.Select[*tuple[Any, ...]]:
    """The thanks for what a member wrote: the page, the version and when, the newest first."""
    wrote = sa.select(RevisionAuthor.revision_id).where(RevisionAuthor.member_id == member_id)
    return (
        sa.select(Page.title.label("page"), Revision.number, Thank.at)
        .join_from(Thank, Revision, Revision.id == Thank.revision_id)
        .join(Page, Page.id == Revision.page_id)
        .where(sa.or_(Revision.author_id == member_id, Revision.id.in_(wrote)))
        .order_by(Thank.seq.desc())
    )


class Thanked(NamedTuple):
    """What is told of the thanks of a member."""

    received: int
    given: int
    pages: Sequence[str]


def thanked(member_id: int, size: int = 5) -> Thanked:
    """How many thanks a member received and gave, and the last pages that they are for."""
    session, of = reading(), received(member_id)
    shown = of.where(Page.deleted_at.is_(None)).limit(50)
    titles = dict.fromkeys(row.page for row in session.execute(shown))
    number = session.scalar(sa.select(sa.func.count()).select_from(of.order_by(None).subquery()))
    given = sa.select(sa.func.count()).where(Thank.member_id == member_id)
    return Thanked(number or 0, session.scalar(given) or 0, list(titles)[:size])
