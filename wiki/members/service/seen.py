"""When each browser that is signed in was last seen, and from where: noted now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from wiki.kernel import clock
from wiki.kernel.db import act, reading, state
from wiki.kernel.state import State
from wiki.members.keys import hash_of
from wiki.members.models import SignIn

#: How often it is noted, at most: reading writes nothing in between.
NOTED_EVERY = timedelta(minutes=10)
#: Sign-ins that a process remembers to have noted.
REMEMBERED = 10_000
_NOTED = "members.seen"


def is_noted(of: State, key_hash: str) -> bool:
    """Whether this process noted lately that a sign-in is in use."""
    noted: dict[str, datetime] = of.kept.get(_NOTED, {})
    last = noted.get(key_hash)
    return last is not None and clock.now() - last < NOTED_EVERY


def mark_seen(of: State, key_hash: str) -> None:
    """Remember that it was."""
    noted: dict[str, datetime] = of.keep(_NOTED, dict)
    if len(noted) >= REMEMBERED:
        noted.clear()
    noted[key_hash] = clock.now()


def note_sign_in(key: str, place: str) -> None:
    """Note that a sign-in is in use, unless that was done lately; a busy database is let alone."""
    key_hash, now = hash_of(key), clock.now()
    if is_noted(state(), key_hash):
        return
    mark_seen(state(), key_hash)
    stale = sa.or_(SignIn.seen_at < now - NOTED_EVERY, SignIn.place == "")
    query = sa.select(SignIn.key_hash).where(SignIn.key_hash == key_hash, stale)
    try:
        if reading().scalar(query) is not None:
            with act() as session:
                noted = sa.update(SignIn).where(SignIn.key_hash == key_hash)
                session.execute(noted.values(seen_at=now, place=place[:64]))
    except OperationalError:
        return
