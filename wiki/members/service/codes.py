"""Codes sent by mail or printed once, and the mails in which they go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.mail.service import post
from wiki.members import rules
from wiki.members.keys import hash_of, new_key
from wiki.members.models import Code
from wiki.members.service import limits

#: Mails that one place may have us send, and that one address may get, whoever asks.
LETTERS, LETTERS_DURING = 10, timedelta(minutes=15)
LETTERS_TO, LETTERS_TO_DURING = 5, timedelta(hours=1)


@dataclass(frozen=True)
class Letter:
    """A mail as a face words it."""

    subject: str
    text: str


#: Words the mail in which a code goes out.
Write = Callable[[str], Letter]


def send(address: str, letter: Letter) -> None:
    """Post a mail, inside an act."""
    post(to=address, subject=letter.subject, text=letter.text)


def send_or_not(session: Session, address: str, letter: Letter, *, really: bool) -> None:
    """Post a mail inside an act, or do the same work and undo it: the clock does not tell which."""
    attempt = session.begin_nested()
    send(address, letter)
    if really:
        attempt.commit()
    else:
        attempt.rollback()


def count_letter(place: str, address: str) -> None:
    """Count one mail that a place has us send to an address, known or not. Raises `TooOften`."""
    of_place = limits.Limit(limits.bucket("letter", place), LETTERS, LETTERS_DURING)
    limits.take(of_place, letters_to(address))


def letters_to(address: str) -> limits.Limit:
    """How many mails with a code one address gets: nobody fills somebody else's box."""
    name = limits.bucket("letter_to", rules.email_key(address))
    return limits.Limit(name, LETTERS_TO, LETTERS_TO_DURING, "letters_too_often")


def add_code(
    session: Session,
    purpose: str,
    holds: timedelta,
    member_id: int | None = None,
    detail: dict[str, str] | None = None,
) -> str:
    """Make a code, inside an act; the one before for the same purpose and member is void."""
    now, code = clock.now(), new_key()
    void = sa.and_(Code.purpose == purpose, Code.member_id == member_id)
    if member_id is None and purpose != "first_run":
        void = sa.false()
    session.execute(sa.delete(Code).where(sa.or_(Code.expires_at < now, void)))
    row = Code(
        code_hash=hash_of(code),
        purpose=purpose,
        member_id=member_id,
        detail=detail or {},
        expires_at=now + holds,
    )
    session.add(row)
    session.flush()
    return code


def void_codes(session: Session, member_id: int) -> None:
    """Void every code of a member, inside an act: what they were sent for has changed."""
    session.execute(sa.delete(Code).where(Code.member_id == member_id))


def find_code(purpose: str, code: str) -> Code:
    """The code, if it still holds for this purpose. Raises `Missing`."""
    found = reading().get(Code, hash_of(code))
    if found is None or found.purpose != purpose or found.expires_at <= clock.now():
        raise Missing("code_over")
    return found


def use_code(session: Session, purpose: str, code: str) -> Code:
    """The code, void from now on, inside an act. Raises `Missing`; two at once use it once."""
    found = find_code(purpose, code)
    gone = session.execute(sa.delete(Code).where(Code.code_hash == found.code_hash))
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise Missing("code_over")
    session.expunge(found)
    return found
