"""Who has an office of a charter."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.permissions import Role
from wiki.members.models import Member, MemberRole


class Officer(NamedTuple):
    """A member and their office."""

    uid: str
    name: str
    office: str


def officers(scope: str) -> list[Officer]:
    """Those whose role is limited to a charter, the garants first."""
    query = (
        sa.select(Member.uid, Member.name, MemberRole.role)
        .join(MemberRole, MemberRole.member_id == Member.id)
        .where(MemberRole.scope == scope, Member.deactivated_at.is_(None))
        .order_by(MemberRole.role.desc(), Member.sort, Member.id)
    )
    return [
        Officer(uid, name, "guarantor" if role >= Role.MODERATOR else "drafter")
        for uid, name, role in reading().execute(query)
    ]
