"""What the days bring to an amendment by themselves: admitted, and its author written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wiki.charter.models.amendments import Amendment
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import State, admits_at
from wiki.charter.service.letter import Letter
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.mail.service import post
from wiki.members import queries as members

ADMIT, OUTDATED = "charter.admit", "charter.outdated"


class Author(NamedTuple):
    """Who is written to."""

    name: str
    language: str


#: Words the letter to the author of an amendment that waits for them.
Write = Callable[[Charter, Held, Author], Letter]


def watch(amendment: Amendment) -> None:
    """Have an amendment that was tabled admitted in time. Inside an act; once is enough."""
    key = f"{ADMIT}:{amendment.uid}"
    at = admits_at(amendment.since)
    enqueue(ADMIT, {"uid": amendment.uid}, run_at=max(at, clock.now()), dedupe_key=key)


def tell(amendment: Amendment) -> None:
    """Have its author written to that it waits for them, once for each wording. Inside an act.

    Nothing without an address to lead to.
    """
    if state().options["WIKI_PUBLIC_URL"]:
        enqueue(OUTDATED, {"uid": amendment.uid}, dedupe_key=_key(amendment))


def _key(amendment: Amendment) -> str:
    return f"{OUTDATED}:{amendment.uid}:{amendment.wording}"


def write(uid: str, word: Write) -> None:
    """Write to the author of an amendment that still waits for them; a second time to nobody."""
    with act():
        held = queries.by_uid(uid)
        amendment = held.amendment
        if amendment.state != State.TO_UPDATE or amendment.author_id is None:
            return
        member = members.member(amendment.author_id)
        account = members.account_of(amendment.author_id)
        if account is None or not account.email or member.deactivated_at is not None:
            return
        author = Author(member.name, member.language)
        letter = word(queries.charter_of(amendment), held, author)
        post(account.email, letter.subject, letter.text, dedupe_key=_key(amendment))
