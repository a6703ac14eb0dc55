"""What is asked of a charter's text, each wording it ever had, and all that became of it.

Nothing of it is ever deleted, and no wording is changed: triggers refuse it (`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter, Version
from wiki.kernel.db import BigId, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page


class Amendment(Truth):
    """One change that somebody asks of one block of a charter."""

    __tablename__ = "wiki_charter_amendment"
    __table_args__ = (
        sa.UniqueConstraint("charter_id", "number"),
        sa.Index("ix_wiki_charter_amendment_block", "charter_id", "block", "number"),
        sa.Index("ix_wiki_charter_amendment_state", "version_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    #: The version that it was written for.
    version_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Version.id))
    #: Counts those of its charter, from 1.
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(BigId, index=True)
    #: A code of `rules.amendments.State`, since when.
    state: Mapped[str] = mapped_column(Key)
    since: Mapped[datetime] = mapped_column(Moment)
    #: The number of its wording that holds, and the block that it is about (for what is added, the
    #: one that it follows).
    wording: Mapped[int]
    block: Mapped[str] = mapped_column(Key)
    #: What became of that wording on the draft as it is now: a code of `rules.rebase.Verdict`.
    verdict: Mapped[str]
    #: The amendment that made it so: a wording that conflicts, or its block that is gone.
    cause_id: Mapped[int | None] = mapped_column(
        BigId, sa.ForeignKey("wiki_charter_amendment.id", name="fk_wiki_charter_amendment_cause")
    )
    #: The uid of the ballot that it was put to last, and the revision that it made of the draft.
    ballot: Mapped[str | None] = mapped_column(Key, index=True)
    revision: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(Moment)


class Wording(Truth):
    """What an amendment asks, on a revision of the draft, in the words of one moment."""

    __tablename__ = "wiki_charter_wording"

    amendment_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Amendment.id), primary_key=True)
    #: Counts those of its amendment, from 1.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The revision of the draft that it is asked of.
    base: Mapped[int]
    #: What is asked: a code of `rules.operations.Kind`, and the values of an `Operation`.
    kind: Mapped[str] = mapped_column(Key)
    block: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)
    after: Mapped[str]
    level: Mapped[int]
    #: Why it is asked, in some sentences.
    why: Mapped[str] = mapped_column(sa.Text)
    #: What made it: `written`, `rebased` by the wiki, `confirmed` by its author, `imposed` by the
    #: guarantor after days without an answer.
    origin: Mapped[str]
    digest: Mapped[str] = mapped_column(sa.String(64))
    author_id: Mapped[int | None] = mapped_column(BigId, index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class AmendmentStep(Truth):
    """What happened to an amendment, and why."""

    __tablename__ = "wiki_charter_amendment_step"

    amendment_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Amendment.id), primary_key=True)
    #: Counts those of its amendment, from 1.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: A code of `rules.amendments.Step`, or of what was said to it; the state that it led to.
    step: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(sa.Text)
    #: The number of the wording that held; the uid of the amendment or of the ballot it is due to.
    wording: Mapped[int]
    cause: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(BigId, index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Sponsor(Truth):
    """A place supported an amendment of somebody else, or took that back: a line that stays."""

    __tablename__ = "wiki_charter_sponsor"
    __table_args__ = (sa.Index("ix_wiki_charter_sponsor_amendment", "amendment_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    amendment_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Amendment.id))
    #: The page of the place, and what it was called then.
    place_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id))
    title: Mapped[str]
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    #: The uid of the mandate by which they spoke, and the number of the wording that held.
    mandate: Mapped[str]
    wording: Mapped[int]
    is_given: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)


class Combined(Truth):
    """One of the two amendments that another one is to replace, once both authors sign it."""

    __tablename__ = "wiki_charter_combined"

    amendment_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Amendment.id), primary_key=True)
    source_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Amendment.id), primary_key=True, index=True
    )
    #: The number of the wording of it that held then.
    wording: Mapped[int]


class Provenance(Truth):
    """Where a revision of a charter's draft comes from: the amendment that it took in."""

    __tablename__ = "wiki_charter_provenance"

    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amendment_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Amendment.id), index=True)
    #: The block that it changed, and the uid of the ballot that adopted it.
    block: Mapped[str] = mapped_column(Key)
    ballot: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
