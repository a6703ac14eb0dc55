"""Noting what each is told: one row for each thing, in the inbox and for the next letter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from wiki.kernel import clock
from wiki.kernel.db import act, insert_missing, reading, state, table_of, write
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.members.models import Bell
from wiki.watch.models import Notice, Wish
from wiki.watch.queries.follows import wished
from wiki.watch.queries.things import things
from wiki.watch.rules import THANKS, Key, Tale, Wished, due
from wiki.watch.service.turn import hold

#: Members looked at in one statement.
_AT_ONCE = 500
_NEWS = (
    sa.select(sa.func.count())
    .where(Notice.member_id == sa.bindparam("of"), Notice.is_seen.is_(False))
    .scalar_subquery()
)
_RANG = sa.update(table_of(Bell)).where(Bell.member_id == sa.bindparam("of")).values(news=_NEWS)
_DUE = (
    sa.update(table_of(Wish))
    .where(Wish.member_id == sa.bindparam("of"), Wish.due_at.is_(None))
    .values(due_at=sa.bindparam("at"))
)
_SEEN = (
    sa.update(table_of(Notice))
    .where(
        Notice.member_id == sa.bindparam("of"),
        Notice.seq >= sa.bindparam("first"),
        Notice.seq <= sa.bindparam("last"),
    )
    .values(is_seen=True)
)


def note(found: Sequence[Tale], mentions: Mapping[tuple[int, Key], int]) -> None:
    """Note what some are told, who may read it today; told again, it changes nothing.

    `mentions`: which one names somebody in a thing. Inside an act.
    """
    there = things({one.thing for one in found})
    actors = _actors({one.member_id for one in found})
    told = [
        one
        for one in found
        if one.member_id in actors and there.readable(actors[one.member_id], one.thing)
    ]
    silent = _silent({one.member_id for one in told if one.thing[0] == THANKS})
    mailed = [one.thing[0] != THANKS or one.member_id not in silent for one in told]
    write(
        _keep(state().database.is_sqlite),
        *(
            _row(one, mentions.get((one.member_id, one.thing), 0), is_mailed=is_mailed)
            for one, is_mailed in zip(told, mailed, strict=True)
        ),
    )
    ring(sorted({one.member_id for one in told}))
    due_to = {one.member_id for one, is_mailed in zip(told, mailed, strict=True) if is_mailed}
    _make_due([actors[one] for one in sorted(due_to)])


def _silent(member_ids: Collection[int]) -> set[int]:
    """Those of some whom no letter tells the thanks that they receive: all but who wish it."""
    if not member_ids:
        return set()
    wishing = sa.select(Wish.member_id).where(
        Wish.mails_thanks.is_(True), Wish.member_id.in_(sorted(member_ids))
    )
    return set(member_ids) - set(reading().scalars(wishing))


def see(actor: Actor, first: int, last: int) -> None:
    """A member has seen what stands between two places in what they were told."""
    if actor.member_id is None:
        return
    with act():
        hold()
        write(_SEEN, {"of": actor.member_id, "first": first, "last": last})
        ring([actor.member_id])


def ring(member_ids: Collection[int]) -> None:
    """Count again what some have not seen. Inside an act."""
    insert_missing(Bell, *({"member_id": one} for one in member_ids))
    write(_RANG, *({"of": one} for one in member_ids))


def _row(tale: Tale, mention: int, *, is_mailed: bool) -> dict[str, object]:
    return {
        "member_id": tale.member_id,
        "kind": tale.thing[0],
        "uid": tale.thing[1],
        "seq": tale.last,
        "since": tale.first,
        "at": tale.at,
        "times": tale.times,
        "fresh": tale.times if is_mailed else 0,
        "because": tale.because,
        "mention": mention,
        "is_named": mention > 0,
    }


@cache
def _keep(is_sqlite: bool) -> Any:
    """A notice to insert, or to add to the one there is when that does not tell it yet."""
    names = ("member_id", "kind", "uid", "seq", "since", "at", "times", "fresh", "because")
    given: dict[str, Any] = {name: sa.bindparam(name) for name in (*names, "mention", "is_named")}
    insert = (
        (sqlite if is_sqlite else postgresql)
        .insert(table_of(Notice))
        .values(**given, is_seen=sa.false(), mailed=0)
    )
    new, old = insert.excluded, Notice
    was_seen = old.is_seen.is_(True)
    changed = {
        "seq": new.seq,
        "at": new.at,
        "because": new.because,
        "since": sa.case((was_seen, new.since), else_=old.since),
        "times": sa.case((was_seen, new.times), else_=old.times + new.times),
        "fresh": old.fresh + new.fresh,
        "mention": sa.case((new.mention > old.mention, new.mention), else_=old.mention),
        "is_named": sa.or_(new.is_named, sa.and_(old.is_named, old.is_seen.is_(False))),
        "is_seen": sa.false(),
    }
    keys = ["member_id", "kind", "uid"]
    return insert.on_conflict_do_update(index_elements=keys, set_=changed, where=old.seq < new.seq)


def _actors(member_ids: Collection[int]) -> dict[int, Actor]:
    wanted = sorted(member_ids)
    found: dict[int, Actor] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= members.actors(wanted[start : start + _AT_ONCE])
    return found


def _make_due(actors: Sequence[Actor]) -> None:
    """Have a letter written in time to those for whom none is due yet."""
    ids = [one.member_id for one in actors if one.member_id is not None]
    insert_missing(Wish, *({"member_id": one, "feed": 1, **asdict(Wished())} for one in ids))
    wishes: dict[int, Wish] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = sa.select(Wish).where(Wish.member_id.in_(ids[start : start + _AT_ONCE]))
        wishes |= {one.member_id: one for one in reading().scalars(query)}
    now = clock.now()
    moments = (
        (one.member_id, due(wished(wishes[one.member_id]), now, one.zone))
        for one in actors
        if one.member_id in wishes and wishes[one.member_id].due_at is None
    )
    write(_DUE, *({"of": one, "at": at} for one, at in moments if at is not None))
