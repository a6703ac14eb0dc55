"""Following a search that one keeps: each page that it finds anew is told once.

What it finds when it is followed is known; what it finds later is noted in the act that tells it.
A page that the follower changed so that it is found is known too, and told to them no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from wiki.kernel.db import BigId, Key, insert_missing, reading, table_of
from wiki.kernel.errors import Invalid
from wiki.pages.models import Page
from wiki.search.models import SavedSearch
from wiki.watch.models import Found
from wiki.watch.queries import searches
from wiki.watch.queries.searches import SEARCH, Sought
from wiki.watch.rules import APART, FOUND, REASONS, Event, Tale


def begin(member_id: int, uid: str) -> None:
    """Note what a search finds when it is followed: none of it is new. Inside an act.

    Raises `Invalid` for one that cannot be followed.
    """
    (kept,) = searches.mine(member_id, [uid])
    forget(member_id, uid)
    pages = _pages(kept)
    (page_id,) = pages.c
    known = sa.select(sa.literal(member_id, BigId), sa.literal(uid, Key), page_id).distinct()
    reading().execute(
        sa.insert(table_of(Found)).from_select(["member_id", "search", "page_id"], known)
    )


def forget(member_id: int, uid: str) -> None:
    """Forget what a search has found. Inside an act."""
    reading().execute(
        sa.delete(table_of(Found)).where(Found.member_id == member_id, Found.search == uid)
    )


def found(events: Iterable[Event]) -> list[Tale]:
    """What followed searches find anew among the pages of some acts; it is noted. Inside an act."""
    acts: dict[str, list[Event]] = {}
    for event in events:
        if event.thing[0] == "page":
            acts.setdefault(event.thing[1], []).append(event)
    sought = searches.sought() if acts else ()
    if not sought:
        return []
    query = sa.select(Page.id, Page.uid).where(Page.uid.in_(sorted(acts)))
    pages = {page_id: acts[uid] for page_id, uid in reading().execute(query)}
    known = searches.known_among(pages)
    asked = {(one.screen, one.asked) for one in sought}
    finds = {key: searches.found_among(*key, pages) for key in sorted(asked)}
    new = [
        (one, page_id)
        for one in sought
        for page_id in sorted(finds[one.screen, one.asked])
        if (one.member_id, one.uid, page_id) not in known
    ]
    insert_missing(
        Found,
        *({"member_id": one.member_id, "search": one.uid, "page_id": id_} for one, id_ in new),
    )
    told: dict[tuple[int, str], Tale] = {}
    for one, page_id in new:
        for tale in _tale(one, pages[page_id]):
            same = told.get(key := (tale.member_id, tale.thing[1]))
            told[key] = same._replace(because=_both(same, tale)) if same else tale
    return list(told.values())


def _tale(one: Sought, acts: Iterable[Event]) -> Iterator[Tale]:
    """That a page is found, when others than the follower changed it since they follow."""
    of_others = [act for act in acts if act.seq > one.since and act.actor_id != one.member_id]
    if of_others:
        first, last = of_others[0], of_others[-1]
        because = f"{SEARCH}:{one.uid}"
        yield Tale(one.member_id, last.thing, 1, first.seq, last.seq, last.at, because)


def _both(one: Tale, other: Tale) -> str:
    """Two searches of the same member find the same page."""
    return APART.join([*one.because.split(APART), other.because][:REASONS])


def _pages(kept: SavedSearch) -> sa.Subquery:
    every = searches.finding(kept.screen, kept.asked)
    if every is None:
        raise Invalid("follow_search_wordless")
    few = every.limit(FOUND + 1).subquery()
    if (reading().scalar(sa.select(sa.func.count()).select_from(few)) or 0) > FOUND:
        raise Invalid("follow_search_wide", limit=FOUND)
    return every.subquery()
