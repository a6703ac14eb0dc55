"""Suspending a member: until a day they read, and write nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.members import queries, rules
from wiki.members.models import Block, Member
from wiki.members.service.codes import Letter, send
from wiki.site.queries import policy

#: Words the mail to the one who is suspended.
Write = Callable[[Block], Letter]


def block(actor: Actor, member_uid: str, days: int, reason: str, write: Write) -> Block:
    """Suspend a member for some days, or anew from today, and write to them why.

    Their sessions go on: they read, and take their data away. Raises `Invalid`, `Refused`.
    """
    if days not in rules.BLOCK_DAYS:
        raise Invalid("block_days", field="days")
    reason = rules.clean_block_reason(reason)
    with act() as session:
        member = _below(actor, member_uid)
        _lift(actor, member.id)
        made = Block(
            member_id=member.id,
            until=clock.now() + timedelta(days=days),
            reason=reason,
            by_id=actor.member_id,
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        account = queries.account_of(member.id)
        if account is not None and account.email:
            send(account.email, write(made))
        record(actor, "member_blocked", "member", member.uid, days=days)
    return made


def unblock(actor: Actor, member_uid: str) -> None:
    """Let a suspended member write again, before the day that was said."""
    with act():
        member = _below(actor, member_uid)
        if queries.block_of(member.id) is None:
            return
        _lift(actor, member.id)
        record(actor, "member_unblocked", "member", member.uid)


def _lift(actor: Actor, member_id: int) -> None:
    """End what is not over of the suspensions of a member, inside an act."""
    now = clock.now()
    under_way = sa.update(Block).where(
        Block.member_id == member_id, Block.lifted_at.is_(None), Block.until > now
    )
    reading().execute(under_way.values(lifted_at=now, lifted_by_id=actor.member_id))


def why_not_block(actor: Actor, member: Member) -> str | None:
    """None when the actor may suspend a member, else the code of the reason."""
    if queries.actor_of_member(member).role() >= actor.role():
        return "block_above"
    return None


def _below(actor: Actor, member_uid: str) -> Member:
    """The member, whose role is below that of the actor."""
    require(actor, May.MODERATE, policy())
    member = queries.member_by_uid(member_uid)
    if reason := why_not_block(actor, member):
        raise Refused(reason)
    return member
