"""Who is a member, where, and what they can do: of those who say it to who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.members.queries.directory import everyone
from wiki.organisations.models import Mandate
from wiki.organisations.queries.mandates import runs
from wiki.organisations.queries.related import HOLDER
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.sheets.models import Fact

#: Who did nothing for longer is not active.
YEAR = timedelta(days=365)


class Counted(NamedTuple):
    """A member; one who hides has no name here, and says nothing."""

    uid: str
    name: str
    role: int
    place: str
    organisation: str
    department: str
    skills: tuple[str, ...]
    mandates: tuple[str, ...]
    joined_at: datetime | None
    closed_at: datetime | None
    is_active: bool

    @property
    def is_told(self) -> bool:
        """Whether they say who they are."""
        return bool(self.uid)


def census(*, sees_all: bool) -> list[Counted]:
    """Everyone by name, closed accounts too; `sees_all`: those who show themselves to nobody.

    Those who hide come last: among the others, their neighbours would tell how they are called.
    """
    rows = everyone(clock.now() - YEAR)
    of = _organisations({row.place_key for row in rows if row.place_key})
    spoken = _spoken()
    found = []
    for row in rows:
        if row.shown_to == "nobody" and not sees_all:
            hidden = (None, row.deactivated_at, bool(row.is_active))
            found.append(Counted("", "", 0, "", "", "", (), (), *hidden))
            continue
        found.append(
            Counted(
                row.uid,
                row.name,
                row.role or 0,
                row.place,
                of.get(row.place_key, ""),
                row.department,
                tuple(one for one in row.skills.split(", ") if one),
                tuple(spoken.get(row.id, ())),
                row.joined_at,
                row.deactivated_at,
                bool(row.is_active),
            )
        )
    return sorted(found, key=lambda one: not one.is_told)


def _organisations(keys: Collection[str]) -> dict[str, str]:
    """To which organisation each of these keys leads: the page, or the one that holds the place."""
    titles = pages.existing_titles(keys)
    there = {title_key(title) for title in titles.values()}
    held = (
        sa.select(Page.key, Fact.text)
        .join(Fact, Fact.page_id == Page.id)
        .where(Page.key.in_(sorted(there)), Fact.field == HOLDER, Fact.to_seq.is_(None))
    )
    holders = {row.key: row.text for row in reading().execute(held) if row.text}
    named = pages.existing_titles(holders.values())
    return {
        key: named.get(holders.get(title_key(title), ""), title) for key, title in titles.items()
    }


def _spoken() -> dict[int, list[str]]:
    """For which pages each member speaks today."""
    query = (
        sa.select(Mandate.member_id, Page.title)
        .join(Page, Page.id == Mandate.page_id)
        .where(Page.deleted_at.is_(None), runs(Mandate, clock.now().date().isoformat()))
        .order_by(Page.sort, Page.key)
    )
    found: dict[int, list[str]] = {}
    for member_id, title in reading().execute(query):
        found.setdefault(member_id, []).append(title)
    return found
