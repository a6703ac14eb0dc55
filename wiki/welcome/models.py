"""Whether a member has put the first steps aside."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.members.models import Member


class PutAside(Truth):
    """A member does not want to be shown the first steps any more; they stay a link away."""

    __tablename__ = "wiki_welcome_put_aside"
    is_private = True

    member_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Member.id), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(Moment)
