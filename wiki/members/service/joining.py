"""Acts by which people join: signing up, invitations, the first administrator."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from wiki.journal.service import record
from wiki.kernel.db import act
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import SYSTEM, VISITOR, Role
from wiki.members import queries, rules
from wiki.members.models import Code, Invitation, Member
from wiki.members.passwords import hash_password, is_password
from wiki.members.service.codes import (
    Letter,
    Write,
    add_code,
    count_letter,
    find_code,
    send,
    use_code,
)
from wiki.members.service.invitations import use_invitation
from wiki.members.service.people import (
    add_account,
    add_first_administrator,
    add_member,
    announce,
)
from wiki.members.service.sign_ins import add_sign_in
from wiki.site.queries import setting

#: How long a sign-up waits for its address to be confirmed, and the first page for its reader.
JOIN_HOLDS, FIRST_RUN_HOLDS = timedelta(days=1), timedelta(days=1)


def ask_to_join(
    name: str,
    email: str,
    password: str,
    write: Write,
    known: Letter,
    *,
    place: str,
    invitation: str = "",
) -> None:
    """Sign up: the member is made when the address is confirmed, with the code sent to it.

    The answer is the same for an address that has an account, whose owner gets the letter `known`.
    """
    check_joining(invitation)
    name, address = rules.clean_name(name), rules.clean_email(email)
    rules.check_password(password, name, address)
    rules.check_free_name(name, queries.members_named(name))
    count_letter(place, address)
    waiting = {"name": name, "email": address, "password_hash": hash_password(password)}
    with act() as session:
        code = add_code(session, "join", JOIN_HOLDS, detail=waiting | {"invitation": invitation})
        letter = write(code)
        send(address, known if queries.account_by_email(address) else letter)
        record(VISITOR, "join_asked", "site", "site")


def check_joining(invitation: str = "") -> Invitation | None:
    """The invitation, when it is good; None when the site is open. Raises `Refused`, `Missing`."""
    joining = setting("joining")
    if joining == "closed":
        raise Refused("joining_closed")
    if invitation:
        return queries.invitation_by_token(invitation)
    if joining == "invitation":
        raise Refused("joining_by_invitation")
    return None


def find_join(code: str) -> Code:
    """The sign-up that waits for a code. Raises `Missing`."""
    return find_code("join", code)


def confirm_join(code: str, name: str, password: str, *, browser: str = "") -> str:
    """Make the member whose address the code proves; returns the key of a session.

    The password of the sign-up is asked again: who clicks has to be who signed up. `name` is the
    one kept, should the first have been taken meanwhile.
    """
    waiting = find_code("join", code).detail
    name = rules.clean_name(name)
    if not is_password(waiting["password_hash"], password):
        raise Refused("password_wrong", field="password")
    with act() as session:
        use_code(session, "join", code)
        role, inviter = offered(session, waiting["invitation"])
        member = add_member(session, name, role)
        add_account(session, member, waiting["email"], waiting["password_hash"])
        return sign_in_newcomer(session, member, role, inviter, browser)


def join_by_mail(
    token: str, name: str, email: str, password: str, *, browser: str = ""
) -> str | None:
    """Join with an invitation that was sent to this very address; None when it was not.

    The address needs no other proof: the member is made at once. Returns the key of a session.
    """
    check_joining(token)
    invitation = queries.invitation_by_token(token)
    if not invitation.email or rules.email_key(invitation.email) != rules.email_key(email):
        return None
    name, address = rules.clean_name(name), rules.clean_email(email)
    rules.check_password(password, name, address)
    kept = hash_password(password)
    with act() as session:
        role, inviter = offered(session, token)
        member = add_member(session, name, role)
        add_account(session, member, address, kept)
        return sign_in_newcomer(session, member, role, inviter, browser)


def offered(session: Session, token: str) -> tuple[Role, int | None]:
    """The role that a newcomer gets, and who invited, inside an act."""
    invitation = use_invitation(session, token) if check_joining(token) else None
    if invitation is None:
        return Role.MEMBER, None
    return Role(invitation.role), invitation.inviter_id


def sign_in_newcomer(
    session: Session,
    member: Member,
    role: Role,
    inviter: int | None,
    browser: str,
    place: str = "",
) -> str:
    """Sign in who has just become a member, inside an act; the key of the session."""
    key = add_sign_in(session, member.id, browser=browser, place=place)
    invited_by = queries.member(inviter).uid if inviter else ""
    actor = queries.actor_of_member(member)
    announce(member, actor, role=role.name.lower(), invited_by=invited_by)
    return key


# -- The first administrator


def first_run_code() -> str | None:
    """A code for the page that makes the first administrator; None when there is one.

    `wiki run` prints it on its console: who reads the console owns the wiki. Voids the one before.
    """
    if queries.has_administrator():
        return None
    with act() as session:
        return add_code(session, "first_run", FIRST_RUN_HOLDS)


def check_first_run(code: str) -> None:
    """Refuse a code that does not open the first page. Raises `Missing` or `Refused`."""
    find_code("first_run", code)
    if queries.has_administrator():
        raise Refused("administrator_exists")


def start(code: str, name: str, email: str, password: str, *, browser: str = "") -> str:
    """Make the first administrator with the code of the console; returns a session's key."""
    check_first_run(code)
    name, address = rules.clean_name(name), rules.clean_email(email)
    rules.check_password(password, name, address)
    kept = hash_password(password)
    with act() as session:
        use_code(session, "first_run", code)
        member = add_first_administrator(session, name, address, kept)
        key = add_sign_in(session, member.id, browser=browser)
        announce(member, SYSTEM, role=Role.ADMINISTRATOR.name.lower())
        return key
