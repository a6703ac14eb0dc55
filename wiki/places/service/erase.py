"""What the files that were brought still say of a page whose values are erased. Inside an act."""

from __future__ import annotations

import re
from collections.abc import Collection

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages.batches import LEFT, WAITING
from wiki.places.intakes import BEFORE
from wiki.places.models import Batch, BatchLine, Intake, IntakeLine
from wiki.places.service.intakes import forget

#: What ends the name of a field in that of a column.
_AFTER_FIELD = re.compile(r"[./]")


def erase(page_id: int, fields: Collection[str]) -> None:
    """Erase what lines say of some fields of a page, whatever became of them.

    Of a file that was not brought in yet nobody knows of which pages it speaks: it is forgotten.
    Whoever brought it has it, and may bring it again.
    """
    session = reading()
    for line in session.scalars(sa.select(BatchLine).where(BatchLine.page_id == page_id)):
        _empty(line, fields)
    forget(session.scalars(sa.select(Intake.id).where(Intake.state.in_(BEFORE))).all())
    of_page = sa.update(IntakeLine).where(IntakeLine.page_id == page_id)
    session.execute(of_page.values(remarks=[]))
    for one in session.scalars(sa.select(IntakeLine).where(IntakeLine.page_id == page_id)):
        one.said = _without(one.said, fields)
        if "name" in fields:
            one.title = ""
    session.flush()


def _empty(line: BatchLine, fields: Collection[str]) -> None:
    """Take the cells of fields out of a line; one that has none left changes nothing."""
    if "name" in fields:
        line.name = ""
    kept = {
        name: text
        for name, text in line.cells.items()
        if _AFTER_FIELD.split(name, maxsplit=1)[0] not in fields
    }
    if kept == line.cells:
        return
    line.cells = kept
    if not kept and line.outcome == WAITING:
        line.outcome, line.reason = LEFT, "line_erased"
        reading().get_one(Batch, line.batch_id).left += 1


def _without(said: dict[str, object], fields: Collection[str]) -> dict[str, object]:
    return {
        part: {name: one for name, one in known.items() if name not in fields}
        if isinstance(known, dict)
        else known
        for part, known in said.items()
    }
