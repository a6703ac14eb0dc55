"""The organisations and networks of the wiki, and what is of one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from wiki.geography.communes import department_of, departments
from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.slugs import title_key
from wiki.organisations.queries.related import HOLDER, NETWORKS, keys_of, named_by
from wiki.pages.models import Page, Redirect, Revision
from wiki.pages.queries import pages
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Fact

#: The kinds of the list.
LISTED = ("organisation", "network")
#: What a sheet of one says of its places: an organisation's, a network's.
_NAMING = ("places", "members.place")
#: Places of one that are told on its screen.
_MOST = 200


@dataclass(frozen=True)
class Wanted:
    """Which ones somebody looks for: words of a title, a kind, a department."""

    search: str = ""
    kind: str = ""
    department: str = ""


class Organisation(NamedTuple):
    """One in the list: how many places name it."""

    id: int
    uid: str
    title: str
    head: int
    kind: str
    places: int = 0


_IS_HEAD = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
_COMMUNE = sa.and_(Fact.page_id == Page.id, Fact.field == "commune", Fact.to_seq.is_(None))


def listed(wanted: Wanted, *, after: int | None = None) -> Slice[Organisation]:
    """Those whose page says it, by title."""
    kinds = [wanted.kind] if wanted.kind in LISTED else LISTED
    query = (
        sa.select(Page.id, Page.uid, Page.title, Page.head, Revision.kind)
        .join(Revision, _IS_HEAD)
        .where(Revision.kind.in_(kinds), Page.deleted_at.is_(None))
    )
    if wanted.search:
        query = query.where(Page.key.contains(title_key(wanted.search), autoescape=True))
    if wanted.department:
        there = Fact.text.startswith(wanted.department, autoescape=True)
        query = query.where(sa.select(Fact.page_id).where(_COMMUNE, there).exists())
    if after is not None:
        start = sa.select(Page.sort, Page.id).where(Page.id == after).scalar_subquery()
        query = query.where(sa.tuple_(Page.sort, Page.id) > start)
    found = reading().execute(query.order_by(Page.sort, Page.id).limit(PAGE_SIZE + 1)).all()
    counts = _places({row.id for row in found})
    rows = [
        Organisation(row.id, row.uid, row.title, row.head, row.kind or "", counts.get(row.id, 0))
        for row in found
    ]
    return slice_of(rows, PAGE_SIZE, lambda one: one.id)


def _places(page_ids: Collection[int]) -> dict[int, int]:
    """How many places name each of these, or are named by it."""
    ids = sorted(page_ids)
    keys = sa.union_all(
        sa.select(Page.id.label("of"), Page.key.label("key")).where(Page.id.in_(ids)),
        sa.select(Redirect.page_id, Redirect.key).where(Redirect.page_id.in_(ids)),
    ).subquery()
    naming = (
        sa.select(keys.c.of, Page.key)
        .join(Fact, Fact.text == keys.c.key)
        .join(Page, Page.id == Fact.page_id)
        .where(Fact.field.in_((HOLDER, NETWORKS)), Fact.to_seq.is_(None), Page.deleted_at.is_(None))
    )
    named = (
        sa.select(Fact.page_id, Page.key)
        .join(Page, Page.key == Fact.text)
        .where(
            Fact.page_id.in_(ids),
            Fact.field.in_(_NAMING),
            Fact.to_seq.is_(None),
            Page.deleted_at.is_(None),
        )
    )
    both = sa.union(naming, named).subquery()
    query = sa.select(both.c.of, sa.func.count()).group_by(both.c.of)
    return {row[0]: row[1] for row in reading().execute(query)}


def departments_told() -> list[str]:
    """The departments where they are, by code."""
    query = (
        sa.select(Fact.text)
        .join(Page, _COMMUNE)
        .join(Revision, _IS_HEAD)
        .where(Revision.kind.in_(LISTED), Page.deleted_at.is_(None), Fact.text.is_not(None))
        .distinct()
    )
    found = {department_of(code) for code in reading().scalars(query) if code}
    return sorted(found & departments().keys())


class Place(NamedTuple):
    """A place of an organisation or a network."""

    id: int
    uid: str
    title: str


def places_of(page: Page, sheet: Sheet) -> list[Place]:
    """The places that an organisation holds, or that are of a network, by title; a place itself.

    What its own sheet says counts as what theirs say.
    """
    if sheet.kind == "place":
        return [Place(page.id, page.uid, page.title)]
    if sheet.kind == "network":
        rows = sheet.values.get("members", ())
        said = [str(row.get("place", "")) for row in rows if row.get("status") == "member"]
        others = named_by(page.id, NETWORKS, size=_MOST).titles
    else:
        said = [str(title) for title in sheet.values.get("places", ())]
        others = named_by(page.id, HOLDER, size=_MOST).titles
    keys = {title_key(one) for one in (*said, *others) if one}
    there = {title_key(one) for one in pages.existing_titles(keys).values()}
    query = sa.select(Page.id, Page.uid, Page.title).where(
        Page.key.in_(sorted(there)), Page.deleted_at.is_(None)
    )
    query = query.order_by(Page.sort, Page.key).limit(_MOST)
    return [Place._make(row) for row in reading().execute(query)]


def keys_under(page: Page, places: Collection[Place]) -> set[str]:
    """The keys under which people say to be of one: its own, and those of its places."""
    ids = [page.id, *(one.id for one in places)]
    redirects = sa.select(Redirect.key).where(Redirect.page_id.in_(ids))
    return {*keys_of(page.id), *(title_key(one.title) for one in places)} | {
        *reading().scalars(redirects)
    }
