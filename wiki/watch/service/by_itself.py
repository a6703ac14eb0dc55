"""Following for those who wish it what they write, and the threads that they speak in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import insert_missing, reading
from wiki.members.queries import actors
from wiki.watch.models import Follow, Wish
from wiki.watch.queries.events import SAID, WRITTEN
from wiki.watch.queries.follows import wished
from wiki.watch.rules import LIMIT, Key
from wiki.watch.service.follow import ring

#: Who writes more pages at a time does not mean each of them.
_MOST = 20


def follow_by_itself(entries: Iterable[Entry]) -> None:
    """Follow what the members of some acts wrote, as each wishes. Inside an act.

    What somebody follows already, or wanted no more, stays as it is.
    """
    written: dict[int, dict[Key, int]] = {}
    said: dict[int, dict[Key, int]] = {}
    for one in entries:
        if one.actor_id is None:
            continue
        if one.object_kind == "page" and one.action in WRITTEN:
            written.setdefault(one.actor_id, {}).setdefault(("page", one.object_uid), one.seq)
        elif one.object_kind == "turn" and one.action in SAID:
            thread = ("thread", str(one.detail["thread"]))
            said.setdefault(one.actor_id, {}).setdefault(thread, one.seq)
    wishes = _wishes({*written, *said})
    writers = _with_room({*written, *said})
    wanted = {
        (member_id, *key): seq
        for found, name in ((written, "follows_written"), (said, "follows_said"))
        for member_id, keys in found.items()
        if member_id in writers
        and len(keys) <= _MOST
        and getattr(wished(wishes.get(member_id)), name)
        for key, seq in keys.items()
    }
    for one_known in _known(wanted):
        del wanted[one_known]
    insert_missing(
        Follow,
        *(
            {"member_id": of, "kind": kind, "target": target, "seq": seq, "is_automatic": True}
            for (of, kind, target), seq in wanted.items()
        ),
    )
    for member_id in sorted({of for of, _, _ in wanted}):
        ring(member_id)


def _wishes(member_ids: Collection[int]) -> dict[int, Wish]:
    query = sa.select(Wish).where(Wish.member_id.in_(sorted(member_ids)))
    return {one.member_id: one for one in reading().scalars(query)}


def _with_room(member_ids: Collection[int]) -> set[int]:
    """Those who are still there, and do not follow the most that one may."""
    asked = sorted(member_ids)
    query = (
        sa.select(Follow.member_id)
        .where(Follow.member_id.in_(asked), Follow.is_off.is_(False))
        .group_by(Follow.member_id)
        .having(sa.func.count() >= LIMIT)
    )
    return {*actors(asked)} - {*reading().scalars(query)}


def _known(wanted: Collection[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Those that are followed already, or were."""
    query = sa.select(Follow.member_id, Follow.kind, Follow.target).where(
        Follow.member_id.in_(sorted({of for of, _, _ in wanted})),
        Follow.target.in_(sorted({target for _, _, target in wanted})),
    )
    return [key for row in reading().execute(query) if (key := (row[0], row[1], row[2])) in wanted]
