"""The versions in other languages, and easy to read: each passage as it was written, for good.

A line is never changed: triggers refuse it (`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter, Version
from wiki.kernel.db import BigId, Key, Moment, Truth


class Twin(Truth):
    """A passage of a version in another form, as somebody wrote it from that version."""

    __tablename__ = "wiki_charter_twin"
    __table_args__ = (sa.Index("ix_wiki_charter_twin_block", "charter_id", "form", "block", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    #: The version that it was written from, and the hash of its text.
    version_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Version.id), index=True)
    version_hash: Mapped[str] = mapped_column(sa.String(64))
    #: A code of `rules.twins.FORMS`, the short id of the block, and what it says there.
    form: Mapped[str] = mapped_column(Key)
    block: Mapped[str] = mapped_column(Key)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(sa.Text)
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    at: Mapped[datetime] = mapped_column(Moment)
