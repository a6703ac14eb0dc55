"""Whose edits are read before they are saved, and those that wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import Actor, May, Role, require, why_not
from wiki.members.models import Member
from wiki.pages.models import Page, Pending, PendingVoice, Revision
from wiki.pages.pending import ACCEPTED, WAITING
from wiki.site.queries import policy, setting

_undoing = aliased(Revision)
_is_undone = sa.exists().where(
    _undoing.page_id == Revision.page_id,
    _undoing.merged_from == Revision.number,
    _undoing.action == "undone",
)
_is_unread = sa.exists().where(
    Pending.page_id == Revision.page_id,
    Pending.number == Revision.number,
    Pending.state == ACCEPTED,
    Pending.decided_by_id.is_(None),
)
#: What somebody saved and others let stand: not undone, and not published by the delay alone.
_WROTE = (
    sa.select(Revision.id)
    .where(Revision.author_id == sa.bindparam("of"), ~_is_undone, ~_is_unread)
    .limit(sa.bindparam("most"))
)


def is_reviewed(actor: Actor) -> bool:
    """Whether what somebody writes waits for others: who has few revisions yet, if the site wishes.

    Where it does not, nothing is asked of the database.
    """
    if actor.is_system or actor.role() >= Role.STEWARD:
        return False
    most = int(setting("newcomer_review") or 0)
    if not most:
        return False
    if actor.member_id is None:
        return True
    return len(look(_WROTE, of=actor.member_id, most=most)) < most


def why_not_at_once(actor: Actor) -> str | None:
    """None when what an actor writes becomes a revision at once, else the code of the reason."""
    return "newcomer_waits" if is_reviewed(actor) else None


def why_not_confirm(actor: Actor) -> str | None:
    """None when an actor may confirm or refuse the edits of others, else the code of the reason."""
    if actor.member_id is None:
        return "sign_in_first"
    return why_not(actor, May.REVIEW, policy()) or (
        "pending_newcomer" if is_reviewed(actor) else None
    )


class Waiting(NamedTuple):
    """A pending edit with its page and the name of its author; None for what is not there."""

    edit: Pending
    page: Page | None
    author: str | None

    @property
    def title(self) -> str:
        """What its page is called, or will be."""
        return self.page.title if self.page else self.edit.title

    @property
    def is_at_hand(self) -> bool:
        """Whether its page is there to be read: it is neither to be made, nor gone since."""
        return self.page is not None and self.page.deleted_at is None


_ALL = (
    sa.select(Pending, Page, Member.name)
    .outerjoin(Page, Page.id == Pending.page_id)
    .outerjoin(Member, Member.id == Pending.member_id)
)


def waiting(after: int = 0) -> Slice[Waiting]:
    """Those that wait on pages that are there, the oldest first."""
    query = _ALL.where(Page.deleted_at.is_(None), Pending.state == WAITING, Pending.id > after)
    query = query.order_by(Pending.id)
    rows = [Waiting(*row) for row in reading().execute(query.limit(PAGE_SIZE + 1))]
    return slice_of(rows, PAGE_SIZE, lambda one: one.edit.id)


def of_member(member_id: int, size: int | None = PAGE_SIZE) -> Sequence[Waiting]:
    """The newest of a member, or all, whatever became of them and of their pages."""
    query = _ALL.where(Pending.member_id == member_id).order_by(Pending.id.desc()).limit(size)
    return [Waiting(*row) for row in reading().execute(query)]


_NUMBER = (
    sa.select(sa.func.count())
    .select_from(Pending)
    .outerjoin(Page, Page.id == Pending.page_id)
    .where(Pending.state == WAITING, Page.deleted_at.is_(None))
)


def waiting_number() -> int:
    """How many wait."""
    return int(look(_NUMBER)[0][0])


def sent() -> Sequence[tuple[str, datetime]]:
    """Those that wait on pages that are there: (uid, when it was sent)."""
    query = _NUMBER.with_only_columns(Pending.uid, Pending.sent_at).order_by(Pending.id)
    return [(row[0], row[1]) for row in reading().execute(query)]


_ON_PAGE = (
    sa.select(Pending.uid)
    .where(Pending.page_id == sa.bindparam("of"), Pending.state == WAITING)
    .order_by(Pending.id)
    .limit(PAGE_SIZE)
)


def waiting_on(page_id: int) -> Sequence[str]:
    """The uids of those that wait on a page."""
    return [row[0] for row in look(_ON_PAGE, of=page_id)]


def waiting_of(member_id: int | None) -> int:
    """How many of a member wait; of all visitors for None."""
    query = sa.select(sa.func.count()).where(
        Pending.member_id.is_not_distinct_from(member_id), Pending.state == WAITING
    )
    return reading().scalar(query) or 0


def sent_before(submission: str | None) -> Pending | None:
    """What a form made that is sent again."""
    if submission is None:
        return None
    return reading().scalar(sa.select(Pending).where(Pending.submission == submission))


def seen(actor: Actor, uid: str) -> Waiting:
    """One of them, for its author and for who may confirm it. Raises `Missing`, `Refused`.

    Its author finds it whatever became of the page.
    """
    require(actor, May.READ, policy())
    found = reading().execute(_ALL.where(Pending.uid == uid.replace("\x00", ""))).first()
    if found is None:
        raise Missing("pending_missing")
    one = Waiting(*found)
    is_mine = actor.member_id is not None and one.edit.member_id == actor.member_id
    if not is_mine and (reason := why_not_confirm(actor)):
        raise Refused(reason)
    if not is_mine and one.page is not None and one.page.deleted_at is not None:
        raise Missing("pending_missing")
    return one


def voices(pending_id: int) -> Sequence[tuple[int, str]]:
    """Who has confirmed one: (member id, name)."""
    query = (
        sa.select(Member.id, Member.name)
        .join(PendingVoice, PendingVoice.member_id == Member.id)
        .where(PendingVoice.pending_id == pending_id)
        .order_by(PendingVoice.at)
    )
    return [(row[0], row[1]) for row in reading().execute(query)]
