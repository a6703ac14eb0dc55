"""What the places signed: each act a line that is never changed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter, Version
from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.members.models import Member
from wiki.pages.models import Page


class Signature(Truth):
    """What became of a place and a version: signed, taken back… by who speaks for it.

    What the calendar brings is by nobody.
    """

    __tablename__ = "wiki_charter_signature"
    __table_args__ = (
        sa.Index("ix_wiki_charter_signature_place", "charter_id", "place_id", "id"),
        sa.Index("ix_wiki_charter_signature_version", "version_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    version_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Version.id))
    #: The hash of the text, as it was shown.
    version_hash: Mapped[str] = mapped_column(sa.String(64))
    #: The hash of the answers of the place, as they were shown; "" where nothing was asked.
    annex_hash: Mapped[str] = mapped_column(sa.String(64))
    #: The page of the place, and what it was called then.
    place_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id))
    title: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Member.id), index=True)
    #: The uid of the mandate by which they spoke.
    mandate: Mapped[str]
    #: A code of `rules.signatures.ACTS`.
    act: Mapped[str]
    #: Why, where it is said.
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
