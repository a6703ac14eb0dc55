"""What the variants do when something happens to the page that they adapt."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel import signals
from wiki.kernel.db import table_of, write
from wiki.pages.models import Page, Rendering
from wiki.pages.service.derive import touch_page
from wiki.variants import queries
from wiki.variants.models import Variant

#: The variants of a page.
VARIANTS = sa.select(Variant.page_id).where(Variant.origin_id == sa.bindparam("of"))
_TELL = (
    sa.update(table_of(Rendering))
    .where(Rendering.page_id.in_(VARIANTS))
    .values(stamp=Rendering.stamp + 1)
)


def connect() -> None:
    """Listen to the pages."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_gone_or_back)
    signals.page_restored.connect(on_gone_or_back)


def on_saved(page: Page, kept: frozenset[str], **_: object) -> None:
    """Its variants say that it has changed, and under which title."""
    if "variants" in kept:
        write(_TELL, {"of": page.id})


def on_gone_or_back(page: Page, **_: object) -> None:
    """Its variants say so, and its origin counts it no more, or again."""
    write(_TELL, {"of": page.id})
    if variant := queries.adapted(page.id):
        touch_page(variant.origin_id)
