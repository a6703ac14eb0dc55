"""Who links to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import begins, look, reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Link, Page, Redirect


class Linking(NamedTuple):
    """A page that links to another one."""

    page_id: int
    title: str


_titles = sa.union_all(
    sa.select(Page.key).where(Page.id == sa.bindparam("of")),
    sa.select(Redirect.key).where(Redirect.page_id == sa.bindparam("of")),
).subquery()
_Linked = sa.orm.aliased(Link)
#: Of each title, no more than are shown: a page may have a hundred thousand links to it.
_first = (
    sa.select(_Linked.page_id)
    .where(
        _Linked.target_key == _titles.c.key,
        _Linked.page_id > sa.bindparam("after", type_=sa.BigInteger()),
        _Linked.page_id != sa.bindparam("of"),
    )
    .order_by(_Linked.page_id)
    .limit(sa.bindparam("size"))
    .correlate(_titles)
)
_BACKLINKS = (
    sa.select(Page.id, Page.title)
    .distinct()
    .select_from(_titles)
    .join(Link, sa.and_(Link.target_key == _titles.c.key, Link.page_id.in_(_first)))
    .join(Page, Page.id == Link.page_id)
    .order_by(Page.id)
    .limit(sa.bindparam("size"))
)
_TO_TITLE = (
    sa.select(Page.id, Page.title)
    .join(Link, Link.page_id == Page.id)
    .where(Link.target_key == sa.bindparam("key"))
    .order_by(Link.page_id)
    .limit(sa.bindparam("size"))
)


def backlinks(page: Page, *, after: int = 0, size: int = PAGE_SIZE) -> Slice[Linking]:
    """The pages that link to a page, by any of its titles."""
    found = look(_BACKLINKS, of=page.id, after=after, size=size + 1)
    return slice_of([Linking._make(row) for row in found], size, lambda one: one.page_id)


def backlinks_to_title(key: str, size: int = PAGE_SIZE) -> Sequence[Linking]:
    """The first pages that link to a title that may have no page."""
    return [Linking._make(row) for row in look(_TO_TITLE, key=key, size=size)]


def titles_like(prefix_key: str, size: int = 10) -> Sequence[str]:
    """Titles whose key starts so: for the completion of links."""
    query = (
        sa.select(Page.title)
        .where(Page.deleted_at.is_(None), begins(Page.key, prefix_key))
        .order_by(Page.key)
        .limit(size)
    )
    return reading().scalars(query).all()
