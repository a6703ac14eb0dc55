"""The pages of the bin: when each was put there, by whom, and what it takes to take it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from wiki.journal.models import Entry
from wiki.kernel.db import look
from wiki.kernel.permissions import Actor, May, why_not
from wiki.kernel.slugs import title_key
from wiki.members.models import Member
from wiki.pages.models import Page
from wiki.pages.queries.joinings import is_joined
from wiki.site.queries import policy


class Thrown(NamedTuple):
    """A page of the bin; `by` is None when the wiki or a visitor put it there."""

    uid: str
    title: str
    at: datetime
    by_id: int | None
    by: str | None

    def is_own(self, actor: Actor) -> bool:
        """Whether the actor put it there."""
        return actor.member_id is not None and actor.member_id == self.by_id

    def why_not_back(self, actor: Actor) -> str | None:
        """None when the actor may take it out, else the code of the reason why not."""
        right, *scopes = right_back(actor, self)
        return why_not(actor, right, policy(), *scopes)


def right_back(actor: Actor, thrown: Thrown | None) -> tuple[May, *tuple[str, ...]]:
    """The right that takes a page out of the bin, and where it may be held.

    What one put there oneself, one takes back by the right that put it there.
    """
    if thrown is not None and thrown.is_own(actor):
        return May.DELETE, f"page:{thrown.uid}"
    return (May.RESTORE,)


_last_by = (
    sa.select(Entry.actor_id)
    .where(
        Entry.object_kind == "page", Entry.object_uid == Page.uid, Entry.action == "page_deleted"
    )
    .order_by(Entry.seq.desc())
    .limit(1)
    .correlate(Page)
    .scalar_subquery()
)
# A page that was joined to another one is not among them.
_THROWN = (
    sa.select(Page.uid, Page.title, Page.deleted_at, Member.id, Member.name)
    .outerjoin(Member, Member.id == _last_by)
    .where(Page.deleted_at.is_not(None), ~is_joined)
    .order_by(Page.deleted_at.desc(), Page.id.desc())
    .limit(sa.bindparam("size"))
)
_OF_KEY = _THROWN.where(Page.key == sa.bindparam("key"))
_OF_UID = _THROWN.where(Page.uid == sa.bindparam("uid"))
_OF_MEMBER = _THROWN.where(Member.id == sa.bindparam("member"))


def in_bin(size: int, member_id: int | None = None) -> Sequence[Thrown]:
    """The pages in the bin, the last thrown first; those that one member threw, if one is named."""
    if member_id is None:
        return [Thrown._make(row) for row in look(_THROWN, size=size)]
    return [Thrown._make(row) for row in look(_OF_MEMBER, size=size, member=member_id)]


def thrown_at(title: str) -> Thrown | None:
    """The last page of this title that was put in the bin and is there."""
    return next((Thrown._make(row) for row in look(_OF_KEY, size=1, key=title_key(title))), None)


def thrown(uid: str) -> Thrown | None:
    """A page of the bin by its uid."""
    return next((Thrown._make(row) for row in look(_OF_UID, size=1, uid=uid)), None)
