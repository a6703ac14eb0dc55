"""What the journal says that members may be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import sqlalchemy as sa

from wiki.discussions.models import Thread
from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.members import queries as members
from wiki.navigation.models import Filing
from wiki.pages.models import Page
from wiki.places.models import Place
from wiki.watch.rules import NEWS, Event, Key

#: Acts read at once.
AT_ONCE = 500
WRITTEN = frozenset(
    {"page_created", "page_edited", "page_merged", "page_resolved", "page_undone", "page_renamed"}
)
_PAGES = WRITTEN | {"page_restored"}
#: What is done to a charter and tells nobody who follows it anything.
_UNTOLD = frozenset(
    {"ballot_paper_entered", "ballot_paper_dropped", "ballot_paper_forgotten", "charter_settled"}
)
SAID = frozenset({"thread_opened", "turn_added"})


def after(seq: int) -> Sequence[Entry]:
    """Some acts, in order, after a place in the journal."""
    query = sa.select(Entry).where(Entry.seq > seq).order_by(Entry.seq).limit(AT_ONCE)
    return reading().scalars(query).all()


def events(entries: Iterable[Entry]) -> list[Event]:
    """What is told of some acts: old ones are no news."""
    oldest = clock.now() - NEWS
    said = [one for one in entries if one.at >= oldest and _is_told(one)]
    people = members.uids({one.actor_id for one in said if one.actor_id is not None})
    threads = _threads(one for one in said if one.object_kind == "turn")
    filed = _filed({one.object_uid for one in said if one.object_kind == "page"})
    found = []
    for one in said:
        by = (("person", people[one.actor_id]),) if one.actor_id in people else ()
        if one.object_kind == "page":
            thing: Key = ("page", one.object_uid)
            found.append(
                Event(
                    one.seq,
                    one.at,
                    one.actor_id,
                    thing,
                    (thing, *filed.get(one.object_uid, ()), *by),
                )
            )
        elif one.object_kind == "charter":
            found += _of_charter(one)
        elif target := threads.get(str(one.detail["thread"])):
            thing = ("thread", str(one.detail["thread"]))
            found.append(Event(one.seq, one.at, one.actor_id, thing, (thing, target, *by)))
    return found


def _of_charter(entry: Entry) -> Iterator[Event]:
    """An act on an amendment is told of it, to who follows it, and of its charter."""
    charter: Key = ("charter", entry.object_uid)
    if uid := entry.detail.get("amendment"):
        thing: Key = ("amendment", str(uid))
        yield Event(entry.seq, entry.at, entry.actor_id, thing, (thing,))
    yield Event(entry.seq, entry.at, entry.actor_id, charter, (charter,))


def _is_told(entry: Entry) -> bool:
    if entry.object_kind == "page":
        return entry.action in _PAGES
    if entry.object_kind == "charter":
        return entry.action not in _UNTOLD
    return entry.object_kind == "turn" and entry.action in SAID


def _filed(uids: Collection[str]) -> dict[str, list[Key]]:
    """The categories of some pages, and the territories of the places that they describe."""
    found: dict[str, list[Key]] = {}
    asked = sorted(uids)
    named = sa.select(Page.uid, Filing.category_key).join(Filing, Filing.page_id == Page.id)
    for uid, key in reading().execute(named.where(Page.uid.in_(asked))):
        found.setdefault(uid, []).append(("category", key))
    lying = sa.select(Page.uid, Place.department, Place.region).join(
        Place, Place.page_id == Page.id
    )
    for uid, department, region in reading().execute(lying.where(Page.uid.in_(asked))):
        for kind, code in (("departement", department), ("region", region)):
            if code:
                found.setdefault(uid, []).append(("territory", f"{kind}:{code}"))
    return found


def _threads(entries: Iterable[Entry]) -> dict[str, Key]:
    """What some threads are about, by their uids."""
    uids = {str(one.detail["thread"]) for one in entries}
    query = sa.select(Thread.uid, Thread.target_kind, Thread.target_uid)
    rows = reading().execute(query.where(Thread.uid.in_(sorted(uids))))
    return {uid: (kind, target) for uid, kind, target in rows}
