"""A secret ballot: who has voted, and what was said, in two tables that nothing joins.

No row says when it was written. Those of `Bulletin` are written anew, in the order of ids drawn at
random, each time one is added: neither their order nor the transaction that wrote them tells which
came with which voter.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import Ballot
from wiki.kernel.db import BigId, Key, Truth


class Turnout(Truth):
    """Somebody has voted in a secret ballot; nothing here says what."""

    __tablename__ = "wiki_charter_turnout"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    #: The page of the place.
    place_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Bulletin(Truth):
    """What somebody said in a secret ballot; nothing here says who."""

    __tablename__ = "wiki_charter_bulletin"
    __table_args__ = (sa.UniqueConstraint("ballot_id", "receipt"),)
    #: As the screens: once a ballot has decided, and where enough took part for it to stay secret.
    given_if = (
        "ballot_id IN (SELECT b.id FROM wiki_charter_ballot AS b WHERE b.state NOT IN "
        "('prepared', 'open', 'cancelled') AND (SELECT count(*) FROM wiki_charter_bulletin AS one "
        "WHERE one.ballot_id = b.id) >= 5)"
    )

    #: Drawn at random.
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id))
    #: A code of `rules.tally.CHOICES`.
    choice: Mapped[str]
    #: What the voter alone was shown: the minutes list all of them.
    receipt: Mapped[str] = mapped_column(Key)
