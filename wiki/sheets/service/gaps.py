"""What the sheets lack; inside the acts on pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import table_of, write
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import visible
from wiki.schema.completeness import completeness, unsourced
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.settled import SCHEMA
from wiki.schema.sheet import Sheet
from wiki.sheets.models import Gap

_FORGET = sa.delete(table_of(Gap)).where(Gap.page_id == sa.bindparam("of"))
_COLUMNS = tuple(column.name for column in table_of(Gap).columns)
_KEEP = sa.insert(table_of(Gap)).values({name: sa.bindparam(name) for name in _COLUMNS})


def keep(page_id: int, sheet: Sheet) -> None:
    """Write what the newest sheet of a page lacks."""
    forget(page_id)
    kind = kinds().get(sheet.kind)
    if kind is None or kind.code == SCHEMA:
        return
    shown = visible(kind, VISIBILITIES[0])
    filled, bare = completeness(kind, sheet, shown=shown), unsourced(kind, sheet, shown)
    row = {
        "page_id": page_id,
        "kind": kind.code,
        "percent": filled.percent,
        "field": filled.next.id if filled.next else "",
        "bare": len(bare),
        "figure": bare[0].id if bare else "",
    }
    write(_KEEP, row)


def forget(page_id: int) -> None:
    """A page without a sheet lacks nothing."""
    write(_FORGET, {"of": page_id})
