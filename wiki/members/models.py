"""Members and their roles."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid


class Member(Truth):
    """Someone who acts under a name; in a host, `external_id` is the host's."""

    __tablename__ = "wiki_member"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    name: Mapped[str]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)


class MemberRole(Truth):
    """A role granted to a member, everywhere or for one scope."""

    __tablename__ = "wiki_grant"

    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True, default="")
    role: Mapped[int]
