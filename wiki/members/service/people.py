"""Acts on people: joining, roles, deactivation."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock, signals
from wiki.kernel.db import act, lock, reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import SYSTEM, Actor, May, Role, require
from wiki.members import queries, rules
from wiki.members.models import Account, Invitation, Member, MemberRole, SignIn, Token
from wiki.members.passwords import hash_password
from wiki.members.service.codes import void_codes
from wiki.site.queries import policy

#: Held while members come or administrators go, so that two of them see each other.
LOCK_MEMBERS = 0x57494B10


def create_member(
    actor: Actor, name: str, role: Role, *, email: str = "", password: str = ""
) -> Member:
    """Make a member who can sign in at once, with a role everywhere.

    With no password, the member cannot sign in. Raises `Invalid` or `Conflict`.
    """
    name = rules.clean_name(name)
    address = rules.clean_email(email) if email else ""
    if password:
        rules.check_password(password, name, address)
    kept = hash_password(password) if password else ""
    with act() as session:
        require(actor, May.MANAGE_PEOPLE, policy())
        rules.check_grant(actor, role)
        member = add_member(session, name, role)
        if address or kept:
            add_account(session, member, address, kept)
        announce(member, actor, role=role.name.lower())
    return member


def create_first_administrator(name: str, email: str, password: str) -> Member:
    """Make the first administrator. Raises `Refused` when there is one already."""
    name, address = rules.clean_name(name), rules.clean_email(email)
    rules.check_password(password, name, address)
    kept = hash_password(password)
    with act() as session:
        member = add_first_administrator(session, name, address, kept)
        announce(member, SYSTEM, role=Role.ADMINISTRATOR.name.lower())
    return member


def add_first_administrator(session: Session, name: str, address: str, kept: str) -> Member:
    """Make the first administrator, inside an act that is to announce the member."""
    lock(session, LOCK_MEMBERS)
    if queries.has_administrator():
        raise Refused("administrator_exists")
    member = add_member(session, name, Role.ADMINISTRATOR)
    add_account(session, member, address, kept)
    return member


def add_member(
    session: Session, name: str, role: Role, *, external_id: str | None = None
) -> Member:
    """Make a member with a role everywhere, inside an act."""
    lock(session, LOCK_MEMBERS)
    key = rules.name_key(name)
    taken = sa.select(Member.id).where(Member.name_key == key).limit(1)
    if external_id is None and session.scalar(taken) is not None:
        raise Conflict("name_taken", field="name", name=name)
    member = Member(name=name, name_key=key, external_id=external_id, joined_at=clock.now())
    session.add(member)
    session.flush()
    session.add(MemberRole(member_id=member.id, scope="", role=role))
    session.flush()
    return member


def add_account(session: Session, member: Member, address: str, kept: str) -> Account:
    """Give a member an address and a password, inside an act."""
    key = rules.email_key(address) if address else None
    taken = sa.select(Account.member_id).where(Account.email_key == key)
    if key and session.scalar(taken) is not None:
        raise Conflict("email_taken", field="email")
    account = Account(
        member_id=member.id,
        email=address or None,
        email_key=key,
        password_hash=kept,
    )
    session.add(account)
    session.flush()
    return account


def announce(member: Member, actor: Actor, **detail: object) -> None:
    """Say that a member joined, and write it down."""
    signals.member_joined.send(member=member, actor=actor)
    record(actor, "member_joined", "member", member.uid, **detail)


def grant(actor: Actor, member_uid: str, role: Role, scope: str = "") -> None:
    """Give a member a role everywhere, or in one scope; `VISITOR` in a scope takes it back."""
    scope = rules.clean_scope(scope)
    with act() as session:
        require(actor, May.MANAGE_PEOPLE, policy())
        lock(session, LOCK_MEMBERS)
        member = queries.member_by_uid(member_uid)
        found = session.get(MemberRole, (member.id, scope))
        before = Role(found.role) if found else Role.VISITOR
        rules.check_grant(actor, max(role, before))
        if member.external_id is not None and not scope:
            raise Refused("role_from_host")
        if not scope:
            keep_an_administrator(member, before, role)
        if role is before:
            return
        set_role(session, member.id, scope, role)
        if role < before and not scope:
            _revoke_invitations(session, member.id)
        detail = {"from": before.name.lower(), "to": role.name.lower(), "scope": scope}
        record(actor, "role_granted", "member", member.uid, **detail)


def set_role(session: Session, member_id: int, scope: str, role: Role) -> None:
    """Give a role inside an act that has its own line in the journal; see `grant`."""
    found = session.get(MemberRole, (member_id, scope))
    if found is None:
        session.add(MemberRole(member_id=member_id, scope=scope, role=role))
    elif scope and role is Role.VISITOR:
        session.delete(found)
    else:
        found.role = role
    session.flush()


def keep_an_administrator(member: Member, before: Role, after: Role) -> None:
    """Refuse that the last one goes."""
    leaves = before is Role.ADMINISTRATOR and after < before and member.deactivated_at is None
    if leaves and queries.count_administrators() < 2:
        raise Refused("last_administrator")


def deactivate(actor: Actor, member_uid: str) -> None:
    """Close a member's account: signed out everywhere at once, tokens taken back."""
    with act() as session:
        require(actor, May.MANAGE_PEOPLE, policy())
        lock(session, LOCK_MEMBERS)
        member = queries.member_by_uid(member_uid)
        role = queries.actor_of_member(member).role()
        rules.check_grant(actor, role)
        keep_an_administrator(member, role, Role.VISITOR)
        if member.deactivated_at is not None:
            return
        member.deactivated_at = clock.now()
        end_sign_ins(session, member.id)
        void_codes(session, member.id)
        session.execute(sa.delete(Token).where(Token.member_id == member.id))
        _revoke_invitations(session, member.id)
        record(actor, "member_deactivated", "member", member.uid)


def _revoke_invitations(session: Session, member_id: int) -> None:
    """Void what a member offered with rights that are gone."""
    session.execute(
        sa.update(Invitation)
        .where(Invitation.inviter_id == member_id, Invitation.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def reactivate(actor: Actor, member_uid: str) -> None:
    """Open a closed account again, with the roles it had."""
    with act():
        require(actor, May.MANAGE_PEOPLE, policy())
        member = queries.member_by_uid(member_uid)
        rules.check_grant(actor, queries.actor_of_member(member).role())
        if member.deactivated_at is None:
            return
        member.deactivated_at = None
        record(actor, "member_reactivated", "member", member.uid)


def end_sign_ins(session: Session, member_id: int, *, but: str = "") -> None:
    """Sign a member out of every browser, except the one whose key hash is `but`."""
    query = sa.delete(SignIn).where(SignIn.member_id == member_id, SignIn.key_hash != but)
    session.execute(query)


def rebuild_order() -> None:
    """Put every member in the order of names again. Inside an act."""
    for member in reading().scalars(sa.select(Member)).all():
        member.name_key = member.name_key  # its place follows
    reading().flush()


def own_member(actor: Actor) -> Member:
    """The member that the actor is, for acts on oneself. Raises `Refused`."""
    if actor.member_id is None:
        raise Refused("sign_in_first")
    if actor.token_scope is not None:
        raise Refused("token_scope")
    return queries.member(actor.member_id)
