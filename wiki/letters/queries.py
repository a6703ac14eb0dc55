"""Whether a letter may go from one member to another."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor, May, why_not
from wiki.letters.models import Reachable, Unwanted
from wiki.members.models import Member
from wiki.members.queries import account_of
from wiki.site.queries import policy


def is_reachable(member_id: int) -> bool:
    """Whether a member accepts letters."""
    return reading().get(Reachable, member_id) is not None


def is_unwanted(member_id: int, sender_id: int) -> bool:
    """Whether a member wants no letter of another one."""
    return reading().get(Unwanted, (member_id, sender_id)) is not None


def unwanted_by(member_id: int) -> Sequence[Member]:
    """Those of whom a member wants no letter, by name."""
    query = (
        sa.select(Member)
        .join(Unwanted, Unwanted.sender_id == Member.id)
        .where(Unwanted.member_id == member_id)
    )
    return reading().scalars(query.order_by(Member.sort, Member.id)).all()


def address_of(member_id: int) -> str:
    """Where the wiki writes to a member; "" when it cannot."""
    account = account_of(member_id)
    return (account.email or "") if account else ""


def why_not_write(actor: Actor, member: Member) -> str | None:
    """None when a member may write to another one, else the code of the reason.

    Who wants no letter of theirs, and who accepts none, are told apart by nobody.
    """
    if actor.member_id is None:
        return "sign_in_first"
    if reason := why_not(actor, May.CONTACT, policy()):
        return reason
    if actor.member_id == member.id:
        return "letter_self"
    accepts = member.deactivated_at is None and is_reachable(member.id) and address_of(member.id)
    if not accepts or is_unwanted(member.id, actor.member_id):
        return "letter_closed"
    return None if address_of(actor.member_id) else "letter_no_address"
