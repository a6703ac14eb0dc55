"""What people report, and the edits of an account that are undone page after page."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.members.models import Member
from wiki.pages.batches import Work, WorkedPage
from wiki.pages.models import Page


class Report(Truth):
    """Somebody says that something is not as it should be; a moderator says what came of it."""

    __tablename__ = "wiki_report"
    is_private = True
    __table_args__ = (sa.Index("ix_wiki_report_handled_at", "handled_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    #: One of `rules.KINDS`, and the uid of the thing; of a page, the version that was read.
    kind: Mapped[str]
    target_uid: Mapped[str]
    number: Mapped[int]
    #: What the thing was called then.
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(sa.Text)
    #: None for a visitor.
    reporter_id: Mapped[int | None] = mapped_column(BigId, index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
    handled_by_id: Mapped[int | None] = mapped_column(BigId)
    #: One of `rules.OUTCOMES`, "" while it waits; what is answered to the one who reported.
    outcome: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="")


class Reverting(Work, Truth):
    """The edits of a member since a moment are undone, page after page, by a job."""

    __tablename__ = "wiki_reverting"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    of_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    summary: Mapped[str]
    member_id: Mapped[int] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment)


class RevertedPage(WorkedPage, Truth):
    """What became of one page of a `Reverting`."""

    __tablename__ = "wiki_reverted_page"
    is_private = True
    __table_args__ = (
        sa.Index("ix_wiki_reverted_page_outcome", "reverting_id", "outcome", "page_id"),
    )

    reverting_id: Mapped[int] = mapped_column(sa.ForeignKey(Reverting.id), primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
