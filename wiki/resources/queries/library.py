"""The library: resources by what is said of them, a few at a time, and how many say what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.journal.queries import last_seq
from wiki.kernel.db import here, reading, state
from wiki.kernel.pager import PAGE_SIZE
from wiki.language.folding import fold
from wiki.pages.models import Page
from wiki.resources.models import Resource
from wiki.resources.rules import COLUMNS, FACETS, ORDERS, Tally, Wanted
from wiki.search.queries import holding

#: What pages that show resources depend on.
LIST = "resources"
#: A value of the order, and the number of a page.
Key = tuple[str | int, int]
#: Words of a question that are looked for in titles.
_WORDS = 8
_SEVERAL = ("theme", "stage", "audience")


class Line(NamedTuple):
    """A resource in a list: all that its line says; `order` is what it is ordered by."""

    page_id: int
    title: str
    uid: str
    summary: str
    themes: str
    stages: str
    audiences: str
    format: str
    date: str
    author: str
    url: str
    file: str
    licence: str
    territory: str
    seq: int
    order: Any = None


class Found(NamedTuple):
    """Some resources, and after which the next ones start."""

    rows: Sequence[Line]
    next_key: Key | None


_LINE = [
    getattr(Page if name == "uid" else Resource, name) for name in Line._fields if name != "order"
]
_ORDERED: dict[str, tuple[Any, bool]] = {
    "name": (Resource.sort, False),
    "date": (Resource.date, True),
    "changed": (Resource.seq, True),
}


def resources(
    wanted: Wanted, *, order: str = ORDERS[0], after: Key | None = None, size: int = PAGE_SIZE
) -> Found:
    """The resources in an order, those after `after`."""
    by, is_falling = _ORDERED[order]
    query = (
        sa.select(*_LINE, by)
        .join(Page, Page.id == Resource.page_id)
        .where(*_conditions(wanted))
        .order_by(*((by.desc(), Resource.page_id.desc()) if is_falling else (by, Resource.page_id)))
        .limit(size + 1)
    )
    if after is not None:
        key = sa.tuple_(by, Resource.page_id)
        query = query.where(key < after if is_falling else key > after)
    found = [Line._make(row) for row in reading().execute(query)]
    rows = found[:size]
    last = (rows[-1].order, rows[-1].page_id) if len(found) > size else None
    return Found(rows, last)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    for facet in FACETS:
        if code := getattr(wanted, facet):
            column = getattr(Resource, COLUMNS[facet])
            found.append(
                column.contains(f",{code},", autoescape=True)
                if facet in _SEVERAL
                else column == code
            )
    if words := fold(wanted.words).split()[:_WORDS]:
        named = sa.and_(*(Resource.sort.contains(word, autoescape=True) for word in words))
        held = holding(wanted.words)
        found.append(named if held is None else named | Resource.page_id.in_(held))
    return found


_said = [getattr(Resource, column) for column in COLUMNS.values()]


def tally(words: str = "") -> Tally:
    """How many resources say the same of all facets; of those that hold words, if there are any.

    Kept until anything at all is written in the journal: every choice of facets counts from it.
    """
    if here().get("wiki_act") is not None:  # what an act writes has no line in the journal yet
        return _tally(words)
    now = last_seq()
    memory: dict[str, tuple[int, Tally]] = state().keep("resources.tally", dict)
    seq, found = memory.get("now", (-1, ()))
    if words:
        return _tally(words)
    if seq != now:
        found = _tally("")
        memory["now"] = (now, found)
    return found


def _tally(words: str) -> Tally:
    query = sa.select(*_said, sa.func.count()).where(*_conditions(Wanted(words=words)))
    rows = reading().execute(query.group_by(*_said))
    return [(tuple(said), number) for *said, number in rows]
