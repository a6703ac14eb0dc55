"""The passkeys of members."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.members.models import Passkey, SecondFactor


def passkeys_of(member_id: int) -> Sequence[Passkey]:
    """The passkeys of a member, the oldest first."""
    query = sa.select(Passkey).where(Passkey.member_id == member_id)
    return reading().scalars(query.order_by(Passkey.id)).all()


def count_passkeys(member_id: int) -> int:
    """How many passkeys a member has."""
    query = sa.select(sa.func.count()).where(Passkey.member_id == member_id)
    return reading().scalar(query) or 0


def passkey_named_by(credential: str) -> Passkey | None:
    """The passkey that a device names so."""
    return reading().scalar(sa.select(Passkey).where(Passkey.credential == credential))


def passkey_of(member_id: int, uid: str) -> Passkey:
    """One of a member's passkeys. Raises `Missing`."""
    query = sa.select(Passkey).where(Passkey.uid == uid, Passkey.member_id == member_id)
    found = reading().scalar(query)
    if found is None:
        raise Missing("passkey_unknown")
    return found


def asks_for_passkeys(member_id: int) -> bool:
    """Whether the second factor of a member is a passkey, and no code of a telephone."""
    query = sa.select(SecondFactor.member_id).where(
        SecondFactor.member_id == member_id,
        SecondFactor.confirmed_at.is_not(None),
        SecondFactor.secret == "",
    )
    return reading().scalar(query) is not None
