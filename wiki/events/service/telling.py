"""The letters to those who come to an event: asked for in the act, written by a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from wiki.events import registering as rules
from wiki.events.codes import CANCELLED
from wiki.events.models import Registration
from wiki.events.queries import listing
from wiki.events.queries import registrations as queries
from wiki.events.queries.listing import Listed
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, reading, state
from wiki.mail.service import post
from wiki.members import queries as members
from wiki.pages.models import Page

SETTLE, REMIND, LETTER = "events.settle", "events.remind", "events.letter"
#: Reminders asked for in one act.
_AT_ONCE = 100


class Letter(NamedTuple):
    """A letter as a face words it."""

    subject: str
    text: str


class About(NamedTuple):
    """What a letter is about: a code of `registering`, to whom, which event and time of it."""

    what: str
    name: str
    language: str
    page: Page
    #: None when it is not to be any more.
    time: Listed | None


Write = Callable[[About], Letter]


def send(row: Registration, what: str) -> None:
    """Have a letter written to one who registered. Inside an act.

    Nothing without an address to lead to.
    """
    if state().options["WIKI_PUBLIC_URL"]:
        at = clock.now().isoformat()
        key = f"{LETTER}:{row.uid}:{what}:{at}"
        enqueue(LETTER, {"uid": row.uid, "what": what, "at": at}, dedupe_key=key)


def write(uid: str, what: str, at: str, word: Write) -> None:
    """The job: one letter, once; nothing to who comes no more."""
    with act():
        row = queries.by_uid(uid)
        if row is None:
            return
        member, account = members.member(row.member_id), members.account_of(row.member_id)
        if account is None or not account.email or member.deactivated_at is not None:
            return
        time = next((one for one in listing.times_of(row.page_id) if one.day == row.day), None)
        page = reading().get_one(Page, row.page_id)
        letter = word(About(what, member.name, member.language, page, time))
        key = f"event:{uid}:{what}:{at}"
        post(account.email, letter.subject, letter.text, dedupe_key=key)


def soon_settled(page: Page) -> None:
    """An event may have changed: those who come will be told. Inside an act."""
    if queries.are_some(page.id):
        enqueue(SETTLE, {"uid": page.uid}, dedupe_key=f"{SETTLE}:{page.uid}")


def reminded(starts: datetime) -> datetime | None:
    """When one who is told today needs no reminder: now, for what begins soon."""
    now = clock.now()
    return now if starts < rules.soon(now) else None


def soon_reminded() -> None:
    """Have those reminded who come to what begins soon, if there are any. Inside an act."""
    now = clock.now()
    if queries.to_remind(now, rules.soon(now), 1):
        enqueue(REMIND, {}, run_at=rules.in_the_day(now), dedupe_key=REMIND)


def remind() -> None:
    """The job: remind some of those who come to what begins soon; the others are another job."""
    now = clock.now()
    with act():
        found = queries.to_remind(now, rules.soon(now), _AT_ONCE)
        for row in found:
            row.reminded_at = now
            if row.told != CANCELLED:
                send(row, rules.REMINDER)
        if len(found) == _AT_ONCE:
            enqueue(REMIND, {}, dedupe_key=REMIND)
