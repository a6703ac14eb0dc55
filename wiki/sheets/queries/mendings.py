"""What a mending of values would do, and what became of those that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
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
from wiki.schema.mending import Mended, Remedy, mended_all
from wiki.schema.validation import Problem
from wiki.sheets.models import MendedPage, Mending
from wiki.sheets.rules import READY, mending_reason

#: Sheets shown on one screen: each is read whole.
SHOWN = 25


@dataclass(frozen=True)
class MendingLine(Progress):
    """A mending: what is to be done, is being done, or is over."""

    id: int
    uid: str
    kind: str
    field: str
    code: str
    remedy: Remedy
    summary: str
    member_id: int
    member_name: str | None
    created_at: datetime


_COLUMNS = (
    Mending.state,
    Mending.total,
    Mending.changed,
    Mending.left,
    Mending.undone,
    Mending.stuck,
    Mending.id,
    Mending.uid,
    Mending.kind,
    Mending.field,
    Mending.code,
    Mending.remedy,
    Mending.to,
    Mending.entries,
    Mending.summary,
    Mending.member_id,
    Member.name,
    Mending.created_at,
)
_LINES = sa.select(*_COLUMNS).outerjoin(Member, Member.id == Mending.member_id)
_RECENT = (
    _LINES.where(
        Mending.kind == sa.bindparam("kind"),
        Mending.id < sa.bindparam("before", type_=sa.BigInteger()),
        Mending.state != READY,
    )
    .order_by(Mending.id.desc())
    .limit(PAGE_SIZE + 1)
)
_ONE = _LINES.where(Mending.uid == sa.bindparam("uid"), Mending.kind == sa.bindparam("kind"))


def _line(row: Sequence[Any]) -> MendingLine:
    said: list[Any] = [*row[:11], Remedy(*row[11:14]), *row[14:]]
    return MendingLine(*said)


def mendings(kind: str, *, before: int | None = None) -> Slice[MendingLine]:
    """Those of a kind that were started, the newest first."""
    start = END if before is None else before
    found = [_line(row) for row in look(_RECENT, kind=kind, before=start)]
    return slice_of(found, PAGE_SIZE, lambda line: line.id)


def mending(kind: str, uid: str) -> MendingLine:
    """One of them. Raises `Missing`."""
    for row in () if "\0" in uid else look(_ONE, kind=kind, uid=uid):
        return _line(row)
    raise Missing("mending_missing")


class Shown(NamedTuple):
    """A sheet with what becomes of its values; `reason` is the code of why it stays as it is."""

    page_id: int
    title: str
    result: Mended
    reason: str
    problems: tuple[Problem, ...]


def staying(of: MendingLine) -> int:
    """Of how many of the sheets looked at nothing, or not everything, can be mended."""
    query = sa.select(sa.func.count()).where(
        MendedPage.mending_id == of.id, MendedPage.outcome == WAITING, MendedPage.reason != ""
    )
    return reading().scalar(query) or 0


def sheets(
    of: MendingLine, outcomes: Sequence[str], *, after: int = 0, size: int = SHOWN
) -> Slice[Shown]:
    """The sheets that became one of these."""
    query = (
        sa.select(MendedPage, Page)
        .join(Page, Page.id == MendedPage.page_id)
        .where(
            MendedPage.mending_id == of.id,
            MendedPage.outcome.in_(outcomes),
            MendedPage.page_id > after,
        )
        .order_by(MendedPage.page_id)
        .limit(size + 1)
    )
    found = [_shown(of, row, page) for row, page in reading().execute(query)]
    return slice_of(found, size, lambda one: one.page_id)


def _shown(of: MendingLine, row: MendedPage, page: Page) -> Shown:
    sheet = sheet_at(page, row.base)
    result = Mended(sheet, ())
    if sheet.kind == of.kind:
        result = mended_all(kind_of(of.kind), sheet, of.field, of.code, of.remedy)
    reason = row.reason
    problems: tuple[Problem, ...] = ()
    if row.outcome == WAITING and result.done:
        reason, problems = _judged(page, row.base, result)
    return Shown(page.id, page.title, result, reason, problems)


def _judged(page: Page, base: int, result: Mended) -> tuple[str, tuple[Problem, ...]]:
    """The code of what would keep a sheet from being saved now, and the problems of its values."""
    wrong = why_not_saved(page, base, result.sheet)
    if wrong is None:
        return ("mending_in_part" if result.stays else ""), ()
    problems = wrong.problems if isinstance(wrong, SheetInvalid) else ()
    return mending_reason(wrong.code), tuple(one for one in problems if one.blocking)
