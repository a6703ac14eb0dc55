"""Why a ballot that was proclaimed is contested, and what a second guarantor answered.

Nothing of it is changed, but that its reasons may be erased: triggers refuse it
(`migrations/ddl.py`). What is hashed holds their hashes alone.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import Ballot
from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page


class Contest(Truth):
    """A place of a ballot, or a person where persons vote, contests what it decided."""

    __tablename__ = "wiki_charter_contest"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), index=True)
    #: The page of the place, and what it was called then; nothing for a person.
    place_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id))
    title: Mapped[str]
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    #: The uid of the mandate by which they spoke.
    mandate: Mapped[str]
    #: Why, "" once that was erased, and the hash of it under the uid of the contest.
    reason: Mapped[str] = mapped_column(sa.Text)
    reason_hash: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(Moment)


class Ruling(Truth):
    """What was answered to those who contest a ballot: it is annulled, or it stands for good."""

    __tablename__ = "wiki_charter_ruling"

    ballot_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Ballot.id), primary_key=True)
    is_upheld: Mapped[bool]
    #: As that of a contest, its hash under the uid of the ballot.
    reason: Mapped[str] = mapped_column(sa.Text)
    reason_hash: Mapped[str] = mapped_column(sa.String(64))
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    #: Canonical JSON, under the hash of it and of the minutes before.
    minutes: Mapped[str] = mapped_column(sa.Text)
    minutes_hash: Mapped[str] = mapped_column(sa.String(64))
