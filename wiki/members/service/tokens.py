"""Acts on bearer tokens."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from wiki.journal.service import record
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import Actor
from wiki.members import queries, rules
from wiki.members.keys import hash_of, new_key
from wiki.members.models import Token

PREFIX = "wiki_"
NAME_LENGTH = 80
#: A token's last use is noted at most this often.
NOTED_EVERY = timedelta(hours=1)


def create_token(
    actor: Actor, name: str, scope: tuple[str, ...], expires_at: datetime | None = None
) -> str:
    """Make a token for the actor's own programs; returns it, for the only time."""
    if actor.member_id is None:
        raise Refused("sign_in_first")
    if actor.token_scope is not None:
        raise Refused("token_from_token")
    label = " ".join(name.split())
    if not label or len(label) > NAME_LENGTH or not rules.is_readable(label):
        raise Invalid("token_name", field="name", limit=NAME_LENGTH)
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid("token_expired", field="expires")
    rights, token = rules.token_scope(scope), new_key(PREFIX)
    with act() as session:
        member = queries.member(actor.member_id)
        made = Token(
            token_hash=hash_of(token),
            member_id=member.id,
            name=label,
            scope=rights,
            made_at=clock.now(),
            expires_at=expires_at,
        )
        session.add(made)
        session.flush()
        record(actor, "token_created", "token", made.uid, scope=rights)
    return token


def delete_token(actor: Actor, uid: str) -> None:
    """Take a token of the actor's back, at once."""
    with act() as session:
        found = session.scalar(sa.select(Token).where(Token.uid == uid))
        if found is None or found.member_id != actor.member_id:
            raise Missing("token_unknown")
        if actor.token_scope is not None:
            raise Refused("token_from_token")
        session.delete(found)
        record(actor, "token_deleted", "token", uid)


def note_token_use(token: str) -> None:
    """Note that a token served: once an hour at most, so that reading by it writes nothing."""
    now = clock.now()
    stale = sa.or_(Token.last_used_at.is_(None), Token.last_used_at < now - NOTED_EVERY)
    query = sa.select(Token.id).where(Token.token_hash == hash_of(token), stale)
    found = reading().scalar(query)
    if found is None:
        return
    with act() as session:
        session.execute(sa.update(Token).where(Token.id == found).values(last_used_at=now))
