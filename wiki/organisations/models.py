"""Who speaks for a place or an organisation, and since when; who asks to."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.members.models import Member
from wiki.pages.models import Page


class Mandate(Truth):
    """A member speaks for what a page describes, from a day until another. Days in ISO 8601."""

    __tablename__ = "wiki_mandate"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    member_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    #: How it was given: « l’assemblée du 3 mars ».
    given_at: Mapped[str]
    since: Mapped[str]
    #: None while it runs.
    until: Mapped[str | None]
    given_by_id: Mapped[int | None] = mapped_column(BigId)
    ended_by_id: Mapped[int | None] = mapped_column(BigId)


class MandateRequest(Truth):
    """A member asks to speak for what a page describes; one is answered once."""

    __tablename__ = "wiki_mandate_request"
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    member_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    #: As the mandate would have them.
    since: Mapped[str]
    given_at: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    #: A code of `rules.OUTCOMES`, or "" while it waits.
    outcome: Mapped[str] = mapped_column(index=True, default="")
    reason: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(BigId)
