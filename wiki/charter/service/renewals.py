"""Asking places to sign again, by mail: when a version asks for it, and before it is too late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters, renewals, signatures
from wiki.charter.queries.signatures import Standing
from wiki.charter.queries.voters import Voter
from wiki.charter.rules.signatures import GRACE
from wiki.charter.rules.versions import IN_FORCE, MAJOR
from wiki.charter.service.letter import Letter
from wiki.jobs.service import enqueue
from wiki.kernel import clock
from wiki.kernel.db import act, state
from wiki.mail.service import post

ASKED, REMIND = "charter.renew", "charter.renew_soon"
#: How long before a signature expires its place is written to again.
BEFORE = timedelta(days=14)
#: Members written to in one act.
_AT_ONCE = 25


#: Words the letter to somebody who speaks for some places that are to sign a version again.
Write = Callable[[Charter, Version, Voter, Sequence[Standing]], Letter]


def ask(version: Version) -> None:
    """Have those written to who are to sign again. Inside an act, once it is in force.

    Nothing without an address to lead to.
    """
    if version.severity != MAJOR or version.parent_id is None:
        return
    if not state().options["WIKI_PUBLIC_URL"]:
        return
    now = clock.now()
    _enqueue(ASKED, version, now, 0)
    _enqueue(REMIND, version, now + GRACE - BEFORE, 0)


def write(name: str, uid: str, after: int, word: Write) -> None:
    """Write to some who speak for places that are to sign again; the others are another job.

    Nobody gets one twice. One whose version was replaced meanwhile leads to the one in force.
    """
    with act():
        asked = charters.by_uid(uid)
        charter = charters.charter_of(asked)
        version = charters.in_force(charter.id)
        if version is None or not state().options["WIKI_PUBLIC_URL"]:
            return
        if name == ASKED and asked.state != IN_FORCE:
            return
        now = clock.now()
        waiting = renewals.to_renew(charter, now + BEFORE if name == REMIND else None)
        places = {one.place_id: one for one in waiting}
        found = renewals.signers(places, after, _AT_ONCE)
        for voter in found:
            spoken = signatures.spoken_for(charter, voter.member_id)
            own = [places[one.place.id] for one in spoken if one.place.id in places]
            if own:
                letter = word(charter, version, voter, own)
                until = min(one.until for one in own if one.until)
                about = f"{charter.uid}:{until.isoformat()}" if name == REMIND else uid
                key = f"{name}:{about}:{voter.uid}"
                post(voter.address, letter.subject, letter.text, dedupe_key=key)
        if len(found) == _AT_ONCE:
            _enqueue(name, asked, now, found[-1].member_id)


def _enqueue(name: str, version: Version, at: datetime, after: int) -> None:
    payload = {"uid": version.uid, "after": after}
    enqueue(name, payload, run_at=at, dedupe_key=f"{name}:{version.uid}")
