"""Which places are of a network, which networks a place is of, what an organisation holds.

All of it is looked up in the facts: nothing is written a second time, so nothing is ever stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look
from wiki.kernel.prepared import Among
from wiki.language.folding import sort_key
from wiki.pages.models import Page, Redirect
from wiki.sheets.models import Fact

#: Field of a sheet that names another page -> what is listed on that page.
HOLDER, NETWORKS, MOVED_TO = "holder", "networks", "moved_to"
#: Pages of a list shown at once.
SIZE = 50
_MEMBER = "members.place"


class Membership(NamedTuple):
    """A network that names a place, or that a place names: `status` is "" for the latter."""

    title: str
    status: str
    since: str
    until: str


_KEYS = sa.union_all(
    sa.select(Page.key).where(Page.id == sa.bindparam("of")),
    sa.select(Redirect.key).where(Redirect.page_id == sa.bindparam("of")),
)


def keys_of(page_id: int) -> list[str]:
    """The keys under which other pages name this one."""
    return sorted(row[0] for row in look(_KEYS, of=page_id))


_alive = Page.deleted_at.is_(None)


def _beside(name: str) -> sa.ScalarSelect[str]:
    """Another column of the row of a network's sheet that names a place."""
    other = aliased(Fact)
    value = other.text if name == "status" else other.date
    return (
        sa.select(value)
        .where(
            other.page_id == Fact.page_id,
            other.field == f"members.{name}",
            other.row == Fact.row,
            other.to_seq.is_(None),
        )
        .scalar_subquery()
    )


_ROW = tuple(sa.func.coalesce(_beside(name), "") for name in ("status", "since", "until"))
_NETWORKS = (
    sa.select(Page.title, *_ROW)
    .select_from(Fact)
    .join(Page, Page.id == Fact.page_id)
    .where(Fact.field == _MEMBER, Among(Fact.text, "keys"), Fact.to_seq.is_(None), _alive)
    .order_by(Page.sort, Page.key)
)


def networks_of(page_id: int) -> list[Membership]:
    """The networks that name a place among their members, with what they say of it."""
    return [Membership(*row) for row in look(_NETWORKS, keys=keys_of(page_id))]


_NAMED_BY = (
    sa.select(Page.title, Page.key)
    .select_from(Fact)
    .join(Page, Page.id == Fact.page_id)
    .where(
        Fact.field == sa.bindparam("field"),
        Among(Fact.text, "keys"),
        Fact.to_seq.is_(None),
        _alive,
        sa.tuple_(Page.sort, Page.key)
        > sa.tuple_(
            sa.bindparam("start", type_=Page.sort.type), sa.bindparam("after", type_=Page.key.type)
        ),
    )
    .order_by(Page.sort, Page.key)
    .limit(sa.bindparam("size"))
)


class Named(NamedTuple):
    """Some titles, and the key after which the next ones start; "" at the end."""

    titles: Sequence[str]
    next_key: str


def named_by(page_id: int, field: str, *, after: str = "", size: int = SIZE) -> Named:
    """The pages whose sheet names this one in a field, by title."""
    place = {"start": sort_key(after), "after": after}
    rows = look(_NAMED_BY, field=field, keys=keys_of(page_id), **place, size=size + 1)
    shown = rows[:size]
    return Named([row[0] for row in shown], shown[-1][1] if len(rows) > size else "")
