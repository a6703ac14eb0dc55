"""What files of others would do, and what became of those that were brought in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages.batches import LEFT, STUCK, Progress
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.places.intakes import (
    BEFORE,
    CHANGES,
    COMPARING,
    DOUBTFUL,
    KEPT,
    LEFT_OUT,
    NEW,
    READING,
    SAME,
    TO_COMPARE,
    UNCHANGED,
    UNDER_WAY,
)
from wiki.places.models import Intake, IntakeLine
from wiki.places.rules import KIND
from wiki.schema.kinds import Choice


@dataclass(frozen=True)
class IntakeSummary(Progress):
    """A file that was brought: described, compared, being saved, or over."""

    id: int
    uid: str
    name: str
    member_id: int
    member_name: str | None
    created_at: datetime
    form: str
    source: str
    source_url: str
    licence: str
    day: str
    summary: str
    compared: int
    unchanged: int
    refusal: Mapping[str, Any]

    @property
    def is_under_way(self) -> bool:
        """Whether a job goes on with it."""
        return self.state in UNDER_WAY

    @property
    def done(self) -> int:
        """How many lines are over and done with, in what it does now or did last."""
        return self.compared if self.state in (READING, COMPARING) else super().done

    @property
    def waiting(self) -> int:
        """How many places are to be saved."""
        return self.total - self.left - self.changed


_INTAKES = sa.select(
    Intake.state,
    Intake.total,
    Intake.changed,
    Intake.left,
    Intake.undone,
    Intake.stuck,
    Intake.id,
    Intake.uid,
    Intake.name,
    Intake.member_id,
    Member.name,
    Intake.created_at,
    Intake.form,
    Intake.source,
    Intake.source_url,
    Intake.licence,
    Intake.day,
    Intake.summary,
    Intake.compared,
    Intake.unchanged,
    Intake.refusal,
).outerjoin(Member, Member.id == Intake.member_id)
_RECENT = (
    _INTAKES.where(
        Intake.id < sa.bindparam("before", type_=sa.BigInteger()),
        *(Intake.state != one for one in BEFORE),
    )
    .order_by(Intake.id.desc())
    .limit(sa.bindparam("size"))
)
_ONE = _INTAKES.where(Intake.uid == sa.bindparam("uid"))


def recent(*, before: int | None = None, size: int = PAGE_SIZE) -> Slice[IntakeSummary]:
    """The files that were brought in, the newest first."""
    start = END if before is None else before
    found = [IntakeSummary(*row) for row in look(_RECENT, before=start, size=size + 1)]
    return slice_of(found, size, lambda one: one.id)


def unsaved(member_id: int | None) -> IntakeSummary | None:
    """What a member brought and has not had saved."""
    query = _INTAKES.where(Intake.member_id == member_id, Intake.state.in_(BEFORE))
    row = reading().execute(query.order_by(Intake.id.desc()).limit(1)).first()
    return None if row is None else IntakeSummary(*tuple(row))


def intake(uid: str) -> IntakeSummary:
    """One of them. Raises `Missing`."""
    for row in look(_ONE, uid=uid):
        return IntakeSummary(*row)
    raise Missing("batch_missing")


class Table(NamedTuple):
    """What is known of the columns of a file: some of their values, what each says."""

    columns: tuple[str, ...]
    values: Mapping[str, Sequence[str]]
    said: Mapping[str, str]
    separator: str


def table_of(of: IntakeSummary) -> Table:
    """The columns of a file; none for one that is no table."""
    query = sa.select(Intake.sample, Intake.columns, Intake.separator)
    sample, said, separator = reading().execute(query.where(Intake.id == of.id)).one()
    values = dict(zip(sample["columns"], sample["values"], strict=True))
    return Table(tuple(sample["columns"]), values, said, separator)


def licences() -> Mapping[str, Choice]:
    """The licences that a file may have, by their codes."""
    field = kind_of(KIND).by_id.get("data_licence")
    return {} if field is None else {one.code: one for one in field.offered}


def tally(of: IntakeSummary) -> dict[str, int]:
    """How many lines each part of the report has."""
    query = (
        sa.select(IntakeLine.outcome, IntakeLine.is_new, IntakeLine.is_doubtful, sa.func.count())
        .where(IntakeLine.intake_id == of.id)
        .group_by(IntakeLine.outcome, IntakeLine.is_new, IntakeLine.is_doubtful)
    )
    found: dict[str, int] = {}
    for outcome, is_new, is_doubtful, number in reading().execute(query):
        parts = [_PART_OF.get(outcome, NEW if is_new else CHANGES)]
        parts += [DOUBTFUL] if is_doubtful else []
        parts += [KEPT] if outcome == STUCK else []
        for part in parts:
            found[part] = found.get(part, 0) + number
    return found


_PART_OF = {LEFT: LEFT_OUT, SAME: UNCHANGED}
_PLAIN = (LEFT, SAME, TO_COMPARE)
_WHERE: Mapping[str, sa.ColumnElement[bool]] = {
    NEW: sa.and_(IntakeLine.outcome.not_in(_PLAIN), IntakeLine.is_new),
    CHANGES: sa.and_(IntakeLine.outcome.not_in(_PLAIN), ~IntakeLine.is_new),
    UNCHANGED: IntakeLine.outcome == SAME,
    LEFT_OUT: IntakeLine.outcome == LEFT,
    DOUBTFUL: IntakeLine.is_doubtful.is_(True),
    KEPT: IntakeLine.outcome == STUCK,
}


class ReportLine(NamedTuple):
    """A line, the title of its page when it has one, and what there is to say of it."""

    line: int
    name: str
    title: str
    outcome: str
    is_new: bool
    reason: str
    remarks: Sequence[Sequence[Any]]


_LINES = sa.select(
    IntakeLine.line,
    IntakeLine.title,
    sa.case((Page.deleted_at.is_(None), sa.func.coalesce(Page.title, "")), else_=""),
    IntakeLine.outcome,
    IntakeLine.is_new,
    IntakeLine.reason,
    IntakeLine.remarks,
).outerjoin(Page, Page.id == IntakeLine.page_id)


def lines(of: IntakeSummary, part: str, *, after: int = 0, size: int) -> Slice[ReportLine]:
    """The lines of a part of the report, in the order of the file."""
    query = (
        _LINES.where(IntakeLine.intake_id == of.id, IntakeLine.line > after, _WHERE[part])
        .order_by(IntakeLine.line)
        .limit(size + 1)
    )
    found = [ReportLine(*row) for row in reading().execute(query)]
    return slice_of(found, size, lambda one: one.line)


def report(of: IntakeSummary) -> Iterator[ReportLine]:
    """Every line of a file."""
    query = _LINES.where(IntakeLine.intake_id == of.id).order_by(IntakeLine.line)
    for row in reading().execute(query).all():
        yield ReportLine(*row)
