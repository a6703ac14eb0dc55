"""The job of a file of others: read it, compare its places, save them, take them back.

Some places are one act, that notes what became of each: killed anywhere, the job goes on where it
was, and run twice it changes nothing twice.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Missing, WikiError
from wiki.pages.batches import LEFT, RUNNING, STUCK, TAKEN_BACK, UNDOING, WAITING
from wiki.pages.service import batches as work
from wiki.pages.service.bin import delete_inside
from wiki.pages.service.save import Edit
from wiki.pages.service.sheets import checked, sheet_at, sheet_to_save
from wiki.pages.sheets import NO_SHEET, SheetInvalid
from wiki.places import intakes
from wiki.places.batches import reason_of, said_of
from wiki.places.imports.forms import BY_HAND, FORMS
from wiki.places.imports.mapping import read_mapped
from wiki.places.imports.reading import Found, Reading, Remark
from wiki.places.imports.signed import Credit, signed
from wiki.places.imports.table import read_table
from wiki.places.intakes import COMPARING, READING, READY, REFUSED, SAME, TO_COMPARE
from wiki.places.models import Intake, IntakeFile, IntakeLine
from wiki.places.queries.doubles import like, titles_of
from wiki.places.rules import KIND
from wiki.places.service.bring_in import BATCH, free_title, known_page, said_anew
from wiki.places.service.intakes import JOB
from wiki.schema.sheet import Sheet

#: Lines that one act writes.
_LINES = 500
#: Remarks that say that a place looks like another.
_DOUBTS = ("double_", "page_of_that_name")


def go_on(uid: str) -> None:
    """The job: read the file if that is to be done, then some places after some others."""
    _read_it(uid)
    work.in_turns(JOB, uid, _step)


def _read_it(uid: str) -> None:
    asked = reading().execute(
        sa.select(Intake, IntakeFile.data)
        .join(IntakeFile, IntakeFile.intake_id == Intake.id)
        .where(Intake.uid == uid, Intake.state == READING)
    )
    row = asked.first()
    if row is None:
        return
    intake, data = row
    origin = FORMS[intake.form].origin
    credit = Credit(intake.source, intake.source_url, intake.licence, intake.day)
    try:
        found = _reading(intake, data)
        places = [signed(one, credit, origin) for one in found.places]
        if not places and not found.left:
            raise Invalid("file_without_places")
    except WikiError as error:
        _refuse(uid, error)
        return
    _keep(uid, places, found)


def _reading(intake: Intake, data: bytes) -> Reading:
    form = FORMS[intake.form]
    if intake.form != BY_HAND:
        return form.read(io.BytesIO(data), intakes.MOST_LINES)
    table = read_table(io.BytesIO(data), most=intakes.MOST_LINES)
    return read_mapped(table, intake.columns, intake.separator, form.origin)


def _refuse(uid: str, error: WikiError) -> None:
    with act():
        intake = _in_state(uid, READING)
        if intake is not None:
            code, parameters = intakes.kept_error(error)
            intake.state = REFUSED
            intake.refusal = {"code": code, "parameters": parameters}


def _keep(uid: str, places: Sequence[Found], found: Reading) -> None:
    """Write the lines of a file that was read, some at a time: others save between two.

    Those that are there were written before it was killed.
    """
    said: dict[int, list[Remark]] = {}
    for remark in found.remarks:
        said.setdefault(remark.line, []).append(remark)
    there: dict[int, Found | None] = dict.fromkeys(found.left)
    there |= {one.line: one for one in places}
    numbers = sorted(there)
    while _keep_some(uid, numbers, lambda line: _line(line, there[line], said.get(line, ()))):
        pass


def _keep_some(uid: str, numbers: Sequence[int], line: Callable[[int], dict[str, Any]]) -> bool:
    """Write the next lines, or note that all are there. Returns whether there were any."""
    with act() as session:
        intake = _in_state(uid, READING)
        if intake is None:
            return False
        mine = IntakeLine.intake_id == intake.id
        last = session.scalar(sa.select(sa.func.max(IntakeLine.line)).where(mine))
        start = 0 if last is None else bisect_right(numbers, last)
        some = [{"intake_id": intake.id, **line(one)} for one in numbers[start : start + _LINES]]
        if some:
            session.execute(sa.insert(IntakeLine), some)
            return True
        left = sa.select(sa.func.count()).where(mine, IntakeLine.outcome == LEFT)
        intake.left = intake.compared = session.scalar(left) or 0
        intake.total, intake.state = len(numbers), COMPARING
        return False


def _line(line: int, one: Found | None, said: Sequence[Remark]) -> dict[str, Any]:
    """The columns of a line: of a place, or of one that gives none."""
    twice = any(remark.code == "number_twice" for remark in said)
    names = (remark.parameters.get("name") for remark in said)
    return {
        "line": line,
        "title": one.title if one else next((str(name)[:200] for name in names if name), ""),
        "register_id": one.id if one else "",
        "said": {} if one is None or twice else one.sheet.to_json(),
        "remarks": intakes.kept(said),
        "is_doubtful": one is not None and any(remark.code.startswith(_DOUBTS) for remark in said),
        "outcome": LEFT if one is None or twice else TO_COMPARE,
        "reason": "line_twice_numbered" if one and twice else "",
    }


def _in_state(uid: str, state: str) -> Intake | None:
    """A file that is still in a state; None when it went on, or was forgotten meanwhile."""
    try:
        intake = work.held(Intake, uid)
    except Missing:
        return None
    return intake if intake.state == state else None


def _step(uid: str) -> bool:
    """Do some places, or note that there are none left. Returns whether there were any."""
    with act():
        try:
            intake = work.held(Intake, uid)
        except Missing:
            return False
        act_on = _ACTS.get(intake.state)
        return False if act_on is None else act_on(intake)


def _of(intake: Intake) -> sa.Select[IntakeLine]:
    of = sa.select(IntakeLine).where(IntakeLine.intake_id == intake.id)
    return of.order_by(IntakeLine.line)


# -- Comparing


def _compare_some(intake: Intake) -> bool:
    waiting = _of(intake).where(IntakeLine.outcome == TO_COMPARE).limit(BATCH)
    lines = reading().scalars(waiting).all()
    for line in lines:
        _compare(intake, line)
    intake.compared += len(lines)
    intake.left += sum(line.outcome == LEFT for line in lines)
    intake.unchanged += sum(line.outcome == SAME for line in lines)
    if not lines:
        intake.total -= intake.unchanged
        intake.state = READY
    return bool(lines)


def _compare(intake: Intake, line: IntakeLine) -> None:
    said = Sheet.from_json(KIND, line.said)
    page = known_page(FORMS[intake.form].register, line.register_id)
    line.is_new, line.outcome = page is None, WAITING
    try:
        if page is None:
            checked(said, NO_SHEET)
            remarks = _doubts(line, said)
        else:
            line.page_id = page.id
            anew = said_anew(page, said)
            head = sheet_at(page, page.head)
            made = head if anew is None else sheet_to_save(page, *anew)[0]
            if made == head:
                line.outcome, line.said = SAME, {}
            remarks = [Remark(line.line, "fields_changed", {"fields": _changed(head, made)})]
    except WikiError as error:
        line.outcome, line.reason, line.said = LEFT, reason_of(error), {}
        remarks = _problems(line, error)
    if line.outcome != SAME:
        line.remarks = [*line.remarks, *intakes.kept(remarks)]


def _doubts(line: IntakeLine, said: Sheet) -> list[Remark]:
    found = [
        Remark(line.line, "double_page", {"title": title})
        for title, _reason in titles_of(like(said.values, "")[:3])
    ]
    if free_title(line.title, said) != line.title:
        found.append(Remark(line.line, "page_of_that_name", {"title": line.title}))
    line.is_doubtful = line.is_doubtful or bool(found)
    return found


def _changed(head: Sheet, made: Sheet) -> list[str]:
    names = {**head.values, **made.values}
    return [name for name in names if head.values.get(name) != made.values.get(name)]


def _problems(line: IntakeLine, error: WikiError) -> list[Remark]:
    """What is wrong with the values of a sheet, one by one."""
    if not isinstance(error, SheetInvalid):
        return []
    return [
        Remark(line.line, "sheet_problem", {"path": one.path, "code": one.code, **one.parameters})
        for one in error.problems
        if one.blocking
    ][:10]


# -- Saving, and taking back


def _save_some(intake: Intake) -> bool:
    lines = work.some_of(intake, _of(intake), IntakeLine.outcome, BATCH)
    for line in lines:
        try:
            _save(intake, line)
        except WikiError as error:
            work.leave(intake, line, reason_of(error))
        line.said = {}
    return bool(lines)


def _save(intake: Intake, line: IntakeLine) -> None:
    said = Sheet.from_json(KIND, line.said)
    page = known_page(FORMS[intake.form].register, line.register_id)
    line.is_new = page is None
    if page is None:
        title, summary = free_title(line.title, said), intake.summary
        edit = Edit(title, "", 0, summary, sheet=said, is_imported=True)
    else:
        line.page_id = page.id
        anew = said_anew(page, said)
        if anew is None:
            raise Invalid("line_said_already")
        base, mine = anew
        edit = Edit(page.title, None, base, intake.summary, sheet=mine, is_imported=True)
    saved = work.save_for(intake.member_id, edit, "line_said_already")
    line.page_id = saved.page.id
    work.written(intake, line, saved.revision.number)


def _undo_some(intake: Intake) -> bool:
    lines = work.some_of(intake, _of(intake), IntakeLine.outcome, BATCH)
    for line in lines:
        page = work.page_held(line.page_id)
        if not line.is_new:
            line.reason = said_of(work.take_back(intake, line, page, intake.summary))
            continue
        try:
            if page.head != line.number:
                raise Invalid("line_changed_since")
            if page.deleted_at is None:
                delete_inside(work.actor_today(intake.undone_by_id), page, intake.summary)
        except WikiError as error:
            line.outcome, line.reason = STUCK, said_of(error.code)
            intake.stuck += 1
            continue
        line.outcome = TAKEN_BACK
        intake.undone += 1
    return bool(lines)


_ACTS: Mapping[str, Callable[[Intake], bool]] = {
    COMPARING: _compare_some,
    RUNNING: _save_some,
    UNDOING: _undo_some,
}
