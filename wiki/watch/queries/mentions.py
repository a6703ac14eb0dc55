"""Whom the texts of some acts name, who were not told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from wiki.discussions.models import Mention
from wiki.journal.models import Entry
from wiki.kernel.db import reading
from wiki.watch.models import Notice
from wiki.watch.queries.events import SAID, WRITTEN
from wiki.watch.rules import Key, Tale

#: A text names somebody in the act that ends with its line of the journal.
_ACT = timedelta(minutes=1)


class Naming(NamedTuple):
    """Somebody is named: by which `Mention`, and what they are told if nothing else tells them."""

    mention: int
    tale: Tale


def named(entries: Iterable[Entry]) -> list[Naming]:
    """Each member whom a text of these acts names for the first time, once for each thing."""
    acts: dict[Key, Entry] = {}
    first: dict[Key, datetime] = {}
    for one in entries:
        if _names(one):
            acts[one.object_kind, one.object_uid] = one
            first.setdefault((one.object_kind, one.object_uid), one.at)
    found: dict[tuple[int, Key], Naming] = {}
    for mention in _mentions(acts):
        act = acts[mention.kind, mention.uid]
        if mention.created_at < first[mention.kind, mention.uid] - _ACT:
            continue
        thing = _thing(act)
        tale = Tale(mention.member_id, thing, 1, act.seq, act.seq, act.at, "mention:")
        found[mention.member_id, thing] = Naming(mention.id, tale)
    told = _told(found)
    return [one for key, one in found.items() if told.get(key, 0) < one.mention]


def _names(entry: Entry) -> bool:
    if entry.object_kind == "page":
        return entry.action in WRITTEN
    is_said = entry.object_kind == "turn" and entry.action in SAID | {"turn_edited"}
    return is_said and "thread" in entry.detail


def _thing(entry: Entry) -> Key:
    if entry.object_kind == "page":
        return ("page", entry.object_uid)
    return ("thread", str(entry.detail["thread"]))


def _mentions(acts: Iterable[Key]) -> list[Mention]:
    uids = sorted({uid for _, uid in acts})
    if not uids:
        return []
    query = sa.select(Mention).where(Mention.kind.in_(("page", "turn")), Mention.uid.in_(uids))
    return list(reading().scalars(query.order_by(Mention.id)))


def _told(named: Collection[tuple[int, Key]]) -> dict[tuple[int, Key], int]:
    """By which mention a member was told last of each thing."""
    if not named:
        return {}
    query = sa.select(Notice.member_id, Notice.kind, Notice.uid, Notice.mention).where(
        Notice.member_id.in_(sorted({member_id for member_id, _ in named})),
        Notice.uid.in_(sorted({uid for _, (_, uid) in named})),
        Notice.mention > 0,
    )
    rows = reading().execute(query)
    return {(member_id, (kind, uid)): mention for member_id, kind, uid, mention in rows}
