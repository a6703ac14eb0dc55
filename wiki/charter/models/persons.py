"""The persons who vote in a ballot in their own name, and what they said."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import CURRENT, UNSEALED, Ballot
from wiki.kernel.db import BigId, Moment, Truth
from wiki.members.models import Member


class Person(Truth):
    """A member who may vote in a ballot: they spoke for a place of the network when it opened."""

    __tablename__ = "wiki_charter_person"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, index=True
    )
    #: The uid of the mandate by which they are of it.
    mandate: Mapped[str]
    #: When they were left out: their account was closed before they had said anything.
    left_at: Mapped[datetime | None] = mapped_column(Moment)


class Voice(Truth):
    """What a person said in a ballot in their own name; one of them counts."""

    __tablename__ = "wiki_charter_voice"
    given_if = UNSEALED
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "member_id"],
            [Person.ballot_id, Person.member_id],
            name="fk_wiki_charter_voice_person",
        ),
        sa.Index(
            "uq_wiki_charter_voice_current",
            "ballot_id",
            "member_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        sa.Index("ix_wiki_charter_voice_ballot", "ballot_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ballot_id: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    #: A code of `rules.tally.CHOICES`, or one for each wording, and what was said with it.
    choice: Mapped[str]
    word: Mapped[str]
    cast_at: Mapped[datetime] = mapped_column(Moment)
    is_current: Mapped[bool]
    #: When another one took its place.
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
