"""Places that a table corrects: shown first, saved place after place by a job, undone whole."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused, TooMuch, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.pages import rules as page_rules
from wiki.pages.batches import DONE, LEFT, RUNNING, UNDOING, WAITING
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service import batches as work
from wiki.pages.service.save import Edit
from wiki.pages.service.sheets import sheet_at, why_not_saved
from wiki.places import batches
from wiki.places.batches import READY, reason_of, said_of
from wiki.places.imports.corrections import (
    Columns,
    Correction,
    changed,
    read_corrections,
    rows_corrected,
    sheet_names,
)
from wiki.places.imports.table import read_tables
from wiki.places.models import Batch, BatchLine
from wiki.places.rules import KIND
from wiki.schema.cells import fields_of_rows, with_cells
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy

_JOB = "places.batch"
_CHUNK = 500


def bring_back(actor: Actor, name: str, data: bytes) -> str:
    """Read a table of places that was corrected; the uid of what it would do. Nothing is changed.

    Raises what reading a file raises, `TooMuch` (`lines_too_many`) and `Invalid`
    (`nothing_to_correct`). What its author brought before and did not save is forgotten.
    """
    require(actor, May.IMPORT, policy())
    kind = kind_of(KIND)
    names = {name for field in fields_of_rows(kind) for name in sheet_names(field)}
    table, parts = read_tables(io.BytesIO(data), names, only=batches.MOST_LINES + 1)
    read = rows_corrected(read_corrections(table, kind), parts, kind)
    if len(read.lines) + len(read.misshapen) > batches.MOST_LINES:
        raise TooMuch("lines_too_many", most=batches.MOST_LINES)
    release_reading()  # as things are now, but before the act, that holds the others back
    lines = [*_lines(read.lines), *_misshapen(read.misshapen)]
    unchanged = len(read.lines) + len(read.misshapen) - len(lines)
    if not lines:
        raise Invalid("nothing_to_correct", number=unchanged)
    with act() as session:
        member_id = work.member_id_of(actor)
        forget_unsaved(member_id)
        batch = Batch(
            member_id=member_id,
            created_at=clock.now(),
            name=name[:200],
            state=READY,
            unread=list(read.unread),
            unchanged=unchanged,
            total=len(lines),
            left=sum(line.outcome == LEFT for line in lines),
        )
        session.add(batch)
        session.flush()
        for line in lines:
            line.batch_id = batch.id
        session.add_all(lines)
        return batch.uid


def forget_unsaved(member_id: int) -> None:
    """Drop, inside an act, what a member brought and has not had saved."""
    work.forget(Batch, work.unstarted(Batch, member_id, READY), BatchLine.batch_id)


def _lines(read: Sequence[Correction]) -> list[BatchLine]:
    known = Columns(kind_of(KIND))
    found: list[BatchLine] = []
    seen: set[str] = set()
    for start in range(0, len(read), _CHUNK):
        chunk = read[start : start + _CHUNK]
        uids = {one.uid for one in chunk}
        pages = {page.uid: page for page in reading().scalars(_pages(uids))}
        for one in chunk:
            line = _line(one, pages.get(one.uid), known)
            if line is None:
                continue
            if line.outcome == WAITING and one.uid in seen:
                line.outcome, line.reason = LEFT, "line_twice"
            elif line.outcome == WAITING:
                seen.add(one.uid)
            found.append(line)
    return found


def _pages(uids: set[str]) -> sa.Select[Page]:
    return sa.select(Page).where(Page.uid.in_(uids), Page.deleted_at.is_(None))


def _line(one: Correction, page: Page | None, known: Columns) -> BatchLine | None:
    """What there is to keep of a line; None when it changes nothing."""
    line = BatchLine(line=one.line, name=one.name, cells={}, outcome=LEFT, base=0)
    if page is None:
        line.reason = "line_without_page"
        return line
    line.page_id = page.id
    base = sheet_at(page, one.revision) if 0 < one.revision <= page.head else None
    if base is None or base.kind != KIND:
        line.reason = "line_without_revision"
        return line
    line.base, line.cells = one.revision, changed(base, one.cells, known)
    if not line.cells:
        return None
    wrong = why_not_saved(page, line.base, _sheet_of(line.cells, base, known))
    line.outcome, line.reason = WAITING, reason_of(wrong) if wrong else ""
    return line


def _sheet_of(cells: Mapping[str, str], base: Sheet, known: Columns) -> Sheet:
    """The sheet that a line makes of the one it was taken from."""
    return with_cells(base, known.of(cells))


def _misshapen(lines: Sequence[int]) -> list[BatchLine]:
    said = {"name": "", "cells": {}, "base": 0, "outcome": LEFT, "reason": "row_misshapen"}
    return [BatchLine(line=line, **said) for line in lines]


def start(actor: Actor, uid: str, summary: str = "") -> None:
    """Ask that what was shown be saved. Asked again, it is the same."""
    said = page_rules.clean_summary(summary)
    with act():
        require(actor, May.IMPORT, policy())
        batch = work.held(Batch, uid)
        if batch.member_id != actor.member_id:
            raise Refused("batch_of_another")
        if batch.state != READY:
            return
        batch.state, batch.summary = RUNNING, said
        work.queue(_JOB, uid)
        record(actor, "places_corrected", "batch", uid, title=batch.name, number=batch.total)


def undo(actor: Actor, uid: str) -> None:
    """Ask that every revision that it made be taken back; later edits stay."""
    with act():
        require(actor, May.IMPORT, policy())
        batch = work.held(Batch, uid)
        if batch.state not in (RUNNING, DONE):
            return
        of = sa.update(BatchLine).where(BatchLine.batch_id == batch.id)
        work.undo_all(actor, batch, of, BatchLine.outcome, "batch_undone")
        work.queue(_JOB, uid)
        record(actor, "places_correction_undone", "batch", uid, title=batch.name)


def go_on(uid: str) -> None:
    """The job: place after place."""
    work.in_turns(_JOB, uid, _next_line)


def _next_line(uid: str) -> bool:
    """Do one place, or note that there is none left. Returns whether there was one."""
    with act():
        batch = work.held(Batch, uid)
        of = sa.select(BatchLine).where(BatchLine.batch_id == batch.id)
        line = work.next_of(batch, of.order_by(BatchLine.line), BatchLine.outcome)
        if line is None:
            return False
        if batch.state == UNDOING:
            page = work.page_held(line.page_id)
            line.reason = said_of(work.take_back(batch, line, page, batch.summary))
        else:
            _save(batch, line)
        return True


def _save(batch: Batch, line: BatchLine) -> None:
    try:
        page = work.page_held(line.page_id)
        if page.deleted_at is not None:
            raise Missing("page_deleted", title=page.title)
        known = Columns(kind_of(KIND))
        mine = _sheet_of(line.cells, sheet_at(page, line.base), known)
        edit = Edit(page.title, None, line.base, batch.summary, sheet=mine)
        saved = work.save_for(batch.member_id, edit, "line_said_already")
    except WikiError as error:
        work.leave(batch, line, reason_of(error))
        return
    work.written(batch, line, saved.revision.number)
