"""Those who may vote in a ballot, and can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Elector, Person, PersonTurnout, Turnout, Voice, Vote
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.members.models import Account, Member
from wiki.organisations.models import Mandate


class Voter(NamedTuple):
    """A member who may vote, and can be written to."""

    member_id: int
    uid: str
    name: str
    language: str
    address: str


def voters(ballot_id: int, after: int, size: int, *, is_unheard: bool) -> Sequence[Voter]:
    """Some who may vote in a ballot, by id.

    Only where their place, or they themselves, have said nothing, if it is asked.
    """
    return reachable(sa.union(*of_ballot(ballot_id, is_unheard=is_unheard)), after, size)


def of_ballot(ballot_id: int, *, is_unheard: bool) -> tuple[sa.Select[int], sa.Select[int]]:
    """The ids of those who speak today for a place of a ballot; of those who vote in their name."""
    today = clock.now().date().isoformat()
    speaking = (
        sa.select(Mandate.member_id)
        .join(Elector, Elector.place_id == Mandate.page_id)
        .where(
            Elector.ballot_id == ballot_id,
            Elector.left_at.is_(None),
            Mandate.since <= today,
            sa.or_(Mandate.until.is_(None), Mandate.until >= today),
        )
    )
    named = sa.select(Person.member_id).where(
        Person.ballot_id == ballot_id, Person.left_at.is_(None)
    )
    if is_unheard:
        speaking, named = speaking.where(~heard()), named.where(~voiced())
    return speaking, named


def reachable(who: sa.SelectBase, after: int, size: int) -> Sequence[Voter]:
    """Some of the members whose ids a query gives, after an id, who can be written to, by id."""
    query = (
        sa.select(Member.id, Member.uid, Member.name, Member.language, Account.email)
        .join(Account, Account.member_id == Member.id)
        .where(
            Member.id > after,
            Member.deactivated_at.is_(None),
            Account.email.is_not(None),
            Member.id.in_(who),
        )
        .order_by(Member.id)
        .limit(size)
    )
    return [Voter(*row[:4], row[4] or "") for row in reading().execute(query)]


def heard() -> sa.ColumnElement[bool]:
    """Whether an elector has said something that counts."""
    openly = sa.exists().where(
        Vote.ballot_id == Elector.ballot_id, Vote.place_id == Elector.place_id, Vote.is_current
    )
    secretly = sa.exists().where(
        Turnout.ballot_id == Elector.ballot_id, Turnout.place_id == Elector.place_id
    )
    return sa.or_(openly, secretly)


def voiced() -> sa.ColumnElement[bool]:
    """Whether a person has said something that counts, in their own name."""
    openly = sa.exists().where(
        Voice.ballot_id == Person.ballot_id, Voice.member_id == Person.member_id, Voice.is_current
    )
    secretly = sa.exists().where(
        PersonTurnout.ballot_id == Person.ballot_id, PersonTurnout.member_id == Person.member_id
    )
    return sa.or_(openly, secretly)
