"""Contesting a ballot that was proclaimed, answering that, and letting it be final."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wiki.charter.models import Ballot, Charter, Contest, Ruling
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import contests
from wiki.charter.rules import ballots as states
from wiki.charter.rules import contests as rules
from wiki.charter.rules.chain import canonical, hidden, text_hash
from wiki.charter.service.ballots import held
from wiki.charter.service.contest_letters import ANSWERED, CONTESTED, tell
from wiki.charter.service.log import note
from wiki.jobs.service import enqueue
from wiki.kernel import clock, signals
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import SYSTEM, Actor, May, require
from wiki.kernel.slugs import new_uid
from wiki.site.queries import policy

FINAL = "charter.final"
#: How minutes of an answer are written: another way of writing them has another number.
FORMAT = 1


def watch(ballot: Ballot) -> None:
    """Have a ballot that was proclaimed made final in time. Inside an act; once is enough."""
    at = max(rules.until(ballot.proclaimed_at or clock.now()), clock.now())
    enqueue(FINAL, {"uid": ballot.uid}, run_at=at, dedupe_key=f"{FINAL}:{ballot.uid}")


def contest(actor: Actor, uid: str, place_uid: str, reason: str) -> Contest:
    """Contest what a ballot decided, for a place of it, or as a person. Raises `Refused`, …"""
    said = rules.reason(reason)
    with act() as session:
        require(actor, May.VOTE, policy())
        charter, ballot = held(SYSTEM, uid)
        voice = next(
            (one for one in contests.voices(ballot, actor.member_id) if one.uid == place_uid), None
        )
        if voice is None:
            raise Refused("ballot_no_mandate")
        now, is_followed = clock.now(), queries.after(ballot) is not None
        why = (ballot.state, ballot.proclaimed_at, now)
        if error := rules.why_not_contest(*why, is_followed=is_followed):
            raise error
        if (before := _already(ballot, actor, voice)) is not None:
            if (before.member_id, before.reason) != (actor.member_id, said):
                raise Conflict("contest_twice", field="why")
            return before  # the form was sent twice
        name = new_uid()
        made = Contest(
            uid=name,
            ballot_id=ballot.id,
            place_id=voice.place_id,
            title=voice.title,
            member_id=actor.member_id,
            mandate=voice.mandate,
            reason=said,
            reason_hash=hidden(name, said),
            at=now,
        )
        session.add(made)
        session.flush()
        if ballot.state == states.PROCLAIMED:
            ballot.state = states.moved(ballot.state, states.CONTEST, (states.ELECTOR,))
            session.flush()
            tell(CONTESTED, ballot)
        told = {"ballot": ballot.uid, "contest": made.uid, "reason_hash": made.reason_hash}
        note(actor, charter, "ballot_contested", **told, place=voice.uid)
    return made


def _already(ballot: Ballot, actor: Actor, voice: contests.Voice) -> Contest | None:
    """The contest of a voice, of a place whoever speaks for it, which contests a ballot once."""
    found = contests.of_ballot(ballot.id)
    if voice.place_id is not None:
        return next((one for one in found if one.place_id == voice.place_id), None)
    mine = (one for one in found if one.place_id is None and one.member_id == actor.member_id)
    return next(mine, None)


def answer(actor: Actor, uid: str, reason: str, *, is_upheld: bool) -> Ballot:
    """Answer those who contest a ballot: it is annulled, or it is final.

    By another guarantor than who held it, and who contests it. Raises `Refused`, `Conflict`.
    """
    said = rules.reason(reason)
    with act() as session:
        charter, ballot = held(actor, uid)
        found = contests.of_ballot(ballot.id)
        first = (ballot.made_by_id, ballot.proclaimed_by_id)
        who = rules.answers_as(actor.member_id, first, [one.member_id for one in found])
        step = states.CANCEL if is_upheld else states.CONFIRM
        after = states.moved(ballot.state, step, who)
        now = clock.now()
        rules.check_answer(ballot.proclaimed_at or now, now, is_upheld=is_upheld)
        previous = contests.last_minutes(charter.id)
        given = Ruling(
            ballot_id=ballot.id,
            is_upheld=is_upheld,
            reason=said,
            reason_hash=hidden(ballot.uid, said),
            member_id=actor.member_id,
            at=now,
        )
        given.minutes = canonical(_written(charter, ballot, given, found, previous))
        given.minutes_hash = text_hash(given.minutes, previous)
        session.add(given)
        session.flush()
        ballot.state = after
        session.flush()
        tell(ANSWERED, ballot)
        told = {"ballot": ballot.uid, "ruling": given.minutes_hash}
        if is_upheld:
            note(actor, charter, "ballot_annulled", **told)
            signals.ballot_annulled.send(ballot=ballot, actor=actor)
        else:
            note(actor, charter, "ballot_confirmed", **told)
            signals.ballot_final.send(ballot=ballot, actor=actor)
    return ballot


def finish(uid: str) -> None:
    """The job: a ballot that nobody has contested in time is final, and what waited for that."""
    with act() as session:
        charter, ballot = held(SYSTEM, uid)
        if ballot.state != states.PROCLAIMED:
            return
        if clock.now() < rules.until(ballot.proclaimed_at or clock.now()):
            watch(ballot)
            return
        ballot.state = states.moved(ballot.state, states.CONFIRM, (states.CLOCK,))
        session.flush()
        note(SYSTEM, charter, "ballot_final", ballot=ballot.uid)
        signals.ballot_final.send(ballot=ballot, actor=SYSTEM)


def forget(actor: Actor, uid: str) -> Ballot:
    """Erase why a ballot is contested, and what was answered: nothing that is hashed says it."""
    with act() as session:
        charter, ballot = held(actor, uid)
        ruling = contests.ruling(ballot.id)
        named = [one for one in contests.of_ballot(ballot.id) if one.reason]
        for one in named:
            one.reason = ""
        is_answered = ruling is not None and ruling.reason != ""
        if ruling is not None and is_answered:
            ruling.reason = ""
        session.flush()
        if named or is_answered:
            note(actor, charter, "ballot_reasons_erased", ballot=ballot.uid)
    return ballot


def _written(
    charter: Charter, ballot: Ballot, given: Ruling, found: Sequence[Contest], previous: str
) -> dict[str, Any]:
    """What is kept of an answer: ids of persons, never names; the hashes of the reasons."""
    return {
        "format": FORMAT,
        "charter": charter.uid,
        "ballot": ballot.uid,
        "number": ballot.number,
        "minutes": ballot.minutes_hash,
        "outcome": ballot.outcome,
        "contests": [
            {
                "contest": one.uid,
                "place": one.title,
                "member": one.member_id,
                "reason": one.reason_hash,
                "at": one.at.isoformat(),
            }
            for one in found
        ],
        "upheld": given.is_upheld,
        "reason": given.reason_hash,
        "by": given.member_id,
        "at": given.at.isoformat(),
        "previous": previous,
    }
