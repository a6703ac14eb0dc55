"""The pages that were joined to others: what is found at the titles that they had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look, reading
from wiki.kernel.errors import Conflict, Missing
from wiki.kernel.slugs import clean_title, title_key
from wiki.members.models import Member
from wiki.pages.models import Joining, Page
from wiki.pages.queries.pages import by_uid, find, page_at, redirect_of

#: Whether a page was joined to another one.
is_joined = (
    sa.select(Joining.id).where(Joining.page_id == Page.id, Joining.undone_at.is_(None)).exists()
)
_one, _into = aliased(Page), aliased(Page)


class Joined(NamedTuple):
    """A page that was joined to another one: both, who did it and when."""

    uid: str
    title: str
    page_uid: str
    head: int
    into: str
    into_uid: str
    number: int
    at: datetime
    by: str | None
    #: Keys of the titles that led to it.
    redirects: Sequence[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """Those of all its titles."""
        return (title_key(self.title), *self.redirects)


_JOINED = (
    sa.select(
        Joining.uid,
        _one.title,
        _one.uid,
        _one.head,
        _into.title,
        _into.uid,
        Joining.number,
        Joining.at,
        Member.name,
        Joining.redirects,
    )
    .join(_one, _one.id == Joining.page_id)
    .join(_into, _into.id == Joining.into_id)
    .outerjoin(Member, Member.id == Joining.member_id)
    .where(Joining.undone_at.is_(None))
)
_AT = _JOINED.where(Joining.key == sa.bindparam("key")).order_by(Joining.id.desc()).limit(1)
_OF = _JOINED.where(Joining.page_id == sa.bindparam("of"))
_TO = _JOINED.where(Joining.into_id == sa.bindparam("of")).order_by(Joining.id)
_LATEST = _JOINED.order_by(Joining.id.desc()).limit(sa.bindparam("size"))


def joined_at(title: str) -> Joined | None:
    """The page that had this title when it was joined to another one, and still is."""
    return next((Joined._make(row) for row in look(_AT, key=title_key(title))), None)


def joining_of(page_id: int) -> Joined | None:
    """The joining of a page to another one, if it is."""
    return next((Joined._make(row) for row in look(_OF, of=page_id)), None)


def joined_to(page_id: int) -> Sequence[Joined]:
    """The pages that were joined to one, the first first."""
    return [Joined._make(row) for row in look(_TO, of=page_id)]


def joined_under(title: str) -> Joined | None:
    """The page that had this title when it was joined to the one to which that leads today.

    What was being written under the title is of it, and of no version of the other.
    """
    led, key = redirect_of(title), title_key(title)
    if led is None:
        return None
    return next((one for one in joined_to(led[1].id) if key in one.keys), None)


def refuse_joined(title: str) -> None:
    """Raise `Conflict` when what is written under this title is of a page joined to another."""
    if joined := joined_under(title):
        raise Conflict("page_joined", title=joined.title, into=joined.into)


def latest(size: int) -> Sequence[Joined]:
    """The last that were joined, the newest first."""
    return [Joined._make(row) for row in look(_LATEST, size=size)]


def held(uid: str) -> Joining:
    """A joining that stands, held until the act is over. Raises `Missing`."""
    query = sa.select(Joining).where(Joining.uid == uid, Joining.undone_at.is_(None))
    found = None if "\0" in uid else reading().scalar(query.with_for_update())
    if found is None:
        raise Missing("joining_missing")
    return found


def past_at(address: str) -> Page:
    """The page whose history an address names: of one that was joined to another, its own."""
    title = clean_title(address)
    if (page := find(title)) is None and (found := joined_at(title)):
        page = by_uid(found.page_uid)
    return page or page_at(title)
