"""A secret ballot: who has voted, what the bulletins say, and the receipts of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from wiki.charter.models import Bulletin, Turnout
from wiki.kernel.db import reading


def signed(ballot_id: int) -> set[int]:
    """The places that have voted."""
    query = sa.select(Turnout.place_id).where(Turnout.ballot_id == ballot_id)
    return set(reading().scalars(query))


def counts(ballot_id: int) -> Counter[str]:
    """Choice -> how many bulletins say it."""
    query = sa.select(Bulletin.choice, sa.func.count()).where(Bulletin.ballot_id == ballot_id)
    rows = reading().execute(query.group_by(Bulletin.choice))
    return Counter({choice: number for choice, number in rows})  # noqa: C416 - rows are not pairs


def receipts(ballot_id: int) -> Sequence[str]:
    """What each voter was shown, in an order that says nothing."""
    query = sa.select(Bulletin.receipt).where(Bulletin.ballot_id == ballot_id)
    return reading().scalars(query.order_by(Bulletin.receipt)).all()
