"""Writing, once, to those whom it concerns that a ballot is contested, then what is answered."""

from __future__ import annotations

from collections.abc import Callable

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import concerned
from wiki.charter.queries.voters import Voter
from wiki.charter.rules.ballots import CONTESTED as IS_CONTESTED
from wiki.charter.service.letter import Letter
from wiki.jobs.service import enqueue
from wiki.kernel.db import act, state
from wiki.mail.service import post

CONTESTED, ANSWERED = "charter.contested", "charter.answered"
#: Members written to in one act.
_AT_ONCE = 25

#: Words the letter about a ballot to somebody, who may answer or not.
Write = Callable[[Ballot, Voter, bool], Letter]


def tell(name: str, ballot: Ballot, after: int = 0) -> None:
    """Have them written to. Inside an act; nothing without an address to lead to."""
    if state().options["WIKI_PUBLIC_URL"]:
        payload = {"uid": ballot.uid, "after": after}
        enqueue(name, payload, dedupe_key=f"{name}:{ballot.uid}")


def write(name: str, uid: str, after: int, word: Write) -> None:
    """Write to some, those after a member; the others are another job. Nobody gets one twice.

    Who contests a ballot knows it. A contest that was answered meanwhile is told as answered only.
    """
    with act():
        ballot = queries.by_uid(uid)
        if name == CONTESTED and ballot.state != IS_CONTESTED:
            return
        charter = queries.charter_of(ballot)
        is_first = name == CONTESTED
        found = concerned.concerned(charter, ballot, after, _AT_ONCE, but_contesting=is_first)
        answering = concerned.answering(charter, ballot) if is_first else set()
        for one in found:
            letter = word(ballot, one, one.member_id in answering)
            key = f"{name}:{uid}:{one.uid}"
            post(one.address, letter.subject, letter.text, dedupe_key=key)
        if len(found) == _AT_ONCE:
            tell(name, ballot, found[-1].member_id)
