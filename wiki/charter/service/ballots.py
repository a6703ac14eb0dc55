"""Acts of the guarantor on a ballot: opening, closing, proclaiming, cancelling it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from wiki.charter.models import Ballot, BallotOption, Charter, Elector, Person, Vote
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import contests, counts, paper_votes, persons
from wiki.charter.queries.charters import by_slug
from wiki.charter.queries.electorate import places_of
from wiki.charter.rules import ballots as rules
from wiki.charter.rules import consent, terms, verdict
from wiki.charter.rules.alternatives import majority
from wiki.charter.rules.chain import canonical, sha256, text_hash
from wiki.charter.rules.paper_votes import why_none
from wiki.charter.rules.tally import FALLBACK, INTEGRATION, UNDECIDED, YES, Rule
from wiki.charter.rules.terms import PERSONS, PLACES, USUAL, Terms
from wiki.charter.rules.versions import VOTED
from wiki.charter.service import voices
from wiki.charter.service.log import note
from wiki.charter.service.minutes import written
from wiki.charter.votable import QUESTION, Votable
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.permissions import Actor, May, require, why_not
from wiki.site.queries import policy


@dataclass(frozen=True)
class How:
    """How a ballot is to be held, as somebody says it; `follows` is the uid of the one before.

    What its charter says of such a ballot comes first.
    """

    rule: str
    days: str
    is_sealed: bool = False
    is_secret: bool = False
    has_proxies: bool = False
    unit: str = PLACES
    follows: str = ""


def why_not_keep(actor: Actor, charter: Charter) -> str | None:
    """None when the actor holds the procedure of a charter, else the code of the reason."""
    return why_not(actor, May.KEEP_CHARTER, policy(), f"charter:{charter.uid}")


def require_keeper(actor: Actor, charter: Charter) -> None:
    """Raise `Refused` when the actor does not hold the procedure of a charter."""
    require(actor, May.KEEP_CHARTER, policy(), f"charter:{charter.uid}")


def open_(actor: Actor, slug: str, about: Votable, how: How) -> Ballot:
    """Put something to the places of the network, who are those of now. Raises `Conflict`."""
    with act():
        charter = by_slug(slug, locked=True)
        return open_inside(actor, charter, about, how)


def open_inside(actor: Actor, charter: Charter, about: Votable, how: How) -> Ballot:
    """The same, inside an act that holds the charter."""
    require_keeper(actor, charter)
    days = about.days if about.rule else rules.days(how.days)
    _check_none(about)
    how = replace(how, follows=how.follows or _due(charter, about))
    rule, previous = _rule(charter, how, about)
    held_as = _terms(how, about, rule, previous)
    places = places_of(charter.network_id)
    if not places:
        raise Conflict("ballot_nobody")
    speaking = persons.of_places(places) if held_as.unit != PLACES else {}
    if held_as.unit != PLACES and not speaking:
        raise Conflict("ballot_no_person")
    session, now = reading(), clock.now()
    ballot = Ballot(
        charter_id=charter.id,
        number=queries.last_number(charter.id) + 1,
        state=rules.PREPARED,
        kind=about.kind,
        object_uid=about.uid,
        title=about.title,
        address=canonical({"endpoint": about.endpoint, "values": dict(about.values)}),
        text=about.text,
        text_hash=about.hash,
        rule=canonical(verdict.kept(rule)),
        round=previous.round + 1 if previous else 1,
        follows_id=queries.last_try(previous).id if previous else None,
        is_sealed=(how.is_sealed or held_as.is_secret) and not verdict.is_by_objection(rule),
        terms=canonical(terms.kept(held_as)),
        takes_papers=not why_none(held_as),
        days=days,
        made_by_id=actor.member_id,
        made_at=now,
        outcome="",
        minutes="",
        minutes_hash="",
        reason="",
    )
    session.add(ballot)
    _copy(ballot, about, {} if held_as.unit == PERSONS else places, speaking)
    ballot.state = rules.moved(ballot.state, rules.START, (rules.GUARANTOR,))
    ballot.opened_at, ballot.closes_at = now, now + timedelta(days=days)
    session.flush()
    signals.ballot_opened.send(ballot=ballot, actor=actor)
    told = {"persons": str(len(speaking))} if speaking else {}
    told |= {"ballot": ballot.uid, "text": ballot.text_hash, "rule": ballot.rule}
    note(actor, charter, "ballot_opened", **told, electors=len(places))
    return ballot


def _check_none(about: Votable) -> None:
    """Refuse what a ballot is about, or has decided of and is not final. Raises `Conflict`."""
    if about.kind == QUESTION:
        return
    if queries.under_way(about.kind, about.uid) is not None:
        raise Conflict("ballot_already")
    if contests.awaited(about.kind, about.uid) is not None:
        raise Conflict("ballot_not_final")


def _copy(
    ballot: Ballot, about: Votable, places: Mapping[int, str], speaking: Mapping[int, str]
) -> None:
    """Keep who may vote in a ballot, and the wordings that it tells apart, as they are now."""
    session = reading()
    session.flush()
    session.add_all(
        Elector(ballot_id=ballot.id, place_id=place, title=title, is_excluded=False, reason="")
        for place, title in places.items()
    )
    session.add_all(
        Person(ballot_id=ballot.id, member_id=member, mandate=mandate)
        for member, mandate in speaking.items()
    )
    session.add_all(
        BallotOption(
            ballot_id=ballot.id,
            number=at,
            object_uid=one.uid,
            title=one.title,
            text=one.text,
            text_hash=one.hash,
        )
        for at, one in enumerate(about.options, 1)
    )
    session.flush()


def question(title: str, text: str) -> Votable:
    """Something that the guarantor asks in their own words. Raises `Invalid`."""
    title, text = rules.question(title, text)
    return Votable(QUESTION, "", title, text, sha256(f"{title}\n\n{text}"))


def _rule(charter: Charter, how: How, about: Votable) -> tuple[Rule, Ballot | None]:
    """The rule of a new ballot, and the one that it follows."""
    if not how.follows:
        offered = verdict.offered(about.rule or how.rule)
        return majority(offered) if about.options else offered, None
    previous = queries.by_uid(how.follows, locked=True)
    if previous.charter_id != charter.id:
        raise Missing("ballot_missing")
    if previous.state == rules.CONTESTED:
        raise Conflict("ballot_contested")
    if previous.state not in rules.DECIDED or queries.after(previous) is not None:
        raise Conflict("ballot_last_word")
    if not _is_again(previous, about.kind, about.uid):
        raise Conflict("ballot_last_word")
    rule = verdict.rule_that_follows(
        counts.rule_after(previous), previous.outcome, previous.text_hash, about.hash
    )
    if previous.outcome == UNDECIDED:
        rules.check_second_call(previous.proclaimed_at or clock.now(), clock.now())
    return rule, previous


def _terms(how: How, about: Votable, rule: Rule, previous: Ballot | None) -> Terms:
    """How a new ballot is held: as its charter says, or the one before it was. Raises `Invalid`."""
    if previous is not None:
        return USUAL if verdict.is_by_objection(rule) else queries.terms_of(previous)
    wanted = Terms(how.is_secret, how.has_proxies, how.unit)
    wanted = terms.read(about.terms) if about.rule else wanted
    if about.rule and verdict.is_by_objection(rule):
        return USUAL
    terms.check(wanted, rule)
    return wanted


def _is_again(previous: Ballot, kind: str, uid: str) -> bool:
    """Whether something is what a ballot was about, or what it was rewritten as."""
    is_same = queries.next_object(previous) == uid or previous.outcome == INTEGRATION
    return previous.kind == kind and is_same


def followed(charter: Charter, kind: str, uid: str) -> str:
    """The uid of the ballot that one about this would follow, "" when it begins anew."""
    last = queries.last_of(charter.id, kind, "" if kind == VOTED else uid)
    if last is None or last.state not in rules.DECIDED or queries.after(last) is not None:
        return ""
    if not _is_again(last, kind, uid):
        return ""
    return last.uid if counts.rule_after(last) else ""


def _due(charter: Charter, about: Votable) -> str:
    """The uid of the ballot that one about this has to follow: a round is not begun again."""
    if about.kind == QUESTION or not (uid := followed(charter, about.kind, about.uid)):
        return ""
    last = queries.by_uid(uid)
    is_same = last.outcome == INTEGRATION or last.text_hash == about.hash
    return uid if is_same else ""


def close(actor: Actor, uid: str) -> Ballot:
    """End a ballot whose time is over, or in which all have voted. Raises `Conflict`."""
    with act():
        charter, ballot = held(actor, uid)
        _close(actor, ballot)
        note(actor, charter, "ballot_closed", ballot=ballot.uid)
    return ballot


def _as(actor: Actor) -> tuple[str]:
    """As whom somebody who holds a ballot acts on it."""
    return (rules.CLOCK if actor.is_system else rules.GUARANTOR,)


def _close(actor: Actor, ballot: Ballot) -> None:
    after = rules.moved(ballot.state, rules.CLOSE, _as(actor))
    bodies, now = counts.counted(ballot), clock.now()
    electors, cast = sum(one.electors for one in bodies), sum(one.count.cast for one in bodies)
    said = (electors, cast, queries.blocking(ballot.id))
    if error := rules.why_not_close(ballot.closes_at or now, now, *said):
        raise error
    for one in queries.objections(ballot.id):
        if one.objection.state == consent.RAISED:
            judged = consent.judgement(one.founded, one.concerns)
            one.objection.state = consent.moved(consent.RAISED, judged, consent.GROUP)
            one.objection.settled_at = now
    reading().flush()
    voices.leave_out(ballot)
    ballot.state, ballot.closed_at = after, now
    reading().flush()


def proclaim(actor: Actor, uid: str) -> Ballot:
    """Say what a ballot has decided, for good, with its minutes; closes it when its time is over.

    Who keeps what it is about does what follows, in the same act. Raises `Conflict`.
    """
    with act():
        charter, ballot = held(actor, uid)
        if ballot.state == rules.OPEN:
            _close(actor, ballot)
        after = rules.moved(ballot.state, rules.PROCLAIM, _as(actor))
        if paper_votes.waiting(ballot.id):
            raise Conflict("paper_waiting")
        outcome = counts.outcome(ballot)
        _settle_objections(ballot, outcome)
        previous = contests.last_minutes(charter.id)
        ballot.minutes = canonical(written(charter, ballot, outcome, previous))
        ballot.minutes_hash = text_hash(ballot.minutes, previous)
        ballot.outcome, ballot.state = outcome, after
        ballot.proclaimed_at, ballot.proclaimed_by_id = clock.now(), actor.member_id
        reading().flush()
        signals.ballot_proclaimed.send(ballot=ballot, outcome=outcome, actor=actor)
        told = {"ballot": ballot.uid, "outcome": outcome, "minutes": ballot.minutes_hash}
        note(actor, charter, "ballot_proclaimed", **told)
    return ballot


def _settle_objections(ballot: Ballot, outcome: str) -> None:
    """Those of the round before are integrated by who consents now; no round follows the last."""
    now = clock.now()
    if outcome == FALLBACK:
        for one in queries.objections(ballot.id):
            if one.objection.state == consent.QUALIFIED:
                step = (consent.QUALIFIED, consent.SUSTAIN, consent.CLOCK)
                one.objection.state, one.objection.settled_at = consent.moved(*step), now
    previous, said = queries.before(ballot), queries.current(ballot.id)
    for one in queries.objections(previous.id) if previous else []:
        if one.objection.state == consent.QUALIFIED:
            is_content = said.get(one.objection.place_id) == YES
            step = (
                (consent.QUALIFIED, consent.INTEGRATE, consent.OBJECTOR)
                if is_content
                else (consent.QUALIFIED, consent.SUSTAIN, consent.CLOCK)
            )
            one.objection.state, one.objection.settled_at = consent.moved(*step), now
    reading().flush()


def cancel(actor: Actor, uid: str, reason: str) -> Ballot:
    """Give a ballot up, for a reason that is told; what was said in it stays. Raises `Conflict`."""
    said = rules.reason(reason)
    with act():
        charter, ballot = held(actor, uid)
        ballot.state = rules.moved(ballot.state, rules.CANCEL, (rules.GUARANTOR,))
        ballot.reason = said
        reading().flush()
        signals.ballot_cancelled.send(ballot=ballot, actor=actor)
        note(actor, charter, "ballot_cancelled", ballot=ballot.uid, reason=said)
    return ballot


def leave(actor: Actor, uid: str, place_uid: str, reason: str, *, is_excluded: bool) -> Ballot:
    """A place leaves the network while a ballot is open: excluded, its vote counts no more."""
    said = rules.reason(reason)
    with act() as session:
        charter, ballot = held(actor, uid)
        now = clock.now()
        rules.check_cast(ballot.state, ballot.closes_at or now, now)
        elector = queries.held_elector(ballot.id, place_uid)
        if elector.left_at is not None:
            raise Conflict("ballot_left")
        if is_excluded:
            session.execute(
                sa.update(Vote)
                .where(
                    Vote.ballot_id == ballot.id,
                    Vote.place_id == elector.place_id,
                    Vote.is_current,
                )
                .values(is_current=False, ended_at=now)
            )
        elector.left_at, elector.reason, elector.is_excluded = now, said, is_excluded
        session.flush()
        told = {"ballot": ballot.uid, "place": place_uid, "is_excluded": is_excluded}
        note(actor, charter, "ballot_left", **told, reason=said)
    return ballot


def held(actor: Actor, uid: str) -> tuple[Charter, Ballot]:
    """A ballot and its charter, held until the act ends, for who holds its procedure."""
    slug = queries.charter_of(queries.by_uid(uid)).slug
    charter = by_slug(slug, locked=True)
    require_keeper(actor, charter)
    return charter, queries.by_uid(uid, locked=True)
