"""A ballot, who may vote in it, what they said, what they object and what others think of that.

What was opened is kept as it was, and nothing is ever deleted: triggers refuse it
(`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter
from wiki.kernel.db import BigId, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page

#: Of the votes of a place or a person, those that hold.
CURRENT = sa.text("is_current")
#: What a sealed ballot hides until its close is given to nobody before.
UNSEALED = (
    "ballot_id NOT IN (SELECT id FROM wiki_charter_ballot "
    "WHERE is_sealed AND state IN ('prepared', 'open'))"
)


class Ballot(Truth):
    """A question put to the places of a network, about something that it knows by its hash only."""

    __tablename__ = "wiki_charter_ballot"
    __table_args__ = (sa.UniqueConstraint("charter_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    #: Counts those of its charter, from 1.
    number: Mapped[int]
    #: A code of `rules.ballots.STATES`.
    state: Mapped[str] = mapped_column(Key, index=True)
    #: What it is about: its sort and uid, what it is called, where it is shown, what it says.
    kind: Mapped[str] = mapped_column(Key)
    object_uid: Mapped[str] = mapped_column(Key, index=True)
    title: Mapped[str]
    address: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    #: How it is decided: canonical JSON that `rules.verdict.read` reads.
    rule: Mapped[str] = mapped_column(sa.Text)
    #: Counts the rounds of consent, from 1; the ballot that this one follows.
    round: Mapped[int]
    follows_id: Mapped[int | None] = mapped_column(
        BigId, sa.ForeignKey("wiki_charter_ballot.id"), unique=True
    )
    #: Whether counts are told at the close only.
    is_sealed: Mapped[bool]
    #: How it is held beside that: canonical JSON that `rules.terms.read` reads.
    terms: Mapped[str] = mapped_column(sa.Text, server_default="{}")
    #: Whether it takes the papers of an assembly: `rules.paper_votes.why_none` of its terms.
    takes_papers: Mapped[bool] = mapped_column(server_default=sa.false())
    days: Mapped[int]
    made_by_id: Mapped[int | None] = mapped_column(BigId)
    made_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    proclaimed_at: Mapped[datetime | None] = mapped_column(Moment)
    proclaimed_by_id: Mapped[int | None] = mapped_column(BigId)
    #: Once it is proclaimed: a code of `rules.tally.OUTCOMES`, and the minutes in canonical JSON,
    #: under the hash of them and of the minutes before.
    outcome: Mapped[str]
    minutes: Mapped[str] = mapped_column(sa.Text)
    minutes_hash: Mapped[str] = mapped_column(sa.String(64))
    #: Why it was cancelled.
    reason: Mapped[str]


class BallotOption(Truth):
    """One of the wordings that a ballot tells apart, as it was when that opened."""

    __tablename__ = "wiki_charter_option"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    #: Its place among them, from 1.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    object_uid: Mapped[str] = mapped_column(Key, index=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)
    text_hash: Mapped[str] = mapped_column(sa.String(64))


class Elector(Truth):
    """A place that may vote in a ballot, as it was called when that opened."""

    __tablename__ = "wiki_charter_elector"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    place_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    title: Mapped[str]
    #: When it left the electorate while the ballot was open, whether it was excluded, and why.
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    is_excluded: Mapped[bool]
    reason: Mapped[str]


class Vote(Truth):
    """What a place said in a ballot, by somebody who speaks for it; one of them counts."""

    __tablename__ = "wiki_charter_vote"
    given_if = UNSEALED
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            [Elector.ballot_id, Elector.place_id],
            name="fk_wiki_charter_vote_elector",
        ),
        sa.Index(
            "uq_wiki_charter_vote_current",
            "ballot_id",
            "place_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        sa.Index("ix_wiki_charter_vote_ballot", "ballot_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ballot_id: Mapped[int] = mapped_column(BigId)
    place_id: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    #: The uid of the mandate by which they spoke, after `proxy:` when it is of another place.
    mandate: Mapped[str]
    #: A code of `rules.tally.CHOICES`, one for each wording where there are several (`yes,no`), and
    #: what was said with it.
    choice: Mapped[str]
    word: Mapped[str]
    cast_at: Mapped[datetime] = mapped_column(Moment)
    is_current: Mapped[bool]
    #: When another one took its place, or its place was excluded.
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Objection(Truth):
    """What a place objects to a text: the harm, where, and the wording that would lift it."""

    __tablename__ = "wiki_charter_objection"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            [Elector.ballot_id, Elector.place_id],
            name="fk_wiki_charter_objection_elector",
        ),
        sa.Index("ix_wiki_charter_objection_ballot", "ballot_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    ballot_id: Mapped[int] = mapped_column(BigId)
    place_id: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    harm: Mapped[str] = mapped_column(sa.Text)
    block: Mapped[str]
    wording: Mapped[str] = mapped_column(sa.Text)
    #: A code of `rules.consent.STATES`, since when.
    state: Mapped[str] = mapped_column(Key)
    raised_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class Opinion(Truth):
    """Whether a place finds an objection founded, or a concern that blocks nothing."""

    __tablename__ = "wiki_charter_opinion"

    objection_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Objection.id), primary_key=True)
    place_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    is_founded: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(Moment)
