"""What places voted on paper, as one person entered it and another one confirmed it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import Ballot, Elector, Vote
from wiki.kernel.db import BigId, Key, Moment, Truth
from wiki.kernel.slugs import new_uid


class PaperSheet(Truth):
    """What somebody entered at once from the papers of an assembly, with the scan of them."""

    __tablename__ = "wiki_charter_paper_sheet"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), index=True)
    #: A code of `rules.paper_votes.STATES`.
    state: Mapped[str] = mapped_column(Key)
    #: The scan: a file of the wiki, and the hash of its content.
    file_uid: Mapped[str] = mapped_column(Key)
    file_hash: Mapped[str] = mapped_column(sa.String(64))
    entered_by_id: Mapped[int] = mapped_column(BigId, index=True)
    entered_at: Mapped[datetime] = mapped_column(Moment)
    #: Who confirmed, refused or dropped it, when; nobody when it was left to wait for too long.
    settled_by_id: Mapped[int | None] = mapped_column(BigId, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    #: Why when it does not count, "" once that was erased, and the hash of it under the uid of the
    #: sheet: what is hashed for good says that alone. A sheet of before has no hash.
    reason: Mapped[str]
    reason_hash: Mapped[str] = mapped_column(sa.String(64), server_default="")


class PaperVote(Truth):
    """What a place voted on paper, as a sheet says it."""

    __tablename__ = "wiki_charter_paper_vote"
    given_if = Vote.given_if
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            [Elector.ballot_id, Elector.place_id],
            name="fk_wiki_charter_paper_vote_elector",
        ),
    )

    sheet_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(PaperSheet.id), primary_key=True)
    place_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ballot_id: Mapped[int] = mapped_column(BigId)
    #: As that of a vote.
    choice: Mapped[str]
    #: Who held the paper, as it says, "" once that was erased: a name, in nothing that is hashed.
    holder: Mapped[str]
