"""Acts on invitations: by link or by mail, with a role, for a time, taken back at will."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import Actor, May, Role, require
from wiki.members import queries, rules
from wiki.members.keys import hash_of, new_key
from wiki.members.models import Invitation
from wiki.members.service import limits
from wiki.members.service.codes import Write, letters_to, send
from wiki.site.queries import policy, setting

#: How many days an invitation may hold, and how many people one link may bring.
MOST_DAYS, MOST_USES = 90, 500
#: Invitations that one member may send by mail.
SENT, SENT_DURING = 50, timedelta(hours=1)


def invite(
    actor: Actor,
    role: Role,
    *,
    email: str = "",
    write: Write | None = None,
    days: int = 14,
    uses: int | None = 1,
) -> str:
    """Make an invitation; returns the token of its link. With an address, it is sent there.

    `uses` is how many may come in with the link (None: any number); one when it is sent.
    """
    address = rules.clean_email(email) if email else ""
    _check_bounds(days, uses)
    token = new_key()
    with act() as session:
        require(actor, May.INVITE, policy())
        rules.check_offer(actor, role)
        _check_open()
        made = Invitation(
            token_hash=hash_of(token),
            email=address,
            role=role,
            inviter_id=actor.member_id,
            made_at=clock.now(),
            expires_at=clock.now() + timedelta(days=days),
            uses_left=1 if address else uses,
        )
        session.add(made)
        session.flush()
        _send(session, actor, made, token, write)
        by = "mail" if address else "link"
        record(actor, "invited", "invitation", made.uid, role=role.name.lower(), by=by)
    return token


def _check_open() -> None:
    if setting("joining") == "closed":
        raise Refused("joining_closed")


def _check_bounds(days: int, uses: int | None) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("invitation_days", field="days", limit=MOST_DAYS)
    if uses is not None and not 1 <= uses <= MOST_USES:
        raise Invalid("invitation_uses", field="uses", limit=MOST_USES)


def _send(
    session: Session, actor: Actor, invitation: Invitation, token: str, write: Write | None
) -> None:
    if not invitation.email or write is None:
        return
    who = limits.bucket("invite", str(actor.member_id))
    limits.take_inside(session, limits.Limit(who, SENT, SENT_DURING))
    limits.take_inside(session, letters_to(invitation.email))
    send(invitation.email, write(token))


def invite_again(actor: Actor, uid: str, write: Write, *, days: int = 14) -> str:
    """Make the link of an invitation anew, and send it again; the link before is void."""
    _check_bounds(days, None)
    token = new_key()
    with act() as session:
        invitation = _manageable(session, actor, uid)
        rules.check_offer(actor, Role(invitation.role))
        _check_open()
        if invitation.uses_left == 0:
            raise Refused("invitation_used")
        invitation.token_hash = hash_of(token)
        invitation.expires_at = clock.now() + timedelta(days=days)
        invitation.revoked_at = None
        session.flush()
        _send(session, actor, invitation, token, write)
        record(actor, "invited_again", "invitation", uid)
    return token


def revoke(actor: Actor, uid: str) -> None:
    """Take an invitation back, at once."""
    with act() as session:
        invitation = _manageable(session, actor, uid)
        if invitation.revoked_at is None:
            invitation.revoked_at = clock.now()
            record(actor, "invitation_revoked", "invitation", uid)


def _manageable(session: Session, actor: Actor, uid: str) -> Invitation:
    """One's own invitation, or anybody's with the right to manage people."""
    require(actor, May.INVITE, policy())
    found = session.scalar(sa.select(Invitation).where(Invitation.uid == uid).with_for_update())
    if found is None:
        raise Missing("invitation_unknown")
    if found.inviter_id != actor.member_id:
        require(actor, May.MANAGE_PEOPLE, policy())
    return found


def use_invitation(session: Session, token: str) -> Invitation:
    """Count one who comes in with an invitation, inside an act. Raises `Missing`."""
    found = queries.invitation_by_token(token)
    left = sa.or_(Invitation.uses_left.is_(None), Invitation.uses_left > 0)
    counted = session.execute(
        sa.update(Invitation)
        .where(Invitation.id == found.id, left)
        .values(uses=Invitation.uses + 1, uses_left=Invitation.uses_left - 1)
        .execution_options(synchronize_session=False)
    )
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise Missing("invitation_over")
    return found
