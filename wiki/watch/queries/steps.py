"""The steps of amendments that some notices tell of, as the journal says them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.charter.models import Amendment, Charter
from wiki.journal.models import Entry
from wiki.kernel.db import reading
from wiki.kernel.permissions import Actor
from wiki.watch.models import Notice

#: Acts on the charters that are looked at.
_MOST = 2_000


def steps_of(
    actor: Actor, found: Sequence[Notice], *, is_fresh: bool = False
) -> dict[str, dict[str, int]]:
    """By the uid of each amendment: its acts in order, and how many times each was done."""
    of_amendments = {one.uid: one for one in found if one.kind == "amendment"}
    if not of_amendments:
        return {}
    charters = (
        sa.select(Charter.uid)
        .join(Amendment, Amendment.charter_id == Charter.id)
        .where(Amendment.uid.in_(sorted(of_amendments)))
    )
    query = (
        sa.select(Entry.seq, Entry.action, Entry.actor_id, Entry.detail)
        .where(
            Entry.object_kind == "charter",
            Entry.object_uid.in_(charters),
            Entry.seq >= min(_first(one, is_fresh=is_fresh) for one in of_amendments.values()),
            Entry.seq <= max(one.seq for one in of_amendments.values()),
        )
        .order_by(Entry.seq)
        .limit(_MOST)
    )
    steps: dict[str, dict[str, int]] = {}
    for seq, action, actor_id, detail in reading().execute(query):
        told = of_amendments.get(str(detail.get("amendment")))
        is_own = actor_id is not None and actor_id == actor.member_id
        if told and not is_own and _first(told, is_fresh=is_fresh) <= seq <= told.seq:
            of_one = steps.setdefault(told.uid, {})
            of_one[action] = of_one.get(action, 0) + 1
    return steps


def _first(notice: Notice, *, is_fresh: bool) -> int:
    return max(notice.since, notice.mailed + 1) if is_fresh else notice.since
