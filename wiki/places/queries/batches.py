"""What a table of corrections would do, and what became of those that were brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.batches import WAITING, Progress
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.sheets import sheet_at, why_not_saved
from wiki.pages.sheets import SheetInvalid
from wiki.places.batches import READY, reason_of
from wiki.places.imports.corrections import Columns
from wiki.places.models import Batch, BatchLine
from wiki.places.rules import KIND
from wiki.schema.cells import Column, with_cells
from wiki.schema.sheet import Sheet
from wiki.schema.validation import Problem

#: Lines shown on one screen: each is read whole.
SHOWN = 25


@dataclass(frozen=True)
class BatchSummary(Progress):
    """A file that was brought: what is to be saved, being saved, or over."""

    id: int
    uid: str
    name: str
    member_id: int
    member_name: str | None
    created_at: datetime
    summary: str
    unread: Sequence[str]
    unchanged: int

    @property
    def waiting(self) -> int:
        """How many lines may be saved, before that is asked."""
        return self.total - self.left


_BATCHES = sa.select(
    Batch.state,
    Batch.total,
    Batch.changed,
    Batch.left,
    Batch.undone,
    Batch.stuck,
    Batch.id,
    Batch.uid,
    Batch.name,
    Batch.member_id,
    Member.name,
    Batch.created_at,
    Batch.summary,
    Batch.unread,
    Batch.unchanged,
).outerjoin(Member, Member.id == Batch.member_id)
_RECENT = (
    _BATCHES.where(Batch.id < sa.bindparam("before", type_=sa.BigInteger()), Batch.state != READY)
    .order_by(Batch.id.desc())
    .limit(sa.bindparam("size"))
)
_ONE = _BATCHES.where(Batch.uid == sa.bindparam("uid"))


def recent(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[BatchSummary]:
    """The files that were saved, the newest first."""
    start = END if before is None else before
    found = [BatchSummary(*row) for row in look(_RECENT, before=start, size=size + 1)]
    return slice_of(found, size, lambda one: one.id)


def batch(uid: str) -> BatchSummary:
    """One of them. Raises `Missing`."""
    for row in look(_ONE, uid=uid):
        return BatchSummary(*row)
    raise Missing("batch_missing")


@dataclass(frozen=True)
class Cell:
    """A cell that says something else: what it said, what the wiki says now, what it is to say."""

    column: Column
    before: str
    now: str
    after: str
    problems: tuple[Problem, ...] = ()
    is_contradicted: bool = False


class ShownLine(NamedTuple):
    """A line with its page, what it changes, and the code of what keeps it from being saved."""

    line: int
    name: str
    title: str
    reason: str
    number: int | None
    cells: tuple[Cell, ...]


def flawed(of: BatchSummary) -> int:
    """How many of the lines that are still to come cannot be saved as they are."""
    query = sa.select(sa.func.count()).where(
        BatchLine.batch_id == of.id, BatchLine.outcome == WAITING, BatchLine.reason != ""
    )
    return reading().scalar(query) or 0


def lines(
    of: BatchSummary, outcomes: Sequence[str], language: str, *, after: int = 0, size: int = SHOWN
) -> Slice[ShownLine]:
    """The lines that became one of these, in the order of the file."""
    query = (
        sa.select(BatchLine, Page)
        .outerjoin(Page, Page.id == BatchLine.page_id)
        .where(
            BatchLine.batch_id == of.id,
            BatchLine.outcome.in_(outcomes),
            BatchLine.line > after,
        )
        .order_by(BatchLine.line)
        .limit(size + 1)
    )
    known = Columns(kind_of(KIND))
    found = [_shown(line, page, language, known) for line, page in reading().execute(query)]
    return slice_of(found, size, lambda one: one.line)


def _shown(line: BatchLine, page: Page | None, language: str, known: Columns) -> ShownLine:
    if page is None or not line.cells:
        title = page.title if page else ""
        return ShownLine(line.line, line.name, title, line.reason, line.number, ())
    base, head = sheet_at(page, line.base), sheet_at(page, page.head)
    said = known.of(line.cells)
    mine, reason, problems = with_cells(base, said), line.reason, ()
    if line.outcome == WAITING:
        reason, problems = _judged(page, line.base, mine)
    cells = tuple(
        _cell(column, (base, head, mine), problems, language, text) for column, text in said.items()
    )
    return ShownLine(line.line, line.name, page.title, reason, line.number, cells)


def _judged(page: Page, base: int, mine: Sheet) -> tuple[str, Any]:
    """The code of what would keep a sheet from being saved now, and the problems of its values."""
    wrong = why_not_saved(page, base, mine)
    if wrong is None:
        return "", ()
    return reason_of(wrong), wrong.problems if isinstance(wrong, SheetInvalid) else ()


def _cell(
    column: Column,
    sheets: tuple[Sheet, Sheet, Sheet],
    problems: Sequence[Problem],
    language: str,
    text: str,
) -> Cell:
    base, head, mine = (column.written(sheet, language) for sheet in sheets)
    mine = mine if mine or not text else text
    return Cell(
        column,
        base,
        head,
        mine,
        tuple(one for one in problems if one.blocking and _is_of(one, column, sheets[2])),
        head not in (base, mine),
    )


def _is_of(problem: Problem, column: Column, sheet: Sheet) -> bool:
    """Whether a problem is that of a cell."""
    field, _, rest = problem.path.partition("/")
    if field != column.field.id or not column.is_of_row or not rest:
        return field == column.field.id
    place, _, cell = rest.partition("/")
    rows: Any = sheet.values.get(field, ())
    row: Mapping[str, Any] = rows[int(place)]
    own = column.cell.id if column.cell else ""
    return column.is_row(row) and cell.partition("/")[0] in ("", own)
