"""Finding documents. Engines match, we rank: in tiers, then by mentions, by date, by number.

The statement is the same on both engines but for the one condition that asks the full-text index,
and so is the order of what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.language import Query, query, stems
from wiki.search.matching import match
from wiki.search.models import SearchDocument, SearchName
from wiki.search.rules import (
    CANDIDATES,
    PAGE_SIZE,
    QUESTION_LENGTH,
    SUGGESTIONS,
)
from wiki.search.snippets import Passage, passage
from wiki.search.statements import COLUMNS, NAMES, WORDS, ranked, starting


class Tier(IntEnum):
    """Where the words were found: the lower, the better."""

    EXACT = 0  # the title, as it was typed
    SAME_WORDS = 1  # a title of these words and no other
    TITLE = 2
    HEAD = 3  # other titles, headings
    BODY = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is narrowed to; empty values do not narrow."""

    kinds: tuple[str, ...] = ()


EVERYTHING = Wanted()
#: After any title that starts alike.
LAST_SIGN = "\U0010ffff"
Rows = Sequence[sa.Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `name` is the title that leads to it when it is not its own."""

    kind: str
    uid: str
    title: str
    name: str
    tier: Tier
    updated_at: datetime
    shown: Passage


@dataclass(frozen=True, slots=True)
class Found:
    """A screen of hits. `total` documents match, or more than that when `is_more`.

    `next_offset` is where the next screen starts, None at the end. `exact` is the title of the
    document that bears the very title that was typed.
    """

    question: str
    hits: Sequence[Hit]
    total: int
    is_more: bool
    next_offset: int | None
    exact: str | None


def search(
    question: str,
    *,
    wanted: Wanted = EVERYTHING,
    offset: int = 0,
    size: int = PAGE_SIZE,
    typing: bool = False,
) -> Found:
    """What answers the question, from `offset` on (at most `CANDIDATES` hits can be reached).

    With `typing`, the last word may be unfinished.
    """
    question = _clean(question)
    asked = query(question, typing=typing)
    rows = _ranked(question, asked, wanted, offset, size + 1)
    total = rows[0].total if rows else 0
    reachable = len(rows) > size and offset + size < CANDIDATES
    return Found(
        question=question,
        hits=_hits(rows[:size], asked, question),
        total=min(total, CANDIDATES),
        is_more=total > CANDIDATES,
        next_offset=offset + size if reachable else None,
        exact=_exact(question),
    )


def suggest(question: str, size: int = SUGGESTIONS) -> Sequence[Hit]:
    """What the question may become: titles that start so, then what a search would find."""
    question = _clean(question)
    asked = query(question, typing=True)
    rows = list(_starting(question, size))
    if len(rows) < size:
        known = {row.number for row in rows}
        more = _ranked(question, asked, EVERYTHING, 0, size)
        rows += [row for row in more if row.number not in known]
    return _hits(rows[:size], asked, question)


def _clean(question: str) -> str:
    """The question on one line; what an engine cannot hold is left out."""
    readable = question[:QUESTION_LENGTH].replace("\x00", " ")
    return " ".join(readable.encode("utf-8", "ignore").decode("utf-8").split())


def _exact(question: str) -> str | None:
    """The title of the document that a title leads to."""
    found = (
        sa.select(SearchDocument.title)
        .join(SearchName, SearchName.number == SearchDocument.number)
        .where(SearchName.key == title_key(question))
        .order_by(SearchDocument.number)
        .limit(1)
    )
    return reading().scalar(found)


def _ranked(question: str, asked: Query, wanted: Wanted, offset: int, size: int) -> Rows:
    session = reading()
    dialect = session.get_bind().dialect.name
    values: dict[str, Any] = {"key": title_key(question), "offset": offset, "size": size}
    if wanted.kinds:
        values["kinds"] = wanted.kinds
    if asked.terms:
        values |= {"stems": stems(question), "candidates": CANDIDATES + 1}
        values |= {f"in_{column}": match(dialect, asked, column) for column in COLUMNS.values()}
    statement = ranked(dialect, has_words=bool(asked.terms), of_kinds=bool(wanted.kinds))
    return session.execute(statement, values).all()


def _starting(question: str, size: int) -> Rows:
    key = title_key(question)
    if not key:
        return []
    values = {"key": key, "end": key + LAST_SIGN, "candidates": CANDIDATES, "size": size}
    return reading().execute(starting(), values).all()


# -- What is shown of them


def _hits(rows: Rows, asked: Query, question: str) -> list[Hit]:
    numbers = [row.number for row in rows]
    session = reading()
    words = {row.number: row for row in session.execute(WORDS, {"numbers": numbers})}
    names: dict[int, list[Any]] = {}
    for row in session.execute(NAMES, {"numbers": numbers}):
        names.setdefault(row.number, []).append(row)
    return [
        Hit(
            kind=row.kind,
            uid=row.uid,
            title=row.title,
            name=_other_name(row.title, names.get(row.number, []), asked, title_key(question)),
            tier=Tier(row.tier),
            updated_at=row.updated_at,
            shown=passage(row.title, words[row.number], asked),
        )
        for row in rows
    ]


def _other_name(title: str, names: Iterable[Any], asked: Query, key: str) -> str:
    """The other title that answers where the document's own does not."""
    answering = [
        name
        for name in names
        if asked.matches(name.stems.split()) or (key and name.key.startswith(key))
    ]
    own = title_key(title)
    if not answering or any(name.key == own for name in answering):
        return ""
    return str(answering[0].title)
