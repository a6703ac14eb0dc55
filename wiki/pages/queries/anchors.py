"""The old identifiers of headings that a page keeps."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.pages.anchors import Kept
from wiki.pages.models import Anchor

_OF_PAGE = (
    sa.select(Anchor.name, Anchor.heading, Anchor.revision)
    .where(Anchor.page_id == sa.bindparam("of"))
    .order_by(Anchor.revision.desc(), Anchor.name)
)


def kept(page_id: int) -> list[Kept]:
    """Those of a page, the newest first."""
    return [Kept._make(row) for row in look(_OF_PAGE, of=page_id)]
