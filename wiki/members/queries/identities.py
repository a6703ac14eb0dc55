"""Who members are for the providers of accounts, and how else they come in."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.members.models import Account, Identity
from wiki.members.providers import providers
from wiki.members.queries.passkeys import count_passkeys


def identities_of(member_id: int) -> Sequence[Identity]:
    """The identities of a member, the oldest first."""
    query = sa.select(Identity).where(Identity.member_id == member_id)
    return reading().scalars(query.order_by(Identity.id)).all()


def identity(issuer: str, subject: str) -> Identity | None:
    """The identity of this subject of a provider."""
    query = sa.select(Identity).where(Identity.issuer == issuer, Identity.subject == subject)
    return reading().scalar(query)


def identity_of(member_id: int, uid: str) -> Identity:
    """One of a member's identities. Raises `Missing`."""
    query = sa.select(Identity).where(Identity.uid == uid, Identity.member_id == member_id)
    found = reading().scalar(query)
    if found is None:
        raise Missing("identity_unknown")
    return found


def has_password(member_id: int) -> bool:
    """Whether a member signs in with a password."""
    account = reading().get(Account, member_id)
    return account is not None and account.password_hash != ""


def proof_of(member_id: int) -> str:
    """What a member shows again before an act on the account: "password", or "sign_in" just before.

    "" for who has no account of ours.
    """
    if reading().get(Account, member_id) is None:
        return ""
    return "password" if has_password(member_id) else "sign_in"


def ways_in(member_id: int) -> int:
    """In how many ways a member comes in: a password, each passkey, each provider that is here."""
    here = {one.issuer for one in providers()}
    own = [one for one in identities_of(member_id) if one.issuer in here]
    return has_password(member_id) + count_passkeys(member_id) + len(own)
