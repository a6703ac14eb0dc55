"""A secret ballot: who has voted, and what was said, in tables that nothing joins.

The places have an urn, the persons another one. No row says when it was written. Bulletins are
written anew, in the order of ids drawn at random, each time one is added: neither their order nor
the transaction that wrote them tells which came with which voter.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import Ballot
from wiki.kernel.db import BigId, Key, Truth
from wiki.members.models import Member

#: As the screens: once a ballot has decided, and where enough of each of its electorates took part
#: for it to stay secret.
_DISCLOSED = (
    "ballot_id IN (SELECT b.id FROM wiki_charter_ballot AS b WHERE b.state NOT IN "
    "('prepared', 'open', 'cancelled') "
    "AND (NOT EXISTS (SELECT 1 FROM wiki_charter_elector AS e WHERE e.ballot_id = b.id) "
    "OR (SELECT count(*) FROM wiki_charter_bulletin AS one WHERE one.ballot_id = b.id) >= 5) "
    "AND (NOT EXISTS (SELECT 1 FROM wiki_charter_person AS p WHERE p.ballot_id = b.id) "
    "OR (SELECT count(*) FROM wiki_charter_person_bulletin AS one "
    "WHERE one.ballot_id = b.id) >= 5))"
)


class Turnout(Truth):
    """A place has voted in a secret ballot; nothing here says what."""

    __tablename__ = "wiki_charter_turnout"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    #: The page of the place.
    place_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Bulletin(Truth):
    """What a place said in a secret ballot; nothing here says which."""

    __tablename__ = "wiki_charter_bulletin"
    __table_args__ = (sa.UniqueConstraint("ballot_id", "receipt"),)
    given_if = _DISCLOSED

    #: Drawn at random.
    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id))
    #: A code of `rules.tally.CHOICES`.
    choice: Mapped[str]
    #: What the voter alone was shown: the minutes list all of them.
    receipt: Mapped[str] = mapped_column(Key)


class PersonTurnout(Truth):
    """A person has voted in a secret ballot, in their own name; nothing here says what."""

    __tablename__ = "wiki_charter_person_turnout"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, autoincrement=False, index=True
    )


class PersonBulletin(Truth):
    """What a person said in a secret ballot; as a `Bulletin`."""

    __tablename__ = "wiki_charter_person_bulletin"
    __table_args__ = (sa.UniqueConstraint("ballot_id", "receipt"),)
    given_if = _DISCLOSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id))
    choice: Mapped[str]
    receipt: Mapped[str] = mapped_column(Key)
