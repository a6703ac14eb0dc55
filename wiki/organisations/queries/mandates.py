"""The mandates of a page, of a member, and of all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.slugs import title_key
from wiki.members.models import Member
from wiki.organisations.models import Mandate
from wiki.organisations.rules import is_running
from wiki.pages.models import Page


class Held(NamedTuple):
    """A mandate: who holds it, for which page, from when until when."""

    uid: str
    member_id: int
    member: str
    member_uid: str
    title: str
    page_uid: str
    since: str
    until: str | None
    given_at: str
    given_by_id: int | None
    ended_by_id: int | None
    id: int
    page_id: int

    def runs(self, on: str) -> bool:
        """Whether it holds on a day."""
        return is_running(self.since, self.until, on)


_HELD = (
    sa.select(
        Mandate.uid,
        Member.id,
        Member.name,
        Member.uid,
        Page.title,
        Page.uid,
        Mandate.since,
        Mandate.until,
        Mandate.given_at,
        Mandate.given_by_id,
        Mandate.ended_by_id,
        Mandate.id,
        Mandate.page_id,
    )
    .join(Member, Member.id == Mandate.member_id)
    .join(Page, Page.id == Mandate.page_id)
    .where(Page.deleted_at.is_(None))
)
#: The order of the register.
_BY_TITLE = (Page.sort, Page.key, Mandate.id)
_NEWEST = _HELD.order_by(Mandate.since.desc(), Mandate.id.desc()).limit(200)
_OF_PAGE = _NEWEST.where(Mandate.page_id == sa.bindparam("of"))
_OF_MEMBER = _NEWEST.where(Mandate.member_id == sa.bindparam("of"))


def of_page(page_id: int) -> list[Held]:
    """The mandates for a page, the newest first."""
    return [Held._make(row) for row in look(_OF_PAGE, of=page_id)]


def of_member(member_id: int) -> list[Held]:
    """The mandates of a member, the newest first."""
    return [Held._make(row) for row in look(_OF_MEMBER, of=member_id)]


def by_uid(uid: str) -> Mandate:
    """The mandate of this uid. Raises `Missing`."""
    found = reading().scalar(sa.select(Mandate).where(Mandate.uid == uid))
    if found is None:
        raise Missing("mandate_missing")
    return found


#: Which mandates are asked for.
STATES = RUNNING, ENDED, ALL = ("running", "ended", "all")


@dataclass(frozen=True)
class Wanted:
    """Which mandates somebody looks for: words of a title or a name, a state, doubles alone."""

    search: str = ""
    state: str = RUNNING
    is_double: bool = False


def register(
    wanted: Wanted, today: str, *, after: int | None = None, size: int = PAGE_SIZE
) -> Slice[Held]:
    """The mandates for all pages, by title."""
    query = _HELD
    if wanted.state == RUNNING:
        query = query.where(runs(Mandate, today))
    elif wanted.state == ENDED:
        query = query.where(Mandate.until < today)
    if wanted.search:
        key = title_key(wanted.search)
        columns = (Page.key, Member.name_key)
        query = query.where(sa.or_(*(one.contains(key, autoescape=True) for one in columns)))
    if wanted.is_double:
        query = query.where(_is_double(today))
    if after is not None:
        start = sa.select(*_BY_TITLE).join(Page, Page.id == Mandate.page_id)
        start = start.where(Mandate.id == after)
        query = query.where(sa.tuple_(*_BY_TITLE) > start.scalar_subquery())
    found = reading().execute(query.order_by(*_BY_TITLE).limit(size + 1))
    return slice_of([Held._make(row) for row in found], size, lambda one: one.id)


def runs(of: type[Mandate], today: str) -> sa.ColumnElement[bool]:
    """Whether a mandate holds on a day."""
    return sa.and_(of.since <= today, sa.or_(of.until.is_(None), of.until >= today))


def _is_double(today: str) -> sa.ColumnElement[bool]:
    """Whether one runs beside another one of the same member, or for the same page."""
    other, its = aliased(Mandate), aliased(Page)
    alike = sa.or_(other.member_id == Mandate.member_id, other.page_id == Mandate.page_id)
    beside = sa.select(other.id).join(its, its.id == other.page_id)
    beside = beside.where(
        other.id != Mandate.id, its.deleted_at.is_(None), alike, runs(other, today)
    )
    return sa.and_(runs(Mandate, today), beside.exists())


class Beside(NamedTuple):
    """For how many pages each member speaks today, and how many speak for each page."""

    of_member: dict[int, int]
    of_page: dict[int, int]


def beside(member_ids: Collection[int], page_ids: Collection[int], today: str) -> Beside:
    """The same of some members and pages."""
    there = (Page.deleted_at.is_(None), runs(Mandate, today))
    counted: list[dict[int, int]] = []
    for of, other, ids in (
        (Mandate.member_id, Mandate.page_id, member_ids),
        (Mandate.page_id, Mandate.member_id, page_ids),
    ):
        query = sa.select(of, sa.func.count(other.distinct()))
        query = query.join(Page, Page.id == Mandate.page_id).where(of.in_(sorted(ids)), *there)
        counted.append({row[0]: row[1] for row in reading().execute(query.group_by(of))})
    return Beside(*counted)


def others_of(member_ids: Collection[int], page_id: int, today: str) -> dict[int, list[str]]:
    """For which other pages some members speak today: member -> titles."""
    query = (
        sa.select(Mandate.member_id, Page.title)
        .join(Page, Page.id == Mandate.page_id)
        .where(
            Mandate.member_id.in_(sorted(member_ids)),
            Mandate.page_id != page_id,
            Page.deleted_at.is_(None),
            runs(Mandate, today),
        )
        .order_by(Page.sort, Page.key)
    )
    found: dict[int, list[str]] = {}
    for member_id, title in reading().execute(query):
        found.setdefault(member_id, []).append(title)
    return found
