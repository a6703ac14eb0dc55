"""The lists of what is to be tended, a few rows at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Link, Page, Redirect, Revision
from wiki.search.models import SearchDocument
from wiki.upkeep.models import AskedTitle, Mark, OutsideAddress, ToTend
from wiki.upkeep.outside import DEAD
from wiki.upkeep.rules import BROKEN, DEAD_END, HOMONYMY, MARKS, MISSING, OLD, ORPHAN, UNSOURCED

#: Lists are counted so far, not further.
COUNTED = 1_000


class Listed(NamedTuple):
    """A page in a list: all that its line says."""

    page_id: int
    uid: str
    key: str
    title: str
    size: int
    created_at: datetime


_LISTED = (
    sa.select(Page.id, Page.uid, Page.key, Page.title, Revision.size, Revision.created_at)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .limit(sa.bindparam("size"))
)
_TO_TEND = (
    _LISTED.join(ToTend, ToTend.page_id == Page.id)
    .where(ToTend.code == sa.bindparam("code"), ToTend.page_id < sa.bindparam("before"))
    .order_by(ToTend.page_id.desc())
)


def to_tend(
    code: str,
    *,
    before: int | None = None,
    without: Collection[str] = (),
    size: int = PAGE_SIZE,
) -> Slice[Listed]:
    """The pages of a list, the newest made first, but for the few of the keys `without`."""
    start = END if before is None else before
    more = size + 1 + len(without)
    found = [Listed._make(row) for row in look(_TO_TEND, code=code, before=start, size=more)]
    left = [one for one in found if one.key not in without]
    return slice_of(left, size, lambda one: one.page_id)


class HomonymyLine(NamedTuple):
    """A page that leads to several of the same name, and how many links to it are to be mended."""

    page_id: int
    title: str
    links: int


_HOMONYMIES = (
    sa.select(Page.id, Page.title, sa.func.coalesce(SearchDocument.links, 0))
    .join(ToTend, ToTend.page_id == Page.id)
    .outerjoin(
        SearchDocument, sa.and_(SearchDocument.kind == "page", SearchDocument.uid == Page.uid)
    )
    .where(ToTend.code == HOMONYMY, ToTend.page_id < sa.bindparam("before"))
    .order_by(ToTend.page_id.desc())
    .limit(sa.bindparam("size"))
)


def homonymies(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[HomonymyLine]:
    """The pages that lead to several of the same name, the newest made first."""
    start = END if before is None else before
    found = [HomonymyLine._make(row) for row in look(_HOMONYMIES, before=start, size=size + 1)]
    return slice_of(found, size, lambda line: line.page_id)


class AskedLine(NamedTuple):
    """A title that pages link to, as the first of them writes it; `leads_to` for an old one."""

    key: str
    asked: int
    title: str
    leads_to: str | None


class Place(NamedTuple):
    """Where a list of titles goes on: after how many askings, and which key."""

    asked: int
    key: str


_title = (
    sa.select(Link.target_title)
    .where(Link.target_key == AskedTitle.key)
    .order_by(Link.page_id)
    .limit(1)
    .scalar_subquery()
)
_leads_to = (
    sa.select(Page.title)
    .join(Redirect, Redirect.page_id == Page.id)
    .where(Redirect.key == AskedTitle.key)
    .scalar_subquery()
)
_ASKED = (
    sa.select(AskedTitle.key, -AskedTitle.rank, _title, _leads_to)
    .where(
        AskedTitle.kind == sa.bindparam("kind"),
        sa.tuple_(AskedTitle.rank, AskedTitle.key)
        > sa.tuple_(sa.bindparam("rank", type_=sa.BigInteger()), sa.bindparam("key")),
    )
    .order_by(AskedTitle.rank, AskedTitle.key)
    .limit(sa.bindparam("size"))
)


def asked(
    kind: str, *, after: Place | None = None, size: int = PAGE_SIZE
) -> tuple[Sequence[AskedLine], Place | None]:
    """The titles of a kind that pages link to, most asked for first, and where it goes on."""
    start = after or Place(END, "")
    rows = look(_ASKED, kind=kind, rank=-start.asked, key=start.key, size=size + 1)
    found = [AskedLine._make(row) for row in rows[:size]]
    return found, Place(found[-1].asked, found[-1].key) if len(rows) > size else None


def _counting(query: sa.Select[int] | sa.Select[str]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(query.limit(COUNTED + 1).subquery())


_COUNT_TO_TEND = _counting(sa.select(ToTend.page_id).where(ToTend.code == sa.bindparam("code")))
_COUNT_ASKED = _counting(sa.select(AskedTitle.key).where(AskedTitle.kind == sa.bindparam("kind")))

_COUNT_OUTSIDE = _counting(
    sa.select(OutsideAddress.id).where(OutsideAddress.state == sa.bindparam("state"))
)
_COUNT_MARKED = _counting(
    sa.select(Mark.id)
    .join(Page, sa.and_(Page.id == Mark.page_id, Page.deleted_at.is_(None)))
    .where(Mark.kind == sa.bindparam("kind"), Mark.lifted_at.is_(None))
)


def counts() -> dict[str, int]:
    """How long each list is; `COUNTED + 1` for more than `COUNTED`."""
    asked_for = {kind: look(_COUNT_ASKED, kind=kind)[0][0] for kind in (MISSING, OLD)}
    asked_for |= {kind: look(_COUNT_MARKED, kind=kind)[0][0] for kind in MARKS}
    asked_for[DEAD] = look(_COUNT_OUTSIDE, state=DEAD)[0][0]
    return asked_for | {
        code: look(_COUNT_TO_TEND, code=code)[0][0]
        for code in (ORPHAN, DEAD_END, BROKEN, HOMONYMY, UNSOURCED)
    }


_LINKING = _counting(sa.select(Link.page_id).where(Link.target_key == sa.bindparam("key")))


def linking_to(key: str) -> int:
    """How many pages link to a title; `COUNTED + 1` for more than `COUNTED`."""
    return int(look(_LINKING, key=key)[0][0])
