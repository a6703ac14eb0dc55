"""Who accepts that members write to them, and from whom they want no letter."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.members.models import Member


class Reachable(Truth):
    """A member accepts letters of the others; taken back, the row is gone."""

    __tablename__ = "wiki_reachable"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(Moment)


class Unwanted(Truth):
    """A member wants no letter of another one."""

    __tablename__ = "wiki_unwanted"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    sender_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, index=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(Moment)
