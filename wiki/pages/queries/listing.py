"""All the pages, by title, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import begins, reading
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page
from wiki.pages.rules import MODELS_PREFIX

#: Most models shown.
MOST_MODELS = 100


def models() -> Sequence[Page]:
    """The models that new pages may start from, by title."""
    query = sa.select(Page).where(
        Page.deleted_at.is_(None),
        begins(Page.key, title_key(MODELS_PREFIX)),
    )
    return reading().scalars(query.order_by(Page.key).limit(MOST_MODELS)).all()


def pages_after(key: str, size: int) -> Sequence[Page]:
    """The pages whose key comes after `key`, in the order of the keys."""
    query = sa.select(Page).where(Page.deleted_at.is_(None), Page.key > key)
    return reading().scalars(query.order_by(Page.key).limit(size)).all()
