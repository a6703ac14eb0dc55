"""Voting in one's own name, in a ballot of persons."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Ballot, Person, Voice
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import persons
from wiki.charter.rules import alternatives
from wiki.charter.rules import ballots as rules
from wiki.charter.service import urns
from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Refused
from wiki.kernel.permissions import Actor, May, require
from wiki.site.queries import policy


def cast(actor: Actor, uid: str, choice: str, word: str = "") -> str:
    """Vote as a person; what one said before counts no more. Raises `Refused` when it is late.

    In a secret ballot it is final, and the receipt is given back; else "".
    """
    said = rules.word(word)
    with act():
        require(actor, May.VOTE, policy())
        # One bulletin at a time goes into an urn.
        is_secret = persons.is_secret(queries.by_uid(uid))
        ballot = queries.by_uid(uid, locked=is_secret, shared=not is_secret)
        _check_time(ballot)
        person = persons.of_member(ballot.id, actor.member_id, locked=True)
        if person is None:
            raise Refused("ballot_not_person")
        _check_time(ballot)
        if options := queries.options(ballot.id):
            alternatives.check(choice, len(options))
        else:
            rules.check_choice(queries.rule_of(ballot), choice)
        if is_secret:
            return urns.put_own(ballot, person.member_id, choice)
        _put(ballot, person, choice, said)
        record(actor, "ballot_cast", "ballot", ballot.uid, title=ballot.title)
    return ""


def _put(ballot: Ballot, person: Person, choice: str, word: str) -> None:
    session, now = reading(), clock.now()
    mine = (Voice.ballot_id == ballot.id, Voice.member_id == person.member_id, Voice.is_current)
    session.execute(sa.update(Voice).where(*mine).values(is_current=False, ended_at=now))
    voice = Voice(
        ballot_id=ballot.id,
        member_id=person.member_id,
        choice=choice,
        word=word,
        cast_at=now,
        is_current=True,
    )
    session.add(voice)
    session.flush()


def _check_time(ballot: Ballot) -> None:
    now = clock.now()
    rules.check_cast(ballot.state, ballot.closes_at or now, now)


def leave_out(ballot: Ballot) -> None:
    """A ballot is closed: who left before saying anything is of it no more, whatever comes after.

    Inside its act, while it is open.
    """
    session, now = reading(), clock.now()
    for one in persons.electorate(ballot):
        person = session.get_one(Person, (ballot.id, one.member_id))
        if one.has_left and person.left_at is None:
            person.left_at = now
    session.flush()
