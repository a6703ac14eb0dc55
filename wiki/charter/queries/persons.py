"""The persons who vote in a ballot in their own name, and what they said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Ballot, Person, Voice
from wiki.charter.queries import urns
from wiki.charter.rules.ballots import OPEN
from wiki.charter.rules.tally import ABSTAIN, BLANK, NO, YES, Body, Count
from wiki.charter.rules.terms import read as read_terms
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.language.folding import fold
from wiki.members.models import Member
from wiki.organisations.models import Mandate


class Elector(NamedTuple):
    """A person of a ballot; one who has left is of it no more."""

    member_id: int
    name: str
    has_left: bool


class Said(NamedTuple):
    """What a person said, and whether it counts."""

    member_id: int
    name: str
    choice: str
    word: str
    cast_at: datetime
    is_current: bool


def of_places(places: Collection[int]) -> Mapping[int, str]:
    """The members whose account is open and who speak today for one of these: with a mandate."""
    today = clock.now().date().isoformat()
    query = (
        sa.select(Mandate.member_id, Mandate.uid)
        .join(Member, Member.id == Mandate.member_id)
        .where(
            Mandate.page_id.in_(places),
            Mandate.since <= today,
            sa.or_(Mandate.until.is_(None), Mandate.until >= today),
            Member.deactivated_at.is_(None),
        )
        .order_by(Mandate.id.desc())
    )
    return {row.member_id: row.uid for row in reading().execute(query)}


def electorate(ballot: Ballot) -> list[Elector]:
    """The persons of a ballot, by name.

    While it is open, one whose account is closed before they said anything has left.
    """
    query = (
        sa.select(Person.member_id, Member.name, Person.left_at, Member.deactivated_at)
        .join(Member, Member.id == Person.member_id)
        .where(Person.ballot_id == ballot.id)
        .order_by(Member.sort, Member.id)
    )
    said, is_open = heard(ballot), ballot.state == OPEN
    return [
        Elector(
            row.member_id,
            row.name,
            row.left_at is not None
            or (is_open and row.deactivated_at is not None and row.member_id not in said),
        )
        for row in reading().execute(query)
    ]


def of_member(ballot_id: int, member_id: int | None, *, locked: bool = False) -> Person | None:
    """A member as a person of a ballot, held so that they say one thing at a time; or none."""
    query = sa.select(Person).where(Person.ballot_id == ballot_id, Person.member_id == member_id)
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = reading().scalar(query)
    return None if found is None or found.left_at is not None else found


def votes(ballot_id: int) -> list[Said]:
    """All that was said, by name, the last word first."""
    query = (
        sa.select(
            Voice.member_id, Member.name, Voice.choice, Voice.word, Voice.cast_at, Voice.is_current
        )
        .join(Member, Member.id == Voice.member_id)
        .where(Voice.ballot_id == ballot_id)
        .order_by(Voice.member_id, Voice.id.desc())
    )
    found = [Said._make(row) for row in reading().execute(query)]
    return sorted(found, key=lambda one: (fold(one.name), one.member_id))


def current(ballot_id: int) -> Mapping[int, str]:
    """What counts: member -> choice."""
    query = sa.select(Voice.member_id, Voice.choice)
    query = query.where(Voice.ballot_id == ballot_id, Voice.is_current)
    return {row.member_id: row.choice for row in reading().execute(query)}


def is_secret(ballot: Ballot) -> bool:
    """Whether what they say goes into an urn."""
    return read_terms(json.loads(ballot.terms)).is_secret


def heard(ballot: Ballot) -> set[int]:
    """The members who have said something that counts."""
    return urns.signed_own(ballot.id) if is_secret(ballot) else set(current(ballot.id))


def papers(ballot: Ballot) -> list[str]:
    """What was said that counts, without whose it is."""
    if is_secret(ballot):
        return list(urns.counts(ballot.id, urns.OF_PERSONS).elements())
    return list(current(ballot.id).values())


def body(ballot: Ballot) -> Body:
    """The persons who may vote and what they said, as it counts now; of the first of several."""
    of = Counter(one.partition(",")[0] for one in papers(ballot))
    electors = sum(not one.has_left for one in electorate(ballot))
    return Body(Count(of[YES], of[NO], of[ABSTAIN], of[BLANK]), electors)
