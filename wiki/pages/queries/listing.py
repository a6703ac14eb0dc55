"""All the pages, by title, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages.models import Page


def pages_after(key: str, size: int) -> Sequence[Page]:
    """The pages whose key comes after `key`, in the order of the keys."""
    query = sa.select(Page).where(Page.deleted_at.is_(None), Page.key > key)
    return reading().scalars(query.order_by(Page.key).limit(size)).all()
