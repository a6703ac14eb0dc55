"""Passages of frozen texts that were lawfully erased: where they stood, and by whom.

What is erased is nowhere here, but as a hash. Triggers let nothing else change a frozen text
(`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.texts import Charter, FrozenText
from wiki.kernel.db import BigId, Key, Moment, Truth
from wiki.kernel.slugs import new_uid


class Erasure(Truth):
    """A passage of a frozen text that one person asks to erase, and another one agrees to."""

    __tablename__ = "wiki_charter_erasure"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id), index=True)
    text_hash: Mapped[str] = mapped_column(
        sa.String(64), sa.ForeignKey(FrozenText.hash), index=True
    )
    #: A code of `rules.erasures.STATES`.
    state: Mapped[str] = mapped_column(Key)
    #: The block, where the passage begins in the text, from 1, how many characters it has, and
    #: its hash under the uid.
    block: Mapped[str]
    start: Mapped[int]
    size: Mapped[int]
    words_hash: Mapped[str] = mapped_column(sa.String(64))
    #: What stands in its place, and why: a code of `rules.erasures.WHYS`.
    mark: Mapped[str]
    reason: Mapped[str]
    #: Who asked, as what (a code of `rules.erasures.OFFICES`), who agreed or dropped it.
    asked_by_id: Mapped[int] = mapped_column(BigId, index=True)
    asked_as: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    settled_by_id: Mapped[int | None] = mapped_column(BigId, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
