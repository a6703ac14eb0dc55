"""The pages of a portal, and what changed in each between two moments.

A portal is a page, the pages under its title, those filed in the category of its title, and those
that its directives list, as they are now. What is read for one page of the list does not grow with
the wiki nor with histories.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import Moment, look
from wiki.kernel.prepared import Among, Joined
from wiki.language.folding import fold, sort_key
from wiki.members.models import Member
from wiki.navigation.queries.branches import under
from wiki.navigation.queries.categories import Some, inside, members
from wiki.navigation.rules import ancestors, members_dependency, tree_dependency
from wiki.pages.models import Dependency, Page, Revision

#: Pages read at once from each place where a portal has some.
SIZE = 100
#: Places that the directives of a portal name, at most.
PLACES = 10
#: Versions of a page whose authors are told, the newest ones.
AUTHORED = 40
#: Pages thrown away that are looked at, the last thrown first.
THROWN = 1_000


class Portion(NamedTuple):
    """Keys of some pages of a portal, in their order, and the one after which others start."""

    keys: Sequence[str]
    next_key: str | None


_NAMED = (
    sa.select(Dependency.key)
    .where(
        Dependency.page_id == sa.bindparam("of"),
        sa.or_(
            Dependency.key.startswith(members_dependency("")),
            Dependency.key.startswith(tree_dependency("")),
        ),
    )
    .order_by(Dependency.key)
    .limit(PLACES)
)


def portion(key: str, page_id: int | None = None, *, after: str = "", size: int = SIZE) -> Portion:
    """Some pages of the portal of this key: itself first, then those after the key `after`.

    `page_id` is that of its page, when there is one, whose directives name other places.
    """
    named = [str(row[0]) for row in look(_NAMED, of=page_id)] if page_id is not None else []
    own = [tree_dependency(key), members_dependency(key)]
    places = [
        place for name in dict.fromkeys([*own, *named]) for place in _place(name, after, size)
    ]
    found = {row[0] for place in places for row in place.rows} - {key}
    ends = [place.next_key for place in places if place.next_key is not None]
    end = min(ends, key=_place_of, default=None)
    read = (one for one in found if end is None or _place_of(one) <= _place_of(end))
    keys = sorted(read, key=_place_of)
    return Portion(keys if after else [key, *keys], end)


def _place_of(key: str) -> tuple[str, str]:
    """Where a key stands in each list that a portal reads."""
    return sort_key(key), key


def _place(name: str, after: str, size: int) -> Sequence[Some[Any]]:
    """Some pages of a tree or a category, by the name of what depends on it."""
    key = name.partition(":")[2]
    if name == members_dependency(key):
        return (members(key, after=after, size=size), inside(key, after=after, size=size))
    return (under(key, after=after, size=size),)


class Changed(NamedTuple):
    """A page that is not what it was: all that its line in the list shows.

    `start` is the number of its version at the first moment, None for a page that is new since;
    `size_change` is in octets. `authors` has names, those of the newest versions.
    """

    title: str
    start: int | None
    start_title: str | None
    end: int
    end_title: str
    size_change: int
    created_at: datetime
    authors: tuple[str, ...]

    @property
    def versions(self) -> int:
        """How many versions were saved between the two."""
        return self.end - (self.start or 0)

    @property
    def has_older_authors(self) -> bool:
        """Whether some of these versions are too old for their authors to be told."""
        return self.versions > AUTHORED

    @property
    def kind(self) -> str:
        """`new`, `renamed` (and perhaps changed) or `changed`."""
        if self.start is None:
            return "new"
        return "renamed" if self.start_title != self.end_title else "changed"


def _version_at(moment: str) -> sa.ScalarSelect[int]:
    at = aliased(Revision)
    return (
        sa.select(at.id)
        .where(at.page_id == Page.id, at.created_at < sa.bindparam(moment, type_=Moment))
        .order_by(at.created_at.desc(), at.number.desc())
        .limit(1)
        .correlate(Page)
        .scalar_subquery()
    )


_START, _END, _BETWEEN = aliased(Revision), aliased(Revision), aliased(Revision)
#: Looked for one by one: what a join would start from depends on how many members there are.
_name = sa.select(Member.name).where(Member.id == _BETWEEN.author_id).correlate(_BETWEEN)
_written_by = (
    sa.select(_name.scalar_subquery().label("name"), _BETWEEN.number)
    .where(
        _BETWEEN.page_id == Page.id,
        _BETWEEN.number > sa.func.coalesce(_START.number, 0),
        _BETWEEN.number <= _END.number,
    )
    .order_by(_BETWEEN.number.desc())
    .limit(AUTHORED)
    .correlate(Page, _START, _END)
    .subquery()
)
#: No name has a comma that Joined could take for its own: it is written as a sign of no name.
_COMMA = "\x1f"
_authors = sa.select(Joined(sa.func.replace(_written_by.c.name, ",", _COMMA))).scalar_subquery()
_CHANGED = (
    sa.select(
        Page.key,
        Page.title,
        _START.number,
        _START.title.label("start_title"),
        _END.number.label("end_number"),
        _END.title.label("end_title"),
        (_END.size - sa.func.coalesce(_START.size, 0)).label("size_change"),
        _END.created_at,
        _authors.label("authors"),
    )
    .select_from(Page)
    .join(_END, _END.id == _version_at("end"))
    .outerjoin(_START, _START.id == _version_at("start"))
    .where(
        Among(Page.key, "keys"),
        Page.deleted_at.is_(None),
        _END.number > sa.func.coalesce(_START.number, 0),
    )
)


def changed(keys: Sequence[str], start: datetime, end: datetime) -> list[Changed]:
    """Those of these pages that changed from `start` (then included) to before `end`, by key."""
    found = look(_CHANGED, keys=list(keys), start=start, end=end) if keys else ()
    place = {key: at for at, key in enumerate(keys)}
    rows = sorted(found, key=lambda row: place[row[0]])
    return [Changed._make((*row[1:-1], _names(row[-1]))) for row in rows]


def _names(joined: str | None) -> tuple[str, ...]:
    names = {name.replace(_COMMA, ",") for name in (joined or "").split(",") if name}
    return tuple(sorted(names, key=lambda name: (fold(name), name)))


class Removed(NamedTuple):
    """A page of the portal, by its title, that went to the bin."""

    title: str
    deleted_at: datetime


_REMOVED = (
    sa.select(Page.key, Page.title, Page.deleted_at)
    .where(
        Page.deleted_at >= sa.bindparam("start", type_=Moment),
        Page.deleted_at < sa.bindparam("end", type_=Moment),
        Page.created_at < sa.bindparam("start", type_=Moment),
    )
    .order_by(Page.deleted_at.desc())
    .limit(THROWN)
)


def removed(key: str, start: datetime, end: datetime) -> list[Removed]:
    """The pages at this title or under it that were there at `start` and in the bin before `end`.

    Looked for among the last ones thrown away between the two, `THROWN` of them.
    """
    rows = look(_REMOVED, start=start, end=end)
    return [Removed(title, at) for one, title, at in rows if one == key or key in ancestors(one)]
