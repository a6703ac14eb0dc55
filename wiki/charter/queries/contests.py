"""Who contests ballots, what was answered, and what waits to be final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Ballot, Contest, Ruling
from wiki.charter.queries import ballots, persons
from wiki.charter.queries.electorate import own
from wiki.charter.rules import contests as rules
from wiki.charter.rules.ballots import CONTESTED, PROCLAIMED, UNSETTLED
from wiki.kernel import clock
from wiki.kernel.db import reading


class Voice(NamedTuple):
    """As what somebody may contest: for a place, or in their own name (no place)."""

    uid: str
    place_id: int | None
    title: str
    mandate: str


class Minutes(NamedTuple):
    """The minutes of a proclamation, or of what was answered to a contest of it."""

    at: datetime
    ballot: Ballot
    ruling: Ruling | None
    text: str
    hash: str


#: In place of the uid of a place: a person contests in their own name.
ME = "me"


def of_ballot(ballot_id: int) -> Sequence[Contest]:
    """Who contests a ballot, in order."""
    query = sa.select(Contest).where(Contest.ballot_id == ballot_id).order_by(Contest.id)
    return reading().scalars(query).all()


def ruling(ballot_id: int) -> Ruling | None:
    """What was answered, if anything was."""
    return reading().get(Ruling, ballot_id, populate_existing=True)


def voices(ballot: Ballot, member_id: int | None) -> list[Voice]:
    """As what a member may contest a ballot: for the places that they speak for, or as a person."""
    held = own(ballot.id, member_id)
    found = [Voice(one.uid, one.place_id, one.title, one.mandate) for one in held]
    person = persons.of_member(ballot.id, member_id) if member_id else None
    return [*found, Voice(ME, None, "", person.mandate)] if person else found


def unused(ballot: Ballot, member_id: int | None) -> list[Voice]:
    """The same, but for those that contest it already."""
    found = of_ballot(ballot.id)
    places = {one.place_id for one in found if one.place_id is not None}
    people = {one.member_id for one in found if one.place_id is None}
    return [
        one
        for one in voices(ballot, member_id)
        if (one.place_id not in places if one.place_id is not None else member_id not in people)
    ]


def is_contestable(ballot: Ballot) -> bool:
    """Whether a ballot may be contested now."""
    is_followed = ballots.after(ballot) is not None
    return rules.may_be_contested(
        ballot.state, ballot.proclaimed_at, clock.now(), is_followed=is_followed
    )


def proclaimed_ones() -> Sequence[Ballot]:
    """Those of all charters that wait to be final."""
    return reading().scalars(sa.select(Ballot).where(Ballot.state == PROCLAIMED)).all()


def awaited(kind: str, uid: str) -> Ballot | None:
    """The ballot that has decided of one thing, and is not final yet."""
    return next(
        (
            one
            for one in ballots.of_object(kind, uid)
            if one.state in UNSETTLED and one.outcome in rules.SETTLING
        ),
        None,
    )


def unsettled(charter_id: int, kinds: Sequence[str]) -> list[Ballot]:
    """The ballots of a charter about some sorts of things that may still be annulled, by number."""
    query = sa.select(Ballot).where(
        Ballot.charter_id == charter_id, Ballot.kind.in_(kinds), Ballot.state.in_(UNSETTLED)
    )
    found = reading().scalars(query.order_by(Ballot.number))
    return [one for one in found if one.state == CONTESTED or ballots.after(one) is None]


def minutes(charter_id: int) -> list[Minutes]:
    """All minutes of a charter, in the order in which each holds the one before."""
    return sorted(_minutes(charter_id), key=lambda one: (one.at, one.ruling is not None))


def _minutes(charter_id: int) -> Iterator[Minutes]:
    query = (
        sa.select(Ballot, Ruling)
        .outerjoin(Ruling, Ruling.ballot_id == Ballot.id)
        .where(Ballot.charter_id == charter_id, Ballot.minutes_hash != "")
        .order_by(Ballot.proclaimed_at, Ballot.id)
    )
    for ballot, ruled in reading().execute(query):
        at = ballot.proclaimed_at or ballot.made_at
        yield Minutes(at, ballot, None, ballot.minutes, ballot.minutes_hash)
        if ruled is not None:
            yield Minutes(ruled.at, ballot, ruled, ruled.minutes, ruled.minutes_hash)


def last_minutes(charter_id: int) -> str:
    """The hash of the last minutes of a charter, "" before the first."""
    found = minutes(charter_id)
    return found[-1].hash if found else ""
