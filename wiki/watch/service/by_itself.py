"""Following for those who wish it what they write, and the threads that they speak in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import insert_missing, reading
from wiki.watch.models import Follow, Wish
from wiki.watch.queries.events import SAID, WRITTEN
from wiki.watch.queries.follows import wished
from wiki.watch.service.follow import ring

#: Who writes more pages at a time does not mean each of them.
_MOST = 20


def follow_by_itself(entries: Iterable[Entry]) -> None:
    """Follow what the members of some acts wrote, as each wishes. Inside an act.

    What somebody follows already, or wanted no more, stays as it is.
    """
    written: dict[int, dict[str, int]] = {}
    said: dict[int, dict[str, int]] = {}
    for one in entries:
        if one.actor_id is None:
            continue
        if one.object_kind == "page" and one.action in WRITTEN:
            written.setdefault(one.actor_id, {}).setdefault(one.object_uid, one.seq)
        elif one.object_kind == "turn" and one.action in SAID:
            said.setdefault(one.actor_id, {}).setdefault(str(one.detail["thread"]), one.seq)
    wishes = _wishes({*written, *said})
    rows = [
        {"member_id": member_id, "kind": kind, "target": target, "seq": seq, "is_automatic": True}
        for kind, found, is_wished in (
            ("page", written, lambda wish: wished(wish).follows_written),
            ("thread", said, lambda wish: wished(wish).follows_said),
        )
        for member_id, targets in found.items()
        if len(targets) <= _MOST and is_wished(wishes.get(member_id))
        for target, seq in targets.items()
    ]
    known = _known({*written, *said}, {str(row["target"]) for row in rows})
    new = [row for row in rows if (row["member_id"], row["kind"], row["target"]) not in known]
    insert_missing(Follow, *new)
    for member_id in sorted({int(row["member_id"]) for row in new}):
        ring(member_id)


def _wishes(member_ids: Collection[int]) -> dict[int, Wish]:
    query = sa.select(Wish).where(Wish.member_id.in_(sorted(member_ids)))
    return {one.member_id: one for one in reading().scalars(query)}


def _known(member_ids: Collection[int], targets: Collection[str]) -> set[tuple[int, str, str]]:
    query = sa.select(Follow.member_id, Follow.kind, Follow.target).where(
        Follow.member_id.in_(sorted(member_ids)), Follow.target.in_(sorted(targets))
    )
    return {(row[0], row[1], row[2]) for row in reading().execute(query)}
