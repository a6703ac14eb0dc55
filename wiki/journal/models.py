"""The journal's one table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth


class Entry(Truth):
    """One act. `seq` is the total order of all acts; entries are never changed (triggers)."""

    __tablename__ = "wiki_journal"
    __table_args__ = (sa.Index("ix_wiki_journal_object", "object_kind", "object_uid", "seq"),)

    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    #: The member who acted; None for a visitor or the wiki itself.
    actor_id: Mapped[int | None] = mapped_column(BigId, index=True)
    action: Mapped[str]
    object_kind: Mapped[str]
    object_uid: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
