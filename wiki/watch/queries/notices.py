"""What a member is told, as they may read it when they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.discussions.models import Thread, Turn
from wiki.kernel.db import reading
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.pages.models import Page, Revision
from wiki.watch.models import Notice
from wiki.watch.queries.follows import still_followed
from wiki.watch.queries.steps import steps_of
from wiki.watch.queries.targets import Target, targets
from wiki.watch.queries.thanks import given
from wiki.watch.queries.things import Thing, things
from wiki.watch.rules import APART, THANKS, Key


class Line(NamedTuple):
    """One thing told of, however often it changed."""

    key: Key
    thing: Thing
    title: str
    seq: int
    at: datetime
    times: int
    #: Who did it, the last first, as far as they have a name.
    names: tuple[str, ...]
    is_named: bool
    is_seen: bool
    #: What the member follows that it is told for, and still does.
    because: tuple[Target, ...] = ()
    #: Of an amendment, the acts of its steps in order, and how many times each was done.
    steps: Mapping[str, int] = {}
    #: Of a page, the first and last revisions; of a thread, the uid of its first new message.
    first: int = 0
    last: int = 0
    turn: str = ""


class _Acts(NamedTuple):
    first: int
    last: int
    turn: str
    actor_ids: tuple[int, ...]
    #: How many there are, of what may have been taken back.
    number: int = 0


_NO_ACTS = _Acts(0, 0, "", ())


class Inbox(NamedTuple):
    """Some of what a member was told: what they may read of what stands between two places."""

    rows: Sequence[Line]
    next_key: int | None
    first: int
    last: int
    has_news: bool


def inbox(actor: Actor, *, before: int, size: int = PAGE_SIZE) -> Inbox:
    """What a member was told, the newest first: what is there, and they may read today."""
    query = sa.select(Notice).where(Notice.member_id == actor.member_id, Notice.seq < before)
    cut = _cut(query, size)
    first, last = (cut.rows[-1].seq, cut.rows[0].seq) if cut.rows else (0, 0)
    has_news = any(not one.is_seen for one in cut.rows)
    return Inbox(lines(actor, cut.rows), cut.next_key, first, last, has_news)


def fresh(actor: Actor, size: int) -> Slice[Line]:
    """What waits to be written to a member, who has not seen it."""
    query = sa.select(Notice).where(
        Notice.member_id == actor.member_id, Notice.is_seen.is_(False), Notice.fresh > 0
    )
    cut = _cut(query, size)
    return Slice(lines(actor, cut.rows, is_fresh=True), cut.next_key)


def _cut(query: sa.Select[Notice], size: int) -> Slice[Notice]:
    """The newest notices; the two that one act may make, as of an amendment, are not parted."""
    asked = query.order_by(Notice.seq.desc(), Notice.kind).limit(size + 1)
    found = reading().scalars(asked).all()
    is_parted = len(found) > size and found[size].seq == found[size - 1].seq
    return slice_of(found, size - 1 if is_parted else size, lambda notice: notice.seq)


def lines(actor: Actor, found: Sequence[Notice], *, is_fresh: bool = False) -> list[Line]:
    """Notices as a member may read them; `is_fresh` counts what no letter has told."""
    there = things([(one.kind, one.uid) for one in found])
    shown = [
        (one, thing)
        for one in found
        if (thing := there.readable(actor, (one.kind, one.uid))) is not None
    ]
    told = [one for one, _ in shown]
    acts = _acts(actor, told, is_fresh=is_fresh)
    steps = steps_of(actor, told, is_fresh=is_fresh)
    reasons = _reasons(actor, told)
    names = members.names({id_ for one in acts.values() for id_ in one.actor_ids})
    return [
        _line(
            actor, one, thing, acts.get((one.kind, one.uid), _NO_ACTS), names, is_fresh=is_fresh
        )._replace(
            because=tuple(reasons[key] for key in because(one) if key in reasons),
            steps=steps.get(one.uid, {}),
        )
        for one, thing in shown
        if one.kind != THANKS or (one.kind, one.uid) in acts  # those taken back tell nothing
    ]


def _line(
    actor: Actor,
    notice: Notice,
    thing: Thing,
    acts: _Acts,
    names: dict[int, str],
    *,
    is_fresh: bool,
) -> Line:
    return Line(
        thing.key,
        thing,
        thing.title_for(actor),
        notice.seq,
        notice.at,
        acts.number or (notice.fresh if is_fresh else notice.times),
        tuple(names[one] for one in acts.actor_ids if one in names),
        notice.is_named,
        notice.is_seen,
        first=acts.first,
        last=acts.last,
        turn=acts.turn,
    )


def because(notice: Notice) -> list[Key]:
    """What a notice says that it is told for."""
    parted = (one.partition(":") for one in notice.because.split(APART))
    return [(kind, target) for kind, _, target in parted if kind and target]


def _reasons(actor: Actor, found: Sequence[Notice]) -> dict[Key, Target]:
    """Why some notices are told: those of the things that are followed still."""
    keys = {key for one in found for key in because(one)}
    held = still_followed(actor.member_id or 0, keys)
    return targets(actor, sorted(held)) if held else {}


def _acts(actor: Actor, found: Sequence[Notice], *, is_fresh: bool) -> dict[Key, _Acts]:
    """The revisions and messages that some notices tell of, and who made them."""
    made = (
        sa.select(Page.uid, Revision.number, Revision.author_id, sa.literal(""))
        .join(Revision, Revision.page_id == Page.id)
        .join(Notice, _told(Page.uid, Revision.seq, is_fresh=is_fresh))
        .order_by(Revision.seq.desc())
    )
    said = (
        sa.select(Thread.uid, Turn.number, Turn.author_id, Turn.uid)
        .join(Turn, Turn.thread_id == Thread.id)
        .join(Notice, _told(Thread.uid, Turn.seq, is_fresh=is_fresh))
        .where(Turn.hidden_at.is_(None))
        .order_by(Turn.seq.desc())
    )
    acts: dict[Key, list[Any]] = {}
    for kind, query in (("page", made), ("thread", said)):
        uids = [one.uid for one in found if one.kind == kind]
        mine = query.where(
            Notice.member_id == actor.member_id, Notice.kind == kind, Notice.uid.in_(uids)
        )
        for uid, *values in reading().execute(mine) if uids else ():
            acts.setdefault((kind, str(uid)), []).append(values)
    thanks = [one.uid for one in found if one.kind == THANKS]
    for uid, *values in reading().execute(given(actor.member_id, thanks)) if thanks else ():
        acts.setdefault((THANKS, str(uid)), []).append(values)
    return {
        key: _Acts(
            of_one[-1][0],
            of_one[0][0],
            of_one[-1][2],
            tuple(dict.fromkeys(id_ for _, id_, _ in of_one if id_ and id_ != actor.member_id)),
            len(of_one) if key[0] == THANKS else 0,
        )
        for key, of_one in acts.items()
    }


def _told(
    uid: sa.SQLColumnExpression[str], seq: sa.SQLColumnExpression[int], *, is_fresh: bool
) -> sa.ColumnElement[bool]:
    """Whether a notice tells of an act on a thing; `is_fresh`: and no letter has."""
    told = sa.and_(Notice.uid == uid, seq >= Notice.since, seq <= Notice.seq)
    return sa.and_(told, seq > Notice.mailed) if is_fresh else told
