"""Acts of the places in a ballot: voting, objecting, lifting an objection, judging another's."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Ballot, Objection, Opinion, Vote
from wiki.charter.queries import ballots as queries
from wiki.charter.queries.electorate import Spoken, spoken_for
from wiki.charter.rules import alternatives, consent, verdict
from wiki.charter.rules import ballots as rules
from wiki.charter.rules.proxies import check_vote
from wiki.charter.rules.tally import NO
from wiki.charter.service import urns
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


def cast(actor: Actor, uid: str, place_uid: str, choice: str, word: str = "") -> str:
    """Vote for a place; what it said before counts no more. Raises `Refused` when it is late.

    In a secret ballot it is final, and the receipt is given back; else "".
    """
    said = rules.word(word)
    with act():
        ballot, spoken = _speaking(actor, uid, place_uid)
        if options := queries.options(ballot.id):
            alternatives.check(choice, len(options))
        else:
            rules.check_choice(queries.rule_of(ballot), choice)
        check_vote(spoken.mandate, queries.mandate_of(ballot.id, spoken.place_id))
        if queries.terms_of(ballot).is_secret:
            return urns.put(ballot, spoken.place_id, choice)
        if queries.raised_by(ballot.id, spoken.place_id):
            raise Conflict("ballot_lift_first", field="choice")
        _put(actor, ballot, spoken, choice, said)
        _record(actor, "ballot_cast", ballot, spoken)
    return ""


def object_(actor: Actor, uid: str, place_uid: str, given: consent.Objection) -> Objection:
    """Object for a place, which is against from then on. Raises `Invalid`, `Refused`."""
    kept = consent.checked(given)
    with act() as session:
        ballot, spoken = _speaking(actor, uid, place_uid)
        if not verdict.is_by_objection(queries.rule_of(ballot)):
            raise Conflict("ballot_vote_instead")
        objection = Objection(
            ballot_id=ballot.id,
            place_id=spoken.place_id,
            member_id=actor.member_id,
            **kept._asdict(),
            state=consent.RAISED,
            raised_at=clock.now(),
        )
        session.add(objection)
        _put(actor, ballot, spoken, NO, "")
        _record(actor, "ballot_objected", ballot, spoken)
    return objection


def lift(actor: Actor, objection_uid: str, choice: str) -> Ballot:
    """Lift an objection, by the place that raised it and then says `choice`. Raises `Refused`."""
    with act():
        known = queries.objection(objection_uid)
        ballot = _held(actor, reading().get_one(Ballot, known.ballot_id).uid)
        own = spoken_for(ballot.id, actor.member_id)
        spoken = next((one for one in own if one.place_id == known.place_id), None)
        if spoken is None:
            raise Refused("objection_not_yours")
        queries.held_elector(ballot.id, spoken.uid)
        objection = queries.objection(objection_uid, locked=True)
        objection.state = consent.moved(objection.state, consent.LIFT, consent.OBJECTOR)
        objection.settled_at = clock.now()
        rules.check_choice(queries.rule_of(ballot), choice)
        reading().flush()
        if not queries.raised_by(ballot.id, spoken.place_id):
            _put(actor, ballot, spoken, choice, "")
        _record(actor, "objection_lifted", ballot, spoken)
    return ballot


def judge(actor: Actor, objection_uid: str, place_uid: str, *, is_founded: bool) -> Ballot:
    """Say for a place whether another's objection is founded, or a concern. Raises `Conflict`."""
    with act() as session:
        objection = queries.objection(objection_uid)
        uid = session.get_one(Ballot, objection.ballot_id).uid
        ballot, spoken = _speaking(actor, uid, place_uid)
        objection = queries.objection(objection_uid, locked=True)
        if objection.place_id == spoken.place_id:
            raise Conflict("objection_own")
        if objection.state != consent.RAISED:
            raise Conflict("objection_settled")
        opinion = session.get(Opinion, (objection.id, spoken.place_id))
        if opinion is None:
            opinion = Opinion(objection_id=objection.id, place_id=spoken.place_id)
            session.add(opinion)
        opinion.member_id, opinion.is_founded = actor.member_id or 0, is_founded
        opinion.said_at = clock.now()
        session.flush()
        _record(actor, "objection_judged", ballot, spoken)
    return ballot


def _held(actor: Actor, uid: str) -> Ballot:
    """A ballot that takes what is said now, and that nobody closes meanwhile. Raises `Refused`."""
    require(actor, May.VOTE, policy())
    # One bulletin at a time goes into an urn.
    is_secret = queries.terms_of(queries.by_uid(uid)).is_secret
    ballot = queries.by_uid(uid, locked=is_secret, shared=not is_secret)
    now = clock.now()
    rules.check_cast(ballot.state, ballot.closes_at or now, now)
    return ballot


def _speaking(actor: Actor, uid: str, place_uid: str) -> tuple[Ballot, Spoken]:
    """The same, with a place for which the actor speaks, which says one thing at a time."""
    ballot = _held(actor, uid)
    spoken = [one for one in spoken_for(ballot.id, actor.member_id) if one.uid == place_uid]
    if not spoken:
        raise Refused("ballot_no_mandate")
    queries.held_elector(ballot.id, spoken[0].uid)
    now = clock.now()
    rules.check_cast(ballot.state, ballot.closes_at or now, now)
    return ballot, spoken[0]


def _put(actor: Actor, ballot: Ballot, spoken: Spoken, choice: str, word: str) -> None:
    session, now = reading(), clock.now()
    mine = (Vote.ballot_id == ballot.id, Vote.place_id == spoken.place_id, Vote.is_current)
    session.execute(sa.update(Vote).where(*mine).values(is_current=False, ended_at=now))
    session.add(
        Vote(
            ballot_id=ballot.id,
            place_id=spoken.place_id,
            member_id=actor.member_id,
            mandate=spoken.mandate,
            choice=choice,
            word=word,
            cast_at=now,
            is_current=True,
        )
    )
    session.flush()


def _record(actor: Actor, action: str, ballot: Ballot, spoken: Spoken) -> None:
    record(actor, action, "ballot", ballot.uid, title=ballot.title, place=spoken.uid)
