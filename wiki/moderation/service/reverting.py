"""Undoing all that one account wrote in pages: asked for in one act, done by a job.

Nothing is lost: each page gets versions more, or goes to the bin when nobody else wrote in it.
What others have built on since is left, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Refused, WikiError
from wiki.kernel.permissions import Actor, May, require
from wiki.members import queries as members
from wiki.members.service.blocks import why_not_block
from wiki.moderation import rules
from wiki.moderation.models import RevertedPage, Reverting
from wiki.pages import batches
from wiki.pages import rules as page_rules
from wiki.pages.models import Page, Revision
from wiki.pages.service import batches as work
from wiki.pages.service.bin import delete_inside
from wiki.pages.service.revise import require_edit
from wiki.pages.service.turn_back import restore_inside, undo_inside
from wiki.site.queries import policy

_JOB = "moderation.revert"


def revert(actor: Actor, member_uid: str, days: int, summary: str = "") -> str:
    """Ask that what a member wrote in pages be undone: in the last days, 0 for all of it.

    Returns the uid of what goes on. Raises `Invalid`, `Refused`.
    """
    if days not in rules.DAYS:
        raise Invalid("reverting_days", field="since")
    said = page_rules.clean_summary(summary)
    with act() as session:
        require(actor, May.MODERATE, policy())
        member = members.member_by_uid(member_uid)
        if reason := why_not_block(actor, member):
            raise Refused(reason)
        now = clock.now()
        made = Reverting(
            of_id=member.id,
            since=now - timedelta(days=days) if days else member.joined_at,
            until=now,
            summary=said,
            member_id=work.member_id_of(actor),
            created_at=now,
            state=batches.RUNNING,
            total=0,
        )
        session.add(made)
        session.flush()
        ids = session.scalars(_pages(made)).all()
        if not ids:
            raise Invalid("reverting_nothing", field="since")
        session.add_all(
            RevertedPage(reverting_id=made.id, page_id=one, outcome=batches.WAITING) for one in ids
        )
        made.total = len(ids)
        work.queue(_JOB, made.uid)
        record(actor, "edits_reverted", "member", member.uid, number=made.total)
        return made.uid


def _written(made: Reverting) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Revision.author_id == made.of_id,
        Revision.created_at >= made.since,
        Revision.created_at <= made.until,
    )


def _pages(made: Reverting) -> sa.Select[int]:
    return (
        sa.select(Page.id)
        .join(Revision, Revision.page_id == Page.id)
        .where(*_written(made), Page.deleted_at.is_(None))
        .distinct()
    )


def go_on(uid: str) -> None:
    """The job: page after page."""
    work.in_turns(_JOB, uid, _next_page)


def _next_page(uid: str) -> bool:
    """Do one page, or note that there is none left. Returns whether there was one."""
    with act():
        made = work.held(Reverting, uid, "reverting_missing")
        of = sa.select(RevertedPage).where(RevertedPage.reverting_id == made.id)
        row = work.next_of(made, of.order_by(RevertedPage.page_id), RevertedPage.outcome)
        if row is None:
            return False
        page = work.page_held(row.page_id)
        try:
            actor = work.actor_today(made.member_id)
            require_edit(actor, page)
            with reading().begin_nested():  # a page is undone whole, or left as it is
                _undo(actor, page, made)
        except WikiError as refusal:
            code = "reverting_later" if isinstance(refusal, Conflict) else refusal.code
            work.leave(made, row, code)
            return True
        work.written(made, row, page.head)
        return True


def _undo(actor: Actor, page: Page, made: Reverting) -> None:
    """Undo what the member wrote in a page, the newest first."""
    query = sa.select(Revision.number).where(Revision.page_id == page.id, *_written(made))
    numbers = reading().scalars(query.order_by(Revision.number.desc())).all()
    before = _before(page, numbers)
    if before == 0:
        delete_inside(actor, page, made.summary)
    elif before is not None:
        restore_inside(actor, page, before, made.summary)
    else:
        for number in numbers:
            undo_inside(actor, page, number, made.summary)


def _before(page: Page, numbers: Sequence[int]) -> int | None:
    """The version before all of these, if they are the last ones and nobody else's between.

    0 when the page began with them.
    """
    first = page.head - len(numbers)
    are_last = list(numbers) == list(range(page.head, first, -1))
    return first if are_last else None
