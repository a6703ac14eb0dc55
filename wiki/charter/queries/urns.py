"""A secret ballot: who has voted, what the bulletins say, and the receipts of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from wiki.charter.models import Bulletin, PersonBulletin, PersonTurnout, Turnout
from wiki.kernel.db import reading

#: The urn of the places, and that of the persons.
OF_PLACES, OF_PERSONS = Bulletin, PersonBulletin
_Urn = type[Bulletin | PersonBulletin]


def signed(ballot_id: int) -> set[int]:
    """The places that have voted."""
    query = sa.select(Turnout.place_id).where(Turnout.ballot_id == ballot_id)
    return set(reading().scalars(query))


def signed_own(ballot_id: int) -> set[int]:
    """The members who have voted in their own name."""
    query = sa.select(PersonTurnout.member_id).where(PersonTurnout.ballot_id == ballot_id)
    return set(reading().scalars(query))


def counts(ballot_id: int, urn: _Urn = OF_PLACES) -> Counter[str]:
    """Choice -> how many bulletins say it."""
    query = sa.select(urn.choice, sa.func.count()).where(urn.ballot_id == ballot_id)
    rows = reading().execute(query.group_by(urn.choice))
    return Counter({choice: number for choice, number in rows})  # noqa: C416 - rows are not pairs


def receipts(ballot_id: int, urn: _Urn = OF_PLACES) -> Sequence[str]:
    """What each voter was shown, in an order that says nothing."""
    query = sa.select(urn.receipt).where(urn.ballot_id == ballot_id)
    return reading().scalars(query.order_by(urn.receipt)).all()
