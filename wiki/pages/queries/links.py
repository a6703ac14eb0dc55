"""Who links to whom."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Link, Page, Redirect


def backlinks(page: Page, *, after: int | None = None, size: int = PAGE_SIZE) -> Slice[Page]:
    """The pages that link to a page, by any of its titles."""
    keys = sa.select(Redirect.key).where(Redirect.page_id == page.id)
    linking = sa.select(Link.page_id).where(
        sa.or_(Link.target_key == page.key, Link.target_key.in_(keys))
    )
    query = sa.select(Page).where(Page.id.in_(linking), Page.id != page.id)
    if after is not None:
        query = query.where(Page.id > after)
    found = reading().scalars(query.order_by(Page.id).limit(size + 1)).all()
    return slice_of(found, size, lambda linking_page: linking_page.id)


def backlinks_to_title(key: str, size: int = PAGE_SIZE) -> Sequence[Page]:
    """The pages that link to a title that may have no page."""
    linking = sa.select(Link.page_id).where(Link.target_key == key)
    query = sa.select(Page).where(Page.id.in_(linking)).order_by(Page.title).limit(size)
    return reading().scalars(query).all()


def titles_like(prefix_key: str, size: int = 10) -> Sequence[str]:
    """Titles whose key starts so: for the completion of links."""
    query = (
        sa.select(Page.title)
        .where(Page.deleted_at.is_(None), Page.key.startswith(prefix_key, autoescape=True))
        .order_by(Page.key)
        .limit(size)
    )
    return reading().scalars(query).all()
