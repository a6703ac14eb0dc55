"""Following something, or no more."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.journal.queries import last_seq
from wiki.kernel.db import act, insert_missing, reading, table_of, write
from wiki.kernel.errors import Invalid, Missing, Refused
from wiki.kernel.permissions import Actor
from wiki.members.models import Bell
from wiki.watch.models import Follow
from wiki.watch.queries.searches import SEARCH
from wiki.watch.queries.targets import target_of
from wiki.watch.rules import LIMIT
from wiki.watch.service import searches

_RANG = (
    sa.update(table_of(Bell))
    .where(Bell.member_id == sa.bindparam("of"))
    .values(follows=Bell.follows + 1)
)


def follow(actor: Actor, kind: str, target: str) -> None:
    """Be told from now on of what becomes of something that one may read. Raises `Missing`."""
    with act() as session:
        member_id = follower(actor)
        if target_of(actor, kind, target) is None:
            raise Missing("follow_missing")
        known = session.get(Follow, (member_id, kind, target))
        if known is not None and not known.is_off:
            return
        _make_room(member_id)
        if kind == SEARCH:
            searches.begin(member_id, target)
        row = {"member_id": member_id, "kind": kind, "target": target, "seq": last_seq()}
        insert_missing(Follow, row)  # somebody who asks twice at once follows it once
        known = session.get_one(Follow, (member_id, kind, target))
        known.seq, known.is_off, known.is_automatic = last_seq(), False, False
        session.flush()
        ring(member_id)


def unfollow(actor: Actor, kind: str, target: str) -> None:
    """Be told no more. The wiki will not follow it again by itself either."""
    with act() as session:
        member_id = follower(actor)
        known = session.get(Follow, (member_id, kind, target))
        if known is None or known.is_off:
            return
        known.is_off = True
        if kind == SEARCH:
            searches.forget(member_id, target)
        session.flush()
        ring(member_id)


def follower(actor: Actor) -> int:
    """The member who follows, and reads what is their own; or `Refused`."""
    if actor.member_id is None:
        raise Refused("sign_in_first")
    return actor.member_id


def ring(member_id: int) -> None:
    """What a member follows has changed: the screens that say it are made again. Inside an act."""
    insert_missing(Bell, {"member_id": member_id})
    write(_RANG, {"of": member_id})


def _make_room(member_id: int) -> None:
    query = sa.select(sa.func.count()).where(
        Follow.member_id == member_id, Follow.is_off.is_(False)
    )
    if (reading().scalar(query) or 0) >= LIMIT:
        raise Invalid("follow_too_many", limit=LIMIT)
