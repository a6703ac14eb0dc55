"""Changing pages one after the other, in a job, and taking back what it changed.

Each page is one act, that makes its revision and notes it: killed anywhere, the job goes on where
it was, and run twice it changes nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, TypeVar

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Missing, Refused, WikiError
from wiki.kernel.permissions import Actor
from wiki.members.queries import actor_of_member, member
from wiki.pages.batches import (
    CHANGED,
    DONE,
    LEFT,
    RUNNING,
    STUCK,
    TAKEN_BACK,
    TO_UNDO,
    UNDOING,
    UNDONE,
    WAITING,
    Work,
    WorkedPage,
)
from wiki.pages.models import Page
from wiki.pages.service.revise import require_edit
from wiki.pages.service.save import Edit, Saved, save_inside
from wiki.pages.service.turn_back import undo_inside

#: How long one run of the job goes on, in seconds, before it lets others have their turn.
RUN = 20.0
One = TypeVar("One")
OneWork = TypeVar("OneWork", bound=Work)


def queue(job: str, uid: str) -> None:
    """Queue the job of a work inside the current act, once."""
    enqueue(job, {"uid": uid}, dedupe_key=f"{job}:{uid}")


def in_turns(job: str, uid: str, step: Callable[[str], bool]) -> None:
    """The job: step after step, some time long; what is left is a job of its own."""
    until = monotonic() + RUN
    while step(uid):
        if monotonic() > until:
            with act():
                queue(job, uid)
            return


def held(works: type[OneWork], uid: str, missing: str = "batch_missing") -> OneWork:
    """A work, held until the act is over. Raises `Missing` with the code `missing`."""
    found = reading().scalar(sa.select(works).where(works.uid == uid).with_for_update())
    if found is None:
        raise Missing(missing)
    return found


def next_of(work: Work, pages: sa.Select[One], outcome: Any) -> One | None:
    """The next of its pages to write or to undo; None once all is over, and that is noted."""
    return next(iter(some_of(work, pages, outcome, 1)), None)


def some_of(work: Work, pages: sa.Select[One], outcome: Any, most: int) -> Sequence[One]:
    """The same for the next ones, `most` of them at most."""
    wanted = TO_UNDO if work.state == UNDOING else WAITING
    found = reading().scalars(pages.where(outcome == wanted).limit(most)).all()
    if not found:
        work.state = {RUNNING: DONE, UNDOING: UNDONE}.get(work.state, work.state)
    return found


def undo_all(actor: Actor, work: Work, pages: sa.Update, outcome: Any, reason: str) -> None:
    """What it wrote is to be undone; what is still to come does not, for this `reason`."""
    session = reading()
    session.execute(pages.where(outcome == WAITING).values(outcome=LEFT, reason=reason))
    work.left = work.total - work.changed
    session.execute(pages.where(outcome == CHANGED).values(outcome=TO_UNDO))
    work.state, work.undone_by_id = UNDOING, member_id_of(actor)


def save_for(member_id: int | None, edit: Edit, unchanged: str) -> Saved:
    """Save a page for the member who asked; what is refused leaves the others of the act.

    Raises what saving raises, and `Invalid` with the code `unchanged` when it changes nothing.
    """
    actor = actor_today(member_id)
    with reading().begin_nested():
        saved = save_inside(actor, edit)
    if not saved.is_new:
        raise Invalid(unchanged)
    return saved


def written(work: Work, one: WorkedPage, number: int, reason: str = "") -> None:
    """Note the revision that was made of a page; `reason` says what of it is left, if anything."""
    one.outcome, one.number, one.reason = CHANGED, number, reason
    work.changed += 1


def leave(work: Work, one: WorkedPage, reason: str) -> None:
    """Note that nothing was written of a page, and why."""
    one.outcome, one.reason = LEFT, reason
    work.left += 1


def take_back(work: Work, one: WorkedPage, page: Page, summary: str) -> str:
    """Undo the revision that was made of a page; the code of why that cannot be, else ""."""
    try:
        actor = actor_today(work.undone_by_id)
        require_edit(actor, page)
        with reading().begin_nested():
            undo_inside(actor, page, one.number or 0, summary)
    except WikiError as error:
        one.outcome = STUCK
        work.stuck += 1
        return error.code
    one.outcome = TAKEN_BACK
    work.undone += 1
    return ""


def unstarted(works: Any, member_id: int, *states: str) -> Sequence[int]:
    """The works that a member prepared, and that are still in one of these states."""
    mine = sa.select(works.id).where(works.member_id == member_id, works.state.in_(states))
    return reading().scalars(mine).all()


def forget(works: Any, ids: Sequence[int], *parts: Any) -> None:
    """Drop some works inside an act; `parts` are the columns by which other tables name them."""
    session = reading()
    for part in parts:
        session.execute(sa.delete(part.class_).where(part.in_(ids)))
    session.execute(sa.delete(works).where(works.id.in_(ids)))


def page_held(page_id: int | None) -> Page:
    """A page of a work, held until the act is over."""
    query = sa.select(Page).where(Page.id == page_id).with_for_update()
    return reading().scalars(query).one()


def actor_today(member_id: int | None) -> Actor:
    """Who asked, with the rights of today."""
    who = member(member_id or 0)
    if who.deactivated_at is not None:
        raise Refused("account_closed")
    return actor_of_member(who)


def member_id_of(actor: Actor) -> int:
    """The member in whose name it is done. Raises `Invalid` (`member_needed`)."""
    if actor.member_id is None:
        raise Invalid("member_needed")
    return actor.member_id
