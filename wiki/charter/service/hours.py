"""What a ballot's hours bring by themselves: it is told, remembered, closed and proclaimed.

The refusal of late votes waits for none of this: it asks the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import paper_votes
from wiki.charter.queries.voters import Voter, voters
from wiki.charter.rules.ballots import CLOSED, OPEN
from wiki.charter.rules.paper_votes import until
from wiki.charter.service import ballots
from wiki.charter.service.closing import close_at
from wiki.charter.service.letter import Letter
from wiki.charter.service.paper_votes import lapse
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.kernel.permissions import SYSTEM
from wiki.mail.service import post

OPENED, REMIND = "charter.opened", "charter.remind"
#: How long before the close those are reminded who have said nothing.
BEFORE = timedelta(hours=48)
#: Members written to in one act.
_AT_ONCE = 25


#: Words the letter about a ballot to who may vote in it.
Write = Callable[[Ballot, Voter], Letter]


def watch(ballot: Ballot) -> None:
    """Have an open ballot remembered and closed in time. Inside an act; once is enough."""
    closes, now = ballot.closes_at or clock.now(), clock.now()
    close_at(ballot, closes)
    if closes - BEFORE > now:
        _enqueue(REMIND, ballot, closes - BEFORE, {"after": 0})


def tell(ballot: Ballot) -> None:
    """Have those written to who may vote in a ballot. Inside an act.

    Nothing without an address to lead to.
    """
    if state().options["WIKI_PUBLIC_URL"]:
        _enqueue(OPENED, ballot, clock.now(), {"after": 0})


def write(name: str, uid: str, after: int, word: Write) -> None:
    """Write to some who may vote in a ballot, those after a member; the others are another job.

    A reminder goes to those who speak for a place that has said nothing. Nobody gets one twice.
    """
    with act():
        ballot, now = queries.by_uid(uid), clock.now()
        if ballot.state != OPEN or now >= (ballot.closes_at or now):
            return
        if not state().options["WIKI_PUBLIC_URL"]:
            return
        found = voters(ballot.id, after, _AT_ONCE, is_unheard=name == REMIND)
        for voter in found:
            letter = word(ballot, voter)
            key = f"{name}:{uid}:{voter.uid}"
            post(voter.address, letter.subject, letter.text, dedupe_key=key)
        if len(found) == _AT_ONCE:
            _enqueue(name, ballot, now, {"after": found[-1].member_id})


def close(uid: str) -> None:
    """The job: close a ballot whose time is over, and proclaim what it has decided.

    That waits, for a while, for the sheets of papers that are to be confirmed.
    """
    if queries.by_uid(uid).state == OPEN:
        ballots.close(SYSTEM, uid)
    ballot = queries.by_uid(uid)
    if ballot.state != CLOSED:
        return
    if paper_votes.waiting(ballot.id):
        waits_until = until(ballot.closed_at or clock.now())
        if clock.now() < waits_until:
            with act():
                close_at(ballot, waits_until)
            return
        lapse(uid)
    ballots.proclaim(SYSTEM, uid)


def _enqueue(name: str, ballot: Ballot, at: datetime, more: dict[str, int]) -> None:
    payload = {"uid": ballot.uid, **more}
    enqueue(name, payload, run_at=at, dedupe_key=f"{name}:{ballot.uid}")
