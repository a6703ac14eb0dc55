"""Acts of who comes from a provider of accounts: signing in, joining, linking, unlinking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, lock
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor
from wiki.members import queries, rules
from wiki.members.models import Identity, Member
from wiki.members.openid import Person
from wiki.members.queries import identities as known
from wiki.members.service.accounts import check_owner
from wiki.members.service.codes import Letter, send
from wiki.members.service.joining import check_joining, offered, sign_in_newcomer
from wiki.members.service.people import LOCK_MEMBERS, add_account, add_member, own_member
from wiki.members.service.sign_ins import Entry, signed_in
from wiki.site.queries import setting

LABEL_LENGTH = 120


def enter(person: Person, tell: Letter, *, place: str, browser: str) -> Entry | None:
    """Sign in who came from a provider; None for who is not known here.

    An account of the same address is theirs where the provider has verified it and the site takes
    its word. Raises `Refused`.
    """
    with act() as session:
        lock(session, LOCK_MEMBERS)  # two browsers may bring the same newcomer at once
        found = known.identity(person.issuer, person.subject)
        if found is None:
            member = _by_address(person)
            if member is None:
                return None
            found = _add(session, member, person)
            _tell(member, tell)
        member = queries.member(found.member_id)
        if member.deactivated_at is not None:
            raise Refused("account_closed")
        found.last_used_at, found.label = clock.now(), _label(person)
        return signed_in(session, member, browser, False, place)


def _by_address(person: Person) -> Member | None:
    account = queries.account_by_email(person.email) if person.is_verified else None
    if account is None:
        return None
    if not setting("provider_addresses"):
        raise Refused("identity_address", email=person.email)
    return queries.member(account.member_id)


def join(
    person: Person, name: str, *, invitation: str = "", browser: str = "", place: str = ""
) -> str:
    """Make the member that somebody becomes; returns the key of a session.

    Their address is kept when the provider has verified it.
    """
    check_joining(invitation)
    name = rules.clean_name(name)
    address = rules.clean_email(person.email) if person.is_verified else ""
    with act() as session:
        lock(session, LOCK_MEMBERS)
        if known.identity(person.issuer, person.subject) is not None:
            raise Conflict("identity_there")
        role, inviter = offered(session, invitation)
        member = add_member(session, name, role)
        add_account(session, member, address, "")
        key = sign_in_newcomer(session, member, role, inviter, browser, place)
        _add(session, member, person, clock.now())
        return key


def link(
    actor: Actor,
    password: str,
    person: Person,
    tell: Letter,
    *,
    place: str,
    sign_in_key: str = "",
) -> None:
    """Let the actor, who gave the password again, sign in with a provider too."""
    owner = own_member(actor)
    check_owner(owner, password, place, field="password", sign_in_key=sign_in_key)
    with act() as session:
        lock(session, LOCK_MEMBERS)
        member = own_member(actor)
        if known.identity(person.issuer, person.subject) is not None:
            raise Conflict("identity_there")
        _add(session, member, person)
        _tell(member, tell)


def unlink(actor: Actor, uid: str, tell: Letter) -> None:
    """Sign in with a provider no more; the last way in stays."""
    with act() as session:
        lock(session, LOCK_MEMBERS)
        member = own_member(actor)
        found = known.identity_of(member.id, uid)
        session.delete(found)
        session.flush()
        if not known.ways_in(member.id):
            raise Conflict("last_way_in")
        _tell(member, tell)
        record(actor, "identity_unlinked", "member", member.uid)


def _add(
    session: Session, member: Member, person: Person, used_at: datetime | None = None
) -> Identity:
    made = Identity(
        member_id=member.id,
        issuer=person.issuer,
        subject=person.subject,
        label=_label(person),
        made_at=clock.now(),
        last_used_at=used_at,
    )
    session.add(made)
    session.flush()
    record(queries.actor_of_member(member), "identity_linked", "member", member.uid)
    return made


def _label(person: Person) -> str:
    line = " ".join((person.email or person.name).split())[:LABEL_LENGTH]
    return line if rules.is_readable(line) else ""


def _tell(member: Member, tell: Letter) -> None:
    account = queries.account_of(member.id)
    if account is not None and account.email:
        send(account.email, tell)
