"""What the days bring to an amendment by themselves: admitted, and its author written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wiki.charter.models.amendments import Amendment
from wiki.charter.models.texts import Charter
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import combining
from wiki.charter.queries.amendments import Held
from wiki.charter.rules.amendments import State, admits_at
from wiki.charter.service.letter import Letter
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.mail.service import post
from wiki.members import queries as members

ADMIT, OUTDATED, COMBINING = "charter.admit", "charter.outdated", "charter.combining"


class Author(NamedTuple):
    """Who is written to."""

    name: str
    language: str


#: Words the letter to who wrote an amendment that waits for them, or the one it is combined with.
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


def ask(made: Amendment) -> None:
    """Have the other author written to whose signature a combined wording waits for, once.

    Inside an act.
    """
    if state().options["WIKI_PUBLIC_URL"]:
        key = f"{COMBINING}:{made.uid}"
        enqueue(COMBINING, {"uid": made.uid}, dedupe_key=key)


def write(uid: str, word: Write) -> None:
    """Write to the author of an amendment that still waits for them; a second time to nobody."""
    with act():
        held = queries.by_uid(uid)
        amendment = held.amendment
        if amendment.state == State.TO_UPDATE:
            _post(held, amendment.author_id, word, _key(amendment))


def write_partner(uid: str, word: Write) -> None:
    """Write to who is to sign a combined wording that still waits for them; the same."""
    with act():
        held = queries.by_uid(uid)
        if held.amendment.state == State.DRAFT:
            _post(held, combining.partner(held.amendment), word, f"{COMBINING}:{uid}")


def _post(held: Held, member_id: int | None, word: Write, key: str) -> None:
    if member_id is None:
        return
    member, account = members.member(member_id), members.account_of(member_id)
    if account is None or not account.email or member.deactivated_at is not None:
        return
    letter = word(queries.charter_of(held.amendment), held, Author(member.name, member.language))
    post(account.email, letter.subject, letter.text, dedupe_key=key)
