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
from wiki.search.matching import postgres_match, sqlite_match
from wiki.search.models import SearchDocument, SearchName, SearchText
from wiki.search.rules import (
    CANDIDATES,
    PAGE_SIZE,
    QUESTION_LENGTH,
    SUGGESTIONS,
)
from wiki.search.snippets import Passage, passage


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
    rows = reading().execute(_ranked(question, asked, wanted).offset(offset).limit(size + 1)).all()
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
    rows = list(reading().execute(_starting(title_key(question), size)))
    if len(rows) < size:
        known = {row.number for row in rows}
        more = reading().execute(_ranked(question, asked, EVERYTHING).limit(size))
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


# -- Candidates, and their rank

Numbers = sa.Select[int, int]


def _ranked(question: str, asked: Query, wanted: Wanted) -> sa.Select[*tuple[Any, ...]]:
    tiers = [_named(SearchName.key == title_key(question), Tier.EXACT, wanted)]
    if asked.terms:
        tiers.append(_named(SearchName.stems == stems(question), Tier.SAME_WORDS, wanted))
        for column, tier in (("title", Tier.TITLE), ("head", Tier.HEAD), ("whole", Tier.BODY)):
            tiers.append(_matching(asked, column, tier, wanted))
    every = sa.union_all(*(sa.select(tier.subquery()) for tier in tiers)).subquery()
    best = (
        sa.select(every.c.number, sa.func.min(every.c.tier).label("tier"))
        .group_by(every.c.number)
        .subquery()
    )
    return (
        sa.select(
            SearchDocument.number,
            SearchDocument.kind,
            SearchDocument.uid,
            SearchDocument.title,
            SearchDocument.updated_at,
            best.c.tier,
            sa.func.count().over().label("total"),
        )
        .join(best, best.c.number == SearchDocument.number)
        .order_by(best.c.tier, *_merit())
    )


def _merit() -> tuple[sa.ColumnElement[Any], ...]:
    """The order of what answers equally well."""
    return (
        SearchDocument.links.desc(),
        SearchDocument.updated_at.desc(),
        SearchDocument.number.desc(),
    )


def _named(condition: sa.ColumnElement[bool], tier: Tier, wanted: Wanted) -> Numbers:
    found = sa.select(SearchName.number, sa.literal(int(tier)).label("tier")).where(condition)
    if wanted.kinds:
        found = found.join(SearchDocument, SearchDocument.number == SearchName.number)
        found = found.where(SearchDocument.kind.in_(wanted.kinds))
    return found.order_by(SearchName.number.desc()).limit(CANDIDATES)


def _matching(asked: Query, column: str, tier: Tier, wanted: Wanted) -> Numbers:
    """The newest made documents whose column answers; one more than are ranked, for the total."""
    matching = _in_sqlite if reading().get_bind().dialect.name == "sqlite" else _in_postgres
    number = matching(asked, column)
    found = sa.select(number.label("number"), sa.literal(int(tier)).label("tier"))
    if wanted.kinds:
        found = found.join(SearchDocument, SearchDocument.number == number)
        found = found.where(SearchDocument.kind.in_(wanted.kinds))
    return found.order_by(number.desc()).limit(CANDIDATES + (tier is Tier.BODY))


_FULLTEXT = sa.table("wiki_fulltext", sa.column("rowid", sa.BigInteger), sa.column("wiki_fulltext"))


def _in_sqlite(asked: Query, column: str) -> sa.ColumnElement[int]:
    """FTS5 gives its rows in order, so that a limit stops it early."""
    matches = _FULLTEXT.c.wiki_fulltext.op("MATCH")(sqlite_match(asked, column))
    return sa.select(_FULLTEXT.c.rowid).where(matches).subquery().c.rowid


def _in_postgres(asked: Query, column: str) -> sa.ColumnElement[int]:
    """GIN gives rows without order: all are found before some are kept."""
    vector = sa.func.wiki_stems(getattr(SearchText, column))
    question = sa.cast(postgres_match(asked), sa.dialects.postgresql.TSQUERY)
    matches = vector.op("@@", is_comparison=True)(question)
    found = sa.select(SearchText.number).where(matches).cte(f"in_{column}")
    return found.prefix_with("MATERIALIZED", dialect="postgresql").c.number


def _starting(key: str, size: int) -> sa.Select[*tuple[Any, ...]]:
    """The documents with a title that starts so, the best first among the first of them."""
    beginning = sa.and_(SearchName.key >= key, SearchName.key < key + "\U0010ffff")
    some = (
        sa.select(SearchName.number, SearchName.key)
        .where(beginning if key else sa.false())
        .order_by(SearchName.key, SearchName.number)
        .limit(CANDIDATES)
        .subquery()
    )
    numbers = sa.select(some.c.number).distinct().subquery()
    return (
        sa.select(
            SearchDocument.number,
            SearchDocument.kind,
            SearchDocument.uid,
            SearchDocument.title,
            SearchDocument.updated_at,
            sa.literal(int(Tier.TITLE)).label("tier"),
        )
        .join(numbers, numbers.c.number == SearchDocument.number)
        .order_by(*_merit())
        .limit(size)
    )


# -- What is shown of them


def _hits(rows: Sequence[sa.Row[*tuple[Any, ...]]], asked: Query, question: str) -> list[Hit]:
    numbers = [row.number for row in rows]
    texts = _texts(numbers)
    names = _names(numbers)
    return [
        Hit(
            kind=row.kind,
            uid=row.uid,
            title=row.title,
            name=_other_name(row.title, names.get(row.number, []), asked, title_key(question)),
            tier=Tier(row.tier),
            updated_at=row.updated_at,
            shown=passage(row.title, texts[row.number], asked),
        )
        for row in rows
    ]


def _texts(numbers: Iterable[int]) -> dict[int, SearchText]:
    found = reading().execute(
        sa.select(
            SearchText.number,
            SearchText.whole,
            SearchText.places,
            SearchText.headings,
            SearchText.text,
        ).where(SearchText.number.in_(numbers))
    )
    return {row.number: row for row in found}  # type: ignore[misc]


def _names(numbers: Iterable[int]) -> dict[int, list[SearchName]]:
    found: dict[int, list[SearchName]] = {}
    query = sa.select(SearchName.number, SearchName.key, SearchName.title, SearchName.stems)
    for row in reading().execute(
        query.where(SearchName.number.in_(numbers)).order_by(SearchName.number, SearchName.key)
    ):
        found.setdefault(row.number, []).append(row)  # type: ignore[arg-type]
    return found


def _other_name(title: str, names: Iterable[SearchName], asked: Query, key: str) -> str:
    """The other title that answers where the document's own does not."""
    own = title_key(title)
    if asked.matches(stems(title).split()) or own.startswith(key):
        return ""
    for name in names:
        answers = asked.matches(name.stems.split()) or (key and name.key.startswith(key))
        if name.key != own and answers:
            return str(name.title)
    return ""
