"""Acts on passkeys: added by the one whose they are, named, removed; and signing in with one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, lock
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members import ceremonies, queries, rules
from wiki.members.ceremonies import Realm
from wiki.members.models import Member, Passkey
from wiki.members.queries import passkeys as known
from wiki.members.queries.identities import ways_in
from wiki.members.service import limits
from wiki.members.service.accounts import check_owner
from wiki.members.service.codes import Letter, add_code, send, use_code
from wiki.members.service.limits import Limit, bucket
from wiki.members.service.people import LOCK_MEMBERS, own_member
from wiki.members.service.sign_ins import (
    TRIES_OF_A_PLACE,
    TRIES_OF_A_PLACE_DURING,
    Entry,
    let_in,
)

#: How long a challenge waits. It serves once, and the database has its hash alone.
HOLDS = timedelta(minutes=5)
MOST, NAME_LENGTH = 20, 60


def begin(actor: Actor, password: str, *, place: str, sign_in_key: str = "") -> str:
    """The challenge for a new passkey of the actor, who gave the password again."""
    member = own_member(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    _check_room(member.id)
    with act() as session:
        challenge = add_code(session, "passkey_new", HOLDS, member.id)
        record(actor, "passkey_begun", "member", member.uid)
    return challenge


def add(
    actor: Actor, challenge: str, answer: str, name: str, tell: Letter, *, realm: Realm
) -> Passkey:
    """Keep the passkey that a device made for this challenge."""
    member, label = own_member(actor), clean_name(name)
    _spend(challenge, "passkey_new", member.id)
    made = ceremonies.made(answer, challenge, realm)
    with act() as session:
        lock(session, LOCK_MEMBERS)
        _check_room(member.id)
        if known.passkey_named_by(made.credential) is not None:
            raise Conflict("passkey_there")
        kept = Passkey(
            member_id=member.id,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            transports=made.transports,
            is_synced=made.is_synced,
            name=label,
            made_at=clock.now(),
        )
        session.add(kept)
        session.flush()
        _tell(member, tell)
        record(actor, "passkey_added", "member", member.uid)
    return kept


def _check_room(member_id: int) -> None:
    if known.count_passkeys(member_id) >= MOST:
        raise Conflict("passkeys_many", limit=MOST)


def clean_name(raw: str) -> str:
    """How a member calls a passkey. Raises `Invalid`."""
    name = " ".join(raw[: 10 * NAME_LENGTH].split())
    if not name or len(name) > NAME_LENGTH or not rules.is_readable(name):
        raise Invalid("passkey_name", field="name", limit=NAME_LENGTH)
    return name


def rename(actor: Actor, uid: str, name: str) -> None:
    """Call a passkey otherwise."""
    member, label = own_member(actor), clean_name(name)
    with act() as session:
        known.passkey_of(member.id, uid).name = label
        session.flush()
        record(actor, "passkey_renamed", "member", member.uid)


def remove(actor: Actor, uid: str, tell: Letter) -> None:
    """Forget a passkey: it opens nothing any more. The last one stays where a factor needs it."""
    member = own_member(actor)
    with act() as session:
        lock(session, LOCK_MEMBERS)
        found = known.passkey_of(member.id, uid)
        if known.asks_for_passkeys(member.id) and known.count_passkeys(member.id) < 2:
            raise Conflict("passkey_needed")
        if queries.account_of(member.id) is not None and ways_in(member.id) < 2:
            raise Conflict("last_way_in")
        session.delete(found)
        _tell(member, tell)
        record(actor, "passkey_removed", "member", member.uid)


def _tell(member: Member, tell: Letter) -> None:
    account = queries.account_of(member.id)
    if account is not None and account.email:
        send(account.email, tell)


# -- Signing in


def ask(*, place: str) -> str:
    """The challenge for who comes in, whoever that is; nothing is done yet, nor journaled."""
    limits.take(Limit(bucket("passkey_asked", place), TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING))
    with act() as session:
        return add_code(session, "passkey", HOLDS)


def enter(
    challenge: str,
    answer: str,
    *,
    realm: Realm,
    place: str,
    browser: str,
    remembered: bool = False,
    waiting: str = "",
) -> Entry:
    """Sign in with a passkey: what somebody has, and the finger, face or code that opens it.

    `waiting` is what the password gave to who is asked for a second factor: the passkey is then to
    be of the same member. Raises `Refused` or `TooOften`.
    """
    limits.take(Limit(bucket("passkey_place", place), TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING))
    _spend(challenge, "passkey", None)
    found = known.passkey_named_by(ceremonies.credential_in(answer))
    if found is None:
        raise Refused("passkey_not_here")
    signed = ceremonies.signed(answer, challenge, realm, found.public_key)
    with act() as session:
        kept = session.get(Passkey, found.id, with_for_update=True, populate_existing=True)
        if kept is None:
            raise Refused("passkey_not_here")
        member = queries.member(kept.member_id)
        # A device that was told which key to use need not say whose it is.
        if signed.handle != member.uid and not (waiting and not signed.handle):
            raise Refused("passkey_wrong")
        if member.deactivated_at is not None:
            raise Refused("account_closed")
        is_copy = ceremonies.is_behind(kept.sign_count, signed.sign_count)
        if is_copy:
            record(VISITOR, "passkey_refused", "member", member.uid)
        else:
            kept.sign_count, kept.is_synced = signed.sign_count, signed.is_synced
            kept.last_used_at = clock.now()
            remembered = _stepped(session, member, waiting) if waiting else remembered
            key = let_in(session, member, browser, remembered, place)
    if is_copy:
        raise Refused("passkey_copied")
    return Entry(key, remembered=remembered)


def _stepped(session: Session, member: Member, waiting: str) -> bool:
    """Use what waited for the second factor, inside an act; whether the browser is remembered."""
    found = use_code(session, "second_step", waiting)
    if found.member_id != member.id:
        raise Refused("passkey_of_other")
    return bool(found.detail.get("remembered"))


def _spend(challenge: str, purpose: str, member_id: int | None) -> None:
    """Use a challenge, whatever comes of it. Raises `Refused`."""
    try:
        with act() as session:
            found = use_code(session, purpose, challenge)
    except Missing:
        raise Refused("passkey_late") from None
    if found.member_id != member_id:
        raise Refused("passkey_late")
