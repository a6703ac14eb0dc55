"""Acts on accounts: passwords and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import VISITOR, Actor
from wiki.members import queries, rules
from wiki.members.keys import hash_of
from wiki.members.models import Account, Member, SignIn
from wiki.members.passwords import hash_password, is_password
from wiki.members.service import limits
from wiki.members.service.codes import (
    Letter,
    Write,
    add_code,
    count_letter,
    find_code,
    send,
    send_or_not,
    use_code,
    void_codes,
)
from wiki.members.service.people import end_sign_ins, own_member
from wiki.members.service.sign_ins import (
    REMEMBERED,
    add_sign_in,
    forget_tries,
    limits_of_tries,
)

#: How long a code holds that is sent for a new password, and for a new address.
RESET_HOLDS, ADDRESS_HOLDS = timedelta(hours=1), timedelta(days=1)
#: How long a sign-in stands for the password that is asked again, for who has none.
FRESH = timedelta(minutes=10)

# -- Passwords


@dataclass(frozen=True)
class Renewed:
    """The new key of a sign-in, and whether its browser keeps it when it closes."""

    key: str
    remembered: bool


def ask_reset(email: str, write: Write, *, place: str) -> None:
    """Send a code for a new password, if the address has an account; says nothing either way."""
    address = rules.clean_email(email)
    count_letter(place, address)
    account = queries.account_by_email(address)
    with act() as session:
        member = queries.member(account.member_id) if account else None
        member_id = member.id if member and member.deactivated_at is None else None
        # Nobody's code as well: the same writes take the same time.
        code = add_code(session, "reset", RESET_HOLDS, member_id)
        send_or_not(session, address, write(code), really=member_id is not None)
        record(VISITOR, "reset_asked", "member", member.uid if member else "")


def reset_password(code: str, password: str, tell: Letter) -> None:
    """Set a new password with a code; ends every sign-in, and every other code."""
    member = _member_of_reset(code)
    account = queries.account_of(member.id)
    rules.check_password(password, member.name, (account and account.email) or "")
    kept = hash_password(password)
    with act() as session:
        use_code(session, "reset", code)
        _set_password(session, member.id, kept, tell)
        forget_tries(session, member.id)
        end_sign_ins(session, member.id)
        record(queries.actor_of_member(member), "password_reset", "member", member.uid)


def _member_of_reset(code: str) -> Member:
    found = find_code("reset", code)
    if found.member_id is None:
        raise Missing("code_over")
    return queries.member(found.member_id)


def change_password(
    actor: Actor, key: str, current: str, password: str, tell: Letter, *, place: str
) -> Renewed:
    """Set a new password; ends the other sign-ins, and gives this one a new key."""
    member = own_member(actor)
    account = _checked(member, current, place, field="current", sign_in_key=key)
    rules.check_password(password, member.name, account.email or "", field="new")
    kept = hash_password(password)
    with act() as session:
        before = session.get(SignIn, hash_of(key))
        remembered = before is not None and before.expires_at - before.made_at >= REMEMBERED
        browser = before.browser if before else ""
        _set_password(session, member.id, kept, tell)
        end_sign_ins(session, member.id)
        renewed = add_sign_in(
            session, member.id, place=place, browser=browser, remembered=remembered
        )
        record(actor, "password_changed", "member", member.uid)
    return Renewed(renewed, remembered)


def check_owner(
    member: Member, password: str, place: str, *, field: str, sign_in_key: str = ""
) -> None:
    """Refuse who does not give the member's password again.

    Who has none has to have signed in just before, by the sign-in of this key. People without an
    account have neither.
    """
    if queries.account_of(member.id) is not None:
        _checked(member, password, place, field=field, sign_in_key=sign_in_key)


def _checked(member: Member, password: str, place: str, *, field: str, sign_in_key: str) -> Account:
    """The account of a member who showed again to be its owner."""
    account = queries.account_of(member.id)
    if account is None:
        raise Missing("account_none")
    if not account.password_hash:  # who comes by a provider or a passkey has none to give again
        _check_fresh(member, sign_in_key, field)
        return account
    limits.take(*limits_of_tries("password", str(member.id), place))
    if not is_password(account.password_hash, password):
        raise Invalid("password_wrong", field=field)
    return account


def _check_fresh(member: Member, sign_in_key: str, field: str) -> None:
    found = reading().get(SignIn, hash_of(sign_in_key))
    since = found.made_at if found is not None and found.member_id == member.id else clock.NEVER
    if since + FRESH < clock.now():
        raise Refused("sign_in_again", field=field, minutes=FRESH // timedelta(minutes=1))


def _set_password(session: Session, member_id: int, kept: str, tell: Letter) -> None:
    account = session.get_one(Account, member_id)
    account.password_hash = kept
    void_codes(session, member_id)
    if account.email:
        send(account.email, tell)
    session.flush()


# -- Addresses


def ask_new_address(
    actor: Actor,
    password: str,
    email: str,
    write: Write,
    taken: Letter,
    *,
    place: str,
    sign_in_key: str = "",
) -> None:
    """Send a code to a new address; says nothing when somebody else has it."""
    member = own_member(actor)
    address = rules.clean_email(email)
    account = _checked(member, password, place, field="password", sign_in_key=sign_in_key)
    count_letter(place, address)
    if rules.email_key(address) == account.email_key:
        raise Invalid("email_same", field="email")
    with act() as session:
        code = add_code(session, "address", ADDRESS_HOLDS, member.id, {"email": address})
        letter = write(code)
        send(address, taken if queries.account_by_email(address) else letter)
        record(actor, "address_asked", "member", member.uid)


def confirm_address(code: str, tell: Letter) -> Member:
    """Give the account the address to which the code was sent; the old one is told.

    Every other code of the member is void.
    """
    with act() as session:
        found = use_code(session, "address", code)
        assert found.member_id is not None  # noqa: S101 - only members ask for a new address
        account = session.get_one(Account, found.member_id)
        member = queries.member(found.member_id)
        address = found.detail["email"]
        if queries.account_by_email(address) is not None:
            raise Missing("code_over")
        if account.email:
            send(account.email, tell)
        account.email, account.email_key = address, rules.email_key(address)
        void_codes(session, member.id)  # one may lie in the box of the old address
        session.flush()
        record(queries.actor_of_member(member), "address_changed", "member", member.uid)
    return member
