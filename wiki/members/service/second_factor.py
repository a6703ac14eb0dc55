"""Acts on the second factor: codes that a telephone makes, or passkeys; and recovery codes."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import replace

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, lock, reading
from wiki.kernel.errors import Conflict, Invalid, Missing
from wiki.kernel.permissions import Actor, May, Role, require
from wiki.members import queries, rules
from wiki.members.keys import hash_of
from wiki.members.models import Member, RecoveryCode, SecondFactor
from wiki.members.queries.passkeys import count_passkeys
from wiki.members.sealing import seal, unseal
from wiki.members.service.accounts import check_owner
from wiki.members.service.codes import Letter, send
from wiki.members.service.people import LOCK_MEMBERS, own_member
from wiki.site.queries import policy, setting

#: How many recovery codes are given, and of what: 80 random bits that are read aloud without doubt.
RECOVERY_CODES, LETTERS, GROUPS = 10, "abcdefghjkmnpqrstuvwxyz23456789", (4, 4, 4, 4)
#: A telephone's clock may be this many half minutes early or late.
STEP, DRIFT = 30, 1


def begin(actor: Actor, password: str, *, place: str, key: str, sign_in_key: str = "") -> None:
    """Make a secret that waits for its first code; the one that waited before is void."""
    member = own_member(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    with act() as session:
        found = session.get(SecondFactor, member.id)
        if found is not None and found.confirmed_at is not None:
            raise Conflict("second_factor_there")
        if found is None:
            found = SecondFactor(member_id=member.id)
            session.add(found)
        found.secret, found.made_at = seal(key, pyotp.random_base32()), clock.now()
        found.last_step = 0
        session.flush()
        record(actor, "second_factor_begun", "member", member.uid)


def secret_of(actor: Actor, *, key: str) -> str:
    """The secret that waits for its first code; "" when none does: it is shown no more after."""
    found = reading().get(SecondFactor, own_member(actor).id)
    return unseal(key, found.secret) if found is not None and found.confirmed_at is None else ""


def confirm(actor: Actor, code: str, tell: Letter, *, key: str) -> list[str]:
    """Ask for a code from now on, since the member's telephone gave one; the recovery codes."""
    with act() as session:
        member = own_member(actor)
        found = session.get(SecondFactor, member.id)
        if found is None or found.confirmed_at is not None:
            raise Missing("second_factor_none")
        if not _is_code(found, _plain(code), key):
            raise Invalid("second_factor_wrong", field="code")
        found.confirmed_at = clock.now()
        codes = _new_codes(session, member.id)
        _tell(member, tell)
        record(actor, "second_factor_set", "member", member.uid)
        return codes


def ask_for_passkeys(
    actor: Actor, password: str, tell: Letter, *, place: str, sign_in_key: str = ""
) -> list[str]:
    """Ask for one of the member's passkeys beside the password; the recovery codes."""
    member = own_member(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    with act() as session:
        lock(session, LOCK_MEMBERS)  # the last passkey may be going meanwhile
        found = session.get(SecondFactor, member.id)
        if found is not None and found.confirmed_at is not None:
            raise Conflict("second_factor_there")
        if not count_passkeys(member.id):
            raise Conflict("passkey_none")
        if found is None:
            found = SecondFactor(member_id=member.id, made_at=clock.now())
            session.add(found)
        found.secret, found.confirmed_at = "", clock.now()
        codes = _new_codes(session, member.id)
        _tell(member, tell)
        record(actor, "second_factor_set", "member", member.uid)
        return codes


def renew_codes(actor: Actor, password: str, *, place: str, sign_in_key: str = "") -> list[str]:
    """Give other recovery codes; those before are void."""
    member = _with_one(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    with act() as session:
        codes = _new_codes(session, member.id)
        record(actor, "recovery_codes_renewed", "member", member.uid)
        return codes


def _with_one(actor: Actor) -> Member:
    member = own_member(actor)
    if not queries.has_second_factor(member.id):
        raise Missing("second_factor_none")
    return member


def drop(actor: Actor, password: str, tell: Letter, *, place: str, sign_in_key: str = "") -> None:
    """Ask for a password alone again."""
    member = _with_one(actor)
    check_owner(member, password, place, field="password", sign_in_key=sign_in_key)
    with act() as session:
        _drop(session, actor, member, tell)


def drop_for(actor: Actor, member_uid: str, tell: Letter) -> None:
    """The same for a member who lost the telephone and the recovery codes."""
    with act() as session:
        require(actor, May.MANAGE_PEOPLE, policy())
        member = queries.member_by_uid(member_uid)
        rules.check_grant(actor, queries.actor_of_member(member).role())
        _drop(session, actor, member, tell)


def _drop(session: Session, actor: Actor, member: Member, tell: Letter) -> None:
    for table in (SecondFactor, RecoveryCode):
        session.execute(sa.delete(table).where(table.member_id == member.id))
    _tell(member, tell)
    record(actor, "second_factor_dropped", "member", member.uid)


def passes(session: Session, member_id: int, typed: str, *, key: str) -> bool:
    """Whether a code is right for a member, inside an act: no code serves twice."""
    code = _plain(typed)
    found = session.get(SecondFactor, member_id, with_for_update=True)
    if found is None or found.confirmed_at is None:
        return False
    if _is_code(found, code, key):
        session.flush()
        return True
    spent = sa.delete(RecoveryCode).where(
        RecoveryCode.member_id == member_id, RecoveryCode.code_hash == hash_of(code)
    )
    if session.execute(spent).rowcount != 1:  # type: ignore[attr-defined]
        return False
    member = queries.member(member_id)
    record(queries.actor_of_member(member), "recovery_code_used", "member", member.uid)
    return True


def held_back(actor: Actor) -> Actor:
    """The actor, less the administration where it asks for a second factor that there is not."""
    if actor.member_id is None or all(one.role < Role.ADMINISTRATOR for one in actor.grants):
        return actor
    if not setting("second_factor") or queries.has_second_factor(actor.member_id):
        return actor
    grants = tuple(replace(one, role=min(one.role, Role.MODERATOR)) for one in actor.grants)
    return replace(actor, grants=grants)


def _is_code(found: SecondFactor, code: str, key: str) -> bool:
    secret = unseal(key, found.secret)
    if not secret or len(code) != 6 or not (code.isascii() and code.isdigit()):
        return False
    now = int(clock.now().timestamp()) // STEP
    for step in range(max(now - DRIFT, found.last_step + 1), now + DRIFT + 1):
        if hmac.compare_digest(pyotp.HOTP(secret).at(step), code):
            found.last_step = step
            return True
    return False


def _new_codes(session: Session, member_id: int) -> list[str]:
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.member_id == member_id))
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(size)) for size in GROUPS)
        for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        session.add(RecoveryCode(member_id=member_id, code_hash=hash_of(_plain(code))))
    session.flush()
    return codes


def _plain(typed: str) -> str:
    """A code as it is compared: without the spaces and dashes that make it readable."""
    return "".join(typed[:100].split()).replace("-", "").casefold()


def _tell(member: Member, tell: Letter) -> None:
    account = queries.account_of(member.id)
    if account is not None and account.email:
        send(account.email, tell)
