"""The sheets of pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look, noted
from wiki.pages.models import Revision
from wiki.schema.sheet import Sheet

_SHEET = sa.select(Revision.kind, Revision.infobox).where(
    Revision.page_id == sa.bindparam("of"),
    Revision.number == sa.bindparam("number"),
    Revision.kind.is_not(None),
)
#: Under which name the last sheet that was asked for is noted: several places of a screen ask.
_SHOWN = "sheets.shown"


def shown_sheet(page_id: int, number: int) -> Sheet | None:
    """The sheet of a revision, in one look; None when it has none."""
    key = (page_id, number)
    if noted().get(_SHOWN, ((), None))[0] != key:
        row = next(iter(look(_SHEET, of=page_id, number=number)), None)
        noted()[_SHOWN] = key, Sheet.from_json(row[0], row[1]) if row else None
    return noted()[_SHOWN][1]  # type: ignore[no-any-return]
