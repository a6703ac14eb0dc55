"""Writing to a member, and saying whether, and of whom, one accepts letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from wiki.contacts.rules import clean_letter
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor
from wiki.kernel.personal import Personal, told
from wiki.letters import queries
from wiki.letters.models import Reachable, Unwanted
from wiki.mail.rules import UNSEEN
from wiki.mail.service import post
from wiki.members import queries as members
from wiki.members.models import Member
from wiki.members.service.codes import Letter
from wiki.members.service.limits import Limit, bucket, take_inside
from wiki.members.service.people import own_member
from wiki.members.service.screening import screen

#: Letters that one member writes in a day, and that one gets.
WRITTEN, GOT, DURING = 10, 30, timedelta(days=1)
#: Words the letter of a member (the first) to another one, from what was typed.
Write = Callable[[Member, str], Letter]


def write(actor: Actor, uid: str, raw: str, word: Write, *, submission: str) -> None:
    """Send a letter to a member who accepts them; an answer goes to the address of the sender.

    Sent twice, a form is one letter. Raises `Invalid`, `Missing`, `Refused`, `TooOften`.
    """
    text = clean_letter(raw)
    with act() as session:
        member = members.member_by_uid(uid)
        if reason := queries.why_not_write(actor, member):
            raise Refused(reason, name=member.name)
        sender = own_member(actor)
        screen(actor, "", text)
        take_inside(session, Limit(bucket("letter-by", sender.uid), WRITTEN, DURING))
        take_inside(session, Limit(bucket("letter-to", member.uid), GOT, DURING))
        letter = word(sender, text)
        post(
            queries.address_of(member.id),
            letter.subject,
            letter.text,
            dedupe_key=f"{UNSEEN}letter:{sender.uid}:{member.uid}:{submission}",
            reply_to=queries.address_of(sender.id),
        )
        record(actor, "member_written", "member", sender.uid)  # to whom is theirs alone


def accept(actor: Actor, accepts: bool) -> None:
    """Accept the letters of members from now on, or no more."""
    member_id = own_member(actor).id
    with act() as session:
        if accepts:
            insert_missing(Reachable, {"member_id": member_id, "at": clock.now()})
        else:
            session.execute(sa.delete(Reachable).where(Reachable.member_id == member_id))


def turn_away(actor: Actor, sender_uid: str) -> None:
    """Want no letter of a member; of oneself there is none."""
    member, sender = own_member(actor), members.member_by_uid(sender_uid)
    with act():
        if sender.id != member.id:
            row = {"member_id": member.id, "sender_id": sender.id, "at": clock.now()}
            insert_missing(Unwanted, row)


def take_again(actor: Actor, sender_uid: str) -> None:
    """Want the letters of a member again."""
    member, sender = own_member(actor), members.member_by_uid(sender_uid)
    with act() as session:
        one = sa.delete(Unwanted).where(Unwanted.member_id == member.id)
        session.execute(one.where(Unwanted.sender_id == sender.id))


# -- What is kept of a member


def _of(member_id: int) -> dict[str, Any]:
    unwanted = sa.select(Member.name, Unwanted.at).join(Member, Member.id == Unwanted.sender_id)
    return {
        "accepts_letters": told(sa.select(Reachable.at).where(Reachable.member_id == member_id)),
        "unwanted": told(unwanted.where(Unwanted.member_id == member_id)),
    }


def _erase(member_id: int) -> None:
    either = sa.or_(Unwanted.member_id == member_id, Unwanted.sender_id == member_id)
    reading().execute(sa.delete(Unwanted).where(either))
    reading().execute(sa.delete(Reachable).where(Reachable.member_id == member_id))


PERSONAL = Personal(_of, _erase)
