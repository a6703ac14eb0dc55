"""Acts that sign in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members import queries, rules
from wiki.members.keys import hash_of, new_key
from wiki.members.models import Account, Member, SignIn
from wiki.members.passwords import hash_password, is_outdated, is_password
from wiki.members.service import limits
from wiki.members.service.codes import add_code
from wiki.members.service.limits import Limit, bucket
from wiki.members.service.people import end_sign_ins, own_member
from wiki.members.service.seen import mark_seen

#: A browser that asks for it stays signed in a month; another one until it closes, or a day.
REMEMBERED, FORGOTTEN = timedelta(days=31), timedelta(days=1)
#: Wrong passwords for one account from one place, from everywhere, and from one place for all.
TRIES, TRIES_DURING = 5, timedelta(minutes=1)
TRIES_OF_AN_ACCOUNT, TRIES_OF_AN_ACCOUNT_DURING = 50, timedelta(hours=1)
TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING = 100, timedelta(minutes=10)
#: How long one may take to find the code of the second factor.
SECOND_STEP_HOLDS = timedelta(minutes=10)
BROWSER_LENGTH, PLACE_LENGTH = 200, 64


class Entry(NamedTuple):
    """The key that the session keeps; when it `waits`, that of the second step alone.

    `is_first` for who never signed in before.
    """

    key: str
    waits: bool = False
    remembered: bool = False
    is_first: bool = False


def sign_in(
    identifier: str, password: str, *, place: str, browser: str = "", remembered: bool = False
) -> Entry:
    """Sign in with an address or a name; with a second factor, this is half of it.

    `place` is the network address of the browser, for the limits. The answer and its time are
    the same for an account that does not exist. Raises `Refused` or `TooOften`.
    """
    account = queries.account_by_identifier(identifier)
    here, everywhere = _limits(account, identifier, place)
    _count_try(here, everywhere, place, account)
    kept = account.password_hash if account else ""
    if not is_password(kept, password) or account is None:
        raise Refused("sign_in_wrong", field="identifier")
    outdated = hash_password(password) if is_outdated(kept) else ""
    with act() as session:
        found = session.get(Account, account.member_id)
        member = queries.member(account.member_id)
        if found is None or found.password_hash != kept:
            raise Refused("sign_in_wrong", field="identifier")
        if member.deactivated_at is not None:
            raise Refused("account_closed", field="identifier")
        found.password_hash = outdated or kept
        limits.give_back(session, here.bucket)
        limits.give_back(session, everywhere.bucket)
        return signed_in(session, member, browser, remembered, place)


def _limits(account: Account | None, identifier: str, place: str) -> tuple[Limit, Limit]:
    """By account, whether its name or its address is given; an unknown one counts alike."""
    if account is None:
        return limits_of_tries("sign_in_unknown", rules.email_key(identifier), place)
    return limits_of_tries("sign_in", str(account.member_id), place)


def limits_of_tries(kind: str, who: str, place: str) -> tuple[Limit, Limit]:
    """How often one account's password is tried: from one place, and from everywhere."""
    return (
        Limit(bucket(kind, who, place), TRIES, TRIES_DURING),
        Limit(bucket(kind, who), TRIES_OF_AN_ACCOUNT, TRIES_OF_AN_ACCOUNT_DURING),
    )


def forget_tries(session: Session, member_id: int) -> None:
    """Let a member sign in again, inside an act: whoever tried meanwhile has a wrong password."""
    _, everywhere = limits_of_tries("sign_in", str(member_id), "")
    limits.give_back(session, everywhere.bucket)


def _count_try(here: Limit, everywhere: Limit, place: str, account: Account | None) -> None:
    of_place = Limit(bucket("sign_in_place", place), TRIES_OF_A_PLACE, TRIES_OF_A_PLACE_DURING)
    limits.take(here, everywhere, of_place)
    if limits.is_spent(here) or limits.is_spent(everywhere):
        uid = queries.member(account.member_id).uid if account else ""
        with act():
            record(VISITOR, "sign_in_slowed", "member", uid)


def sign_in_by_link(member_uid: str, *, place: str = "", browser: str = "") -> Entry:
    """Sign in someone of the demonstration, who has no account."""
    with act() as session:
        member = queries.member_by_uid(member_uid)
        if queries.account_of(member.id) is not None or member.external_id is not None:
            raise Refused("demo_link")
        if member.deactivated_at is not None:
            raise Refused("account_closed")
        return signed_in(session, member, browser, False, place)


def signed_in(
    session: Session, member: Member, browser: str, remembered: bool, place: str
) -> Entry:
    """Sign in, inside an act, who showed to be a member; a second factor is waited for first."""
    if queries.has_second_factor(member.id):
        detail = {"remembered": "1" if remembered else ""}
        code = add_code(session, "second_step", SECOND_STEP_HOLDS, member.id, detail)
        record(queries.actor_of_member(member), "second_factor_asked", "member", member.uid)
        return Entry(code, waits=True)
    is_first = not queries.has_signed_in(member.id)
    key = let_in(session, member, browser, remembered, place)
    return Entry(key, remembered=remembered, is_first=is_first)


def let_in(session: Session, member: Member, browser: str, remembered: bool, place: str) -> str:
    """Sign a member in, inside an act: all that was asked was given."""
    key = add_sign_in(session, member.id, place=place, browser=browser, remembered=remembered)
    record(queries.actor_of_member(member), "signed_in", "member", member.uid)
    return key


def add_sign_in(
    session: Session,
    member_id: int,
    *,
    place: str = "",
    browser: str = "",
    remembered: bool = False,
) -> str:
    """Make a sign-in, inside an act; returns the key that the session keeps."""
    now, key = clock.now(), new_key()
    session.execute(sa.delete(SignIn).where(SignIn.expires_at < now))
    row = SignIn(
        key_hash=hash_of(key),
        member_id=member_id,
        made_at=now,
        expires_at=now + (REMEMBERED if remembered else FORGOTTEN),
        browser=browser[:BROWSER_LENGTH],
        place=place[:PLACE_LENGTH],
        seen_at=now,
    )
    session.add(row)
    session.flush()
    if place:
        mark_seen(state(), row.key_hash)
    return key


def sign_out(actor: Actor, key: str) -> None:
    """End one sign-in: its cookie, copies included, is worth nothing from now on."""
    with act() as session:
        found = session.get(SignIn, hash_of(key))
        if found is None:
            return
        member = queries.member(found.member_id)
        session.delete(found)
        record(actor, "signed_out", "member", member.uid)


def sign_out_elsewhere(actor: Actor, key: str) -> None:
    """End the actor's other sign-ins, on every browser but this one."""
    with act() as session:
        member = own_member(actor)
        end_sign_ins(session, member.id, but=hash_of(key))
        record(actor, "signed_out_elsewhere", "member", member.uid)


def end_sign_in(actor: Actor, uid: str) -> str:
    """End one of the actor's sign-ins, named by the beginning of its hash; returns the hash."""
    with act() as session:
        member = own_member(actor)
        found = next((one for one in queries.sign_ins_of(member.id) if one.uid == uid), None)
        if found is None:
            raise Missing("sign_in_unknown")
        session.execute(sa.delete(SignIn).where(SignIn.key_hash == found.key_hash))
        record(actor, "signed_out_one", "member", member.uid)
        return found.key_hash
