"""Files of others: brought, described, compared and saved by a job, undone whole.

Nothing is written in a page before that is asked; then each place has one revision, by who asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Refused, TooMuch
from wiki.kernel.permissions import Actor, May, require
from wiki.pages import rules as page_rules
from wiki.pages.batches import LEFT, RUNNING, WAITING
from wiki.pages.service import batches as work
from wiki.places.describing import Description, problems
from wiki.places.imports import mapping
from wiki.places.imports.forms import BY_HAND
from wiki.places.imports.sample import Sample, sample
from wiki.places.intakes import BEFORE, DESCRIBABLE, GIVEN, READING, READY, STOPPED, UNDOABLE
from wiki.places.models import Intake, IntakeFile, IntakeLine, KeptMapping
from wiki.places.queries.intakes import licences
from wiki.site.queries import policy

JOB = "places.intake"


def bring(actor: Actor, name: str, data: bytes) -> str:
    """Take a file to look at; the uid of what it becomes. Nothing is changed.

    Raises what `sample` raises. What its author brought before and did not save is forgotten.
    """
    require(actor, May.IMPORT, policy())
    found = sample(data)
    if found.form == BY_HAND and len(found.columns) > mapping.MOST_COLUMNS:
        raise TooMuch("too_many_columns", most=mapping.MOST_COLUMNS)
    with act() as session:
        member_id = work.member_id_of(actor)
        forget_unsaved(member_id)
        intake = Intake(
            member_id=member_id,
            created_at=clock.now(),
            name=name[:200],
            form=found.form,
            sample={"columns": list(found.columns), "values": list(map(list, found.values))},
            state=GIVEN,
            total=0,
        )
        _propose(intake, found)
        session.add(intake)
        session.flush()
        session.add(IntakeFile(intake_id=intake.id, data=data))
        return intake.uid


def _propose(intake: Intake, found: Sample) -> None:
    """What somebody said of the same headers, else what they seem to say."""
    if not found.columns:
        return
    kept = reading().get(KeptMapping, mapping.key_of(found.columns))
    if kept is not None:
        intake.form, intake.separator = BY_HAND, kept.separator
        intake.columns = mapping.fitted(kept.columns, found.columns)
        intake.source, intake.source_url = kept.source, kept.source_url
        intake.licence = kept.licence
        return
    intake.columns = mapping.proposed(found.columns)
    values = dict(zip(found.columns, found.values, strict=True))
    intake.separator = mapping.separator_of(intake.columns, values)


def forget_unsaved(member_id: int) -> None:
    """Drop, inside an act, what a member brought and has not had saved."""
    forget(work.unstarted(Intake, member_id, *BEFORE))


def forget(ids: Sequence[int]) -> None:
    """Drop, inside an act, these files and all that was read of them."""
    work.forget(Intake, ids, IntakeLine.intake_id, IntakeFile.intake_id)


def describe(actor: Actor, uid: str, said: Description) -> None:
    """Say what a file is, and ask that it be compared with what the wiki says.

    Raises the first of `problems`, and `Invalid` (`intake_under_way`).
    """
    with act() as session:
        intake = _mine(actor, uid)
        if intake.state not in DESCRIBABLE:
            raise Invalid("intake_under_way")
        today = clock.now().date().isoformat()
        is_json = not intake.sample["columns"]
        for error in problems(said, licences(), is_json=is_json, today=today).values():
            raise error
        intake.form, intake.separator = said.form, said.separator
        if said.form == BY_HAND:
            intake.columns = dict(said.columns)
            _keep(intake, said)
        credit = said.credit
        intake.source, intake.source_url = credit.name, credit.url
        intake.licence, intake.day = credit.licence, credit.day
        session.execute(sa.delete(IntakeLine).where(IntakeLine.intake_id == intake.id))
        intake.state, intake.refusal = READING, {}
        intake.total = intake.left = intake.compared = intake.unchanged = 0
        work.queue(JOB, uid)


def _keep(intake: Intake, said: Description) -> None:
    """Keep what columns say for the next file of the same headers."""
    key = mapping.key_of(intake.sample["columns"])
    kept = KeptMapping(
        key=key,
        columns=dict(said.columns),
        separator=said.separator,
        source=said.credit.name,
        source_url=said.credit.url,
        licence=said.credit.licence,
    )
    reading().merge(kept)


def start(actor: Actor, uid: str, summary: str = "", *, skips_doubtful: bool = False) -> None:
    """Ask that what was compared be saved, or that it go on. Asked again, it is the same.

    `skips_doubtful` leaves the places to make that look like another one.
    """
    said = page_rules.clean_summary(summary)
    with act() as session:
        intake = _mine(actor, uid)
        if intake.state == READY:
            intake.summary = said
            if skips_doubtful:
                _skip_doubtful(intake)
            session.execute(sa.delete(IntakeFile).where(IntakeFile.intake_id == intake.id))
            intake.sample = {**intake.sample, "values": [[] for _ in intake.sample["values"]]}
            number = intake.total - intake.left
            record(actor, "places_imported", "intake", uid, title=intake.name, number=number)
        elif intake.state != STOPPED:
            return
        intake.state = RUNNING
        work.queue(JOB, uid)


def _skip_doubtful(intake: Intake) -> None:
    doubtful = sa.update(IntakeLine).where(
        IntakeLine.intake_id == intake.id,
        IntakeLine.outcome == WAITING,
        IntakeLine.is_new,
        IntakeLine.is_doubtful,
    )
    reading().execute(doubtful.values(outcome=LEFT, reason="line_doubtful", said={}))
    left = sa.select(sa.func.count()).where(
        IntakeLine.intake_id == intake.id, IntakeLine.outcome == LEFT
    )
    intake.left = reading().scalar(left) or 0


def stop(actor: Actor, uid: str) -> None:
    """Ask that it save no more for now."""
    with act():
        require(actor, May.IMPORT, policy())
        intake = work.held(Intake, uid)
        if intake.state == RUNNING:
            intake.state = STOPPED
            record(actor, "places_import_stopped", "intake", uid, title=intake.name)


def undo(actor: Actor, uid: str) -> None:
    """Ask that all that it did be taken back; what somebody changed since stays."""
    with act():
        require(actor, May.IMPORT, policy())
        intake = work.held(Intake, uid)
        if intake.state not in UNDOABLE:
            return
        of = sa.update(IntakeLine).where(IntakeLine.intake_id == intake.id)
        work.undo_all(actor, intake, of, IntakeLine.outcome, "batch_undone")
        left = of.where(IntakeLine.outcome == LEFT)
        reading().execute(left.values(said={}))
        work.queue(JOB, uid)
        record(actor, "places_import_undone", "intake", uid, title=intake.name)


def _mine(actor: Actor, uid: str) -> Intake:
    require(actor, May.IMPORT, policy())
    intake = work.held(Intake, uid)
    if intake.member_id != actor.member_id:
        raise Refused("batch_of_another")
    return intake
