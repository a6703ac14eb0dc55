"""The searches that members follow, and the pages that they find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel.db import reading, state
from wiki.members.models import Member
from wiki.search.models import SavedSearch
from wiki.watch.models import Follow, Found

SEARCH = "search"


class Sought(NamedTuple):
    """A search that a member follows, since a place in the journal."""

    member_id: int
    since: int
    uid: str
    screen: str
    asked: str


def finding(screen: str, asked: str) -> sa.Select[int] | None:
    """The query of the rows of the pages that a search finds; None when it cannot be followed."""

    def collect() -> dict[str, Callable[[str], sa.Select[int] | None]]:
        return {
            of_screen: subject.load(reference)
            for subject in state().subjects
            for of_screen, reference in subject.finders.items()
        }

    find = state().keep("watch.finders", collect).get(screen)
    return find(asked) if find else None


def sought() -> Sequence[Sought]:
    """Every search that somebody follows, who is still there."""
    query = (
        sa.select(
            Follow.member_id, Follow.seq, SavedSearch.uid, SavedSearch.screen, SavedSearch.asked
        )
        .join(SavedSearch, SavedSearch.uid == Follow.target)
        .join(Member, Member.id == Follow.member_id)
        .where(
            Follow.kind == SEARCH,
            Follow.is_off.is_(False),
            Follow.member_id == SavedSearch.member_id,
            Member.deactivated_at.is_(None),
        )
        .order_by(Follow.member_id, SavedSearch.uid)
    )
    return [Sought(*row) for row in reading().execute(query)]


def found_among(screen: str, asked: str, page_ids: Collection[int]) -> set[int]:
    """Those of some pages that a search finds."""
    every = finding(screen, asked)
    if every is None or not page_ids:
        return set()
    pages = every.subquery()
    (page_id,) = pages.c
    return set(reading().scalars(sa.select(page_id).where(page_id.in_(sorted(page_ids)))))


def known_among(page_ids: Collection[int]) -> set[tuple[int, str, int]]:
    """Those of some pages that followers know to be found: by whom, by which search."""
    query = sa.select(Found.member_id, Found.search, Found.page_id)
    rows = reading().execute(query.where(Found.page_id.in_(sorted(page_ids))))
    return {(member_id, search, page_id) for member_id, search, page_id in rows}


def mine(member_id: int, uids: Collection[str]) -> Sequence[SavedSearch]:
    """Those of some searches that a member has kept."""
    query = sa.select(SavedSearch).where(
        SavedSearch.member_id == member_id, SavedSearch.uid.in_(sorted(uids))
    )
    return reading().scalars(query).all()
