"""Writing to those for whom something waits: one letter each, in an act of its own.

The act writes the letter and says that it is written: a worker that dies between two of them has
written to none twice, and the others are still due.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, reading, state
from wiki.kernel.permissions import Actor
from wiki.mail.service import post
from wiki.members import queries as members
from wiki.members.models import Member
from wiki.watch.models import Notice, Wish
from wiki.watch.queries.notices import Line, fresh
from wiki.watch.rules import MOST, NEVER
from wiki.watch.service.tell import MAIL
from wiki.watch.service.turn import hold

#: Members written to in one job.
_AT_ONCE = 50


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str]


class Reader(NamedTuple):
    """Who is written to."""

    member: Member
    actor: Actor
    wish: Wish


#: Words the letter that tells somebody of these lines; there are more when the flag says so.
Write = Callable[[Reader, Sequence[Line], bool], Letter]


def send(write: Write) -> None:
    """Write to some of those for whom a letter is due; the others are another job.

    A letter that cannot be written stays due, and is heard of once the others have been.
    """
    query = sa.select(Wish.member_id).where(Wish.due_at <= clock.now())
    found = reading().scalars(query.order_by(Wish.due_at, Wish.member_id).limit(_AT_ONCE)).all()
    broken: Exception | None = None
    for member_id in found:
        try:
            with act():
                _send(member_id, write)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are not to wait
            broken = error
    if broken is not None:
        raise broken
    if len(found) == _AT_ONCE:
        with act():
            enqueue(MAIL, {}, dedupe_key=MAIL)


def _send(member_id: int, write: Write) -> None:
    hold()
    wish = reading().get(Wish, member_id, with_for_update=True)
    if wish is None or wish.due_at is None or wish.due_at > clock.now():
        return
    wish.due_at = None
    member, account = members.member(member_id), members.account_of(member_id)
    if account and account.email and _is_written_to(member, wish):
        reader = Reader(member, members.actor_of_member(member), wish)
        found = fresh(reader.actor, MOST)
        if found.rows:
            letter = write(reader, found.rows, found.next_key is not None)
            post(
                account.email,
                letter.subject,
                letter.text,
                letter.html,
                dedupe_key=f"watch:{member.uid}:{found.rows[0].seq}",
                headers=letter.headers,
            )
    told = sa.update(Notice).where(Notice.member_id == member_id, Notice.fresh > 0)
    reading().execute(told.values(fresh=0, mailed=Notice.seq))


def _is_written_to(member: Member, wish: Wish) -> bool:
    is_reached = bool(state().options["WIKI_PUBLIC_URL"]) and member.deactivated_at is None
    return is_reached and wish.pace != NEVER
