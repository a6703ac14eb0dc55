"""Edits of newcomers that others read before they become a revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models.kept import Page
from wiki.pages.pending import WAITING
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import Sheet


class Pending(Truth):
    """What somebody sent, as it will be saved from the revision `base` when it is confirmed."""

    __tablename__ = "wiki_pending"
    is_private = True
    __table_args__ = (
        sa.Index("ix_wiki_pending_state", "state", "id"),
        sa.Index("ix_wiki_pending_page", "page_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    #: None for a visitor.
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    #: None for a page that is still to be made, under this title.
    page_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id))
    title: Mapped[str]
    base: Mapped[int]
    #: None leaves the text, and the sheet, as they are; a kind of "" takes the sheet away.
    body: Mapped[str | None] = mapped_column(sa.Text)
    kind: Mapped[str | None]
    infobox: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    summary: Mapped[str]
    is_minor: Mapped[bool]
    submission: Mapped[str | None] = mapped_column(unique=True)
    sent_at: Mapped[datetime] = mapped_column(Moment)
    #: A code of `wiki.pages.pending`.
    state: Mapped[str] = mapped_column(default=WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(BigId)
    #: Why it was refused; the revision that it became.
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    number: Mapped[int | None]

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that it gives the page; None leaves it as it is."""
        if self.kind is None:
            return None
        return Sheet.from_json(self.kind, self.infobox) if self.kind else NO_SHEET


class PendingVoice(Truth):
    """A member read a pending edit and finds it good."""

    __tablename__ = "wiki_pending_voice"
    is_private = True

    pending_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Pending.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(Moment)
