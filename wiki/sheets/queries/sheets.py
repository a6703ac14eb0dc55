"""The sheets of a page, revision after revision."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.pages.models import Revision

#: Revisions of the page `of`, in their order.
SHEETS = (
    sa.select(Revision)
    .where(Revision.page_id == sa.bindparam("of"))
    .order_by(Revision.number)
    .execution_options(yield_per=200)
)
