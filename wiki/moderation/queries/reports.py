"""The reports: those that wait, those that were handled; what each is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.discussions.kinds import thing
from wiki.discussions.queries import turns
from wiki.files.queries import get as file_of
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import Role
from wiki.members.models import Account, Member, MemberRole
from wiki.members.queries import member_by_uid
from wiki.moderation.models import Report
from wiki.pages.queries import pages


class Target(NamedTuple):
    """What is reported: what it is called, and the version of a page that is read."""

    kind: str
    uid: str
    title: str
    number: int = 0


def target(kind: str, uid: str, number: int = 0) -> Target:
    """What may be reported. Raises `Missing`."""
    if kind == "page":
        page = pages.by_uid(uid)
        if page.deleted_at is not None:
            raise Missing("report_nothing")
        return Target(kind, uid, page.title, number if 0 < number <= page.head else page.head)
    if kind == "turn":
        thread, turn = turns.by_uid(uid)
        if turn.hidden_at is not None:
            raise Missing("report_nothing")
        return Target(kind, uid, thing(thread.target_kind, thread.target_uid).title)
    if kind == "file":
        return Target(kind, uid, file_of(uid).name)
    if kind == "member":
        member = member_by_uid(uid)
        if member.deactivated_at is None:
            return Target(kind, uid, member.name)
    raise Missing("report_nothing")


def by_uid(uid: str, *, locked: bool = False) -> Report:
    """A report. Raises `Missing`."""
    query = sa.select(Report).where(Report.uid == uid)
    found = reading().scalar(query.with_for_update() if locked else query)
    if found is None:
        raise Missing("report_missing")
    return found


def listed(*, handled: bool, before: int | None = None) -> Slice[Report]:
    """Those that wait, or those that were handled, the newest first."""
    waits = Report.handled_at.is_(None)
    query = sa.select(Report).where(sa.not_(waits) if handled else waits)
    if before is not None:
        query = query.where(Report.id < before)
    rows = reading().scalars(query.order_by(Report.id.desc()).limit(PAGE_SIZE + 1)).all()
    return slice_of(rows, PAGE_SIZE, lambda one: one.id)


def waiting() -> int:
    """How many wait."""
    query = sa.select(sa.func.count()).select_from(Report).where(Report.handled_at.is_(None))
    return reading().scalar(query) or 0


def of_member(member_id: int, size: int = 5) -> Sequence[Report]:
    """The newest that a member made."""
    query = sa.select(Report).where(Report.reporter_id == member_id)
    return reading().scalars(query.order_by(Report.id.desc()).limit(size)).all()


def moderators() -> Sequence[str]:
    """The addresses of those who handle them."""
    query = (
        sa.select(Account.email)
        .join(Member, Member.id == Account.member_id)
        .join(MemberRole, MemberRole.member_id == Member.id)
        .where(
            MemberRole.scope == "",
            MemberRole.role >= Role.MODERATOR,
            Member.deactivated_at.is_(None),
            Account.email.is_not(None),
        )
        .order_by(Member.id)
    )
    return [email for email in reading().scalars(query) if email]
