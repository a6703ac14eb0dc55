"""The register of the decisions, and the minutes of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.events.models import MadeDecision, Minutes
from wiki.kernel.db import look
from wiki.kernel.pager import END
from wiki.kernel.prepared import Among
from wiki.organisations.queries.related import keys_of
from wiki.pages.models import Page

#: Decisions of a list shown at once.
SIZE = 50


class Made(NamedTuple):
    """A decision in the register, with the page that tells it."""

    page_id: int
    rank: int
    title: str
    text: str
    article: str
    charter: str
    anchor: str
    who: str
    due: str


class Register(NamedTuple):
    """Some decisions, and the key after which the next ones start; "" at the end."""

    rows: Sequence[Made]
    next_key: str


_FROM_PAGE = {"title": Page.title}
_MADE = sa.select(
    *(_FROM_PAGE.get(name) or getattr(MadeDecision, name) for name in Made._fields)
).join(Page, Page.id == MadeDecision.page_id)
#: The pages that were made last come first, each with its decisions in their order.
_SOME = (
    _MADE.where(
        sa.bindparam("charter", type_=sa.Text()).in_(("", MadeDecision.charter)),
        sa.or_(
            MadeDecision.page_id < sa.bindparam("page", type_=sa.BigInteger()),
            sa.and_(
                MadeDecision.page_id == sa.bindparam("page", type_=sa.BigInteger()),
                MadeDecision.rank > sa.bindparam("after", type_=sa.Integer()),
            ),
        ),
    )
    .order_by(MadeDecision.page_id.desc(), MadeDecision.rank)
    .limit(sa.bindparam("size", type_=sa.Integer()))
)
_COUNTS = (
    sa.select(MadeDecision.anchor, sa.func.count())
    .where(MadeDecision.charter == sa.bindparam("charter"))
    .group_by(MadeDecision.anchor)
)
_MINUTES = (
    sa.select(Page.title)
    .join(Minutes, Minutes.page_id == Page.id)
    .where(Among(Minutes.key, "keys"))
    .order_by(Page.id)
)


def register(charter: str = "", *, after: str = "", size: int = SIZE) -> Register:
    """The decisions, those of the page that was made last first; those about a charter."""
    page, rank = _read(after) or (END, 0)
    rows = look(_SOME, charter=charter, page=page, after=rank, size=size + 1)
    shown = [Made._make(row) for row in rows[:size]]
    more = len(rows) > size
    return Register(shown, f"{shown[-1].page_id}-{shown[-1].rank}" if more else "")


def about(charter: str) -> dict[str, int]:
    """How many decisions concern each article of a charter, by its identifier in the text."""
    return {str(anchor): int(number) for anchor, number in look(_COUNTS, charter=charter)}


def minutes_of(page_id: int) -> list[str]:
    """The titles of the pages that give the minutes of an event."""
    return list(dict.fromkeys(row[0] for row in look(_MINUTES, keys=keys_of(page_id))))


def _read(key: str) -> tuple[int, int] | None:
    page, _, rank = key[:40].partition("-")
    try:
        found = int(page), int(rank)
    except ValueError:
        return None
    return found if 0 <= found[0] < END and 0 <= found[1] < 2**31 else None
