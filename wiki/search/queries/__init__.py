"""Finding documents. Engines match, we rank: in tiers, then by mentions, by date, by number.

The statement is the same on both engines but for the one condition that asks the full-text index,
and so is the order of what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.kernel import clock
from wiki.kernel.db import LAST_SIGN, look, reading, state
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import title_key
from wiki.language import Query, Synonyms, query, stems
from wiki.members.queries import names, uids
from wiki.search import statements
from wiki.search.document import KINDS
from wiki.search.matching import match, windows
from wiki.search.models import SavedSearch, SearchDocument, Synonym
from wiki.search.narrowing import FEW
from wiki.search.rules import (
    CANDIDATES,
    CHOICES,
    COUNTED,
    FEW_PASS,
    LOOKED,
    PAGE_SIZE,
    QUESTION_LENGTH,
    SINCE,
    STARTING,
    SUGGESTIONS,
    VERSIONS,
    code_of,
)
from wiki.search.snippets import Passage, passage
from wiki.search.synonyms import expressions
from wiki.site.queries import stamp


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
    #: Filed under the category of this key; written in by the member of this row; changed since;
    #: a place of the department of this code.
    category: str = ""
    person: int | None = None
    since: datetime | None = None
    territory: str = ""
    #: Described by a sheet of this kind.
    sheet: str = ""

    @property
    def facets(self) -> dict[str, Any]:
        """What narrows beside the kinds, by the name of its facet."""
        found = {
            "category": self.category,
            "person": self.person,
            "since": self.since,
            "territory": self.territory,
            "sheet": self.sheet,
        }
        return {facet: value for facet, value in found.items() if value}


EVERYTHING = Wanted()


class Row(NamedTuple):
    """A document that answers, how many do in all, and its words, as `rules.Entry` keeps them."""

    number: int
    kind: str
    uid: str
    title: str
    updated_at: datetime
    tier: int
    total: int
    whole: str
    headings: str
    text: str


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
class Choice:
    """What a search could be narrowed to: `value` is a title, a member's uid, a name of `SINCE`,
    the code of a department or of a kind of sheet.

    `pages` of those counted would stay.
    """

    facet: str
    value: str
    label: str
    pages: int


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
    question = clean(question)
    asked = query(question, typing=typing, synonyms=synonyms())
    rows = _ranked(question, asked, wanted, offset, size + 1)
    is_all = not offset and wanted == EVERYTHING  # the title as it was typed would come first
    total = rows[0].total if rows else 0
    reachable = len(rows) > size and offset + size < CANDIDATES
    return Found(
        question=question,
        hits=_hits(rows[:size], asked, question),
        total=min(total, CANDIDATES),
        is_more=total > CANDIDATES,
        next_offset=offset + size if reachable else None,
        exact=_first_exact(rows) if is_all else _exact(question),
    )


def choices(
    question: str, wanted: Wanted = EVERYTHING, *, typing: bool = False
) -> Sequence[Choice]:
    """What the search could be narrowed to, by the facets that do not narrow it yet.

    Counted among the best `COUNTED` documents, and the last `VERSIONS` revisions of each.
    """
    question = clean(question)
    asked = query(question, typing=typing, synonyms=synonyms())
    more: dict[str, Any] = {"counted": COUNTED, "versions": VERSIONS, "shown": CHOICES}
    more |= {name: clock.now() - timedelta(days=days) for name, days in SINCE.items()}
    found = _found(statements.counted, question, asked, wanted, more)
    people = {int(value) for facet, value, _, _ in found if facet == "person"}
    called, known = names(people), uids(people)
    return [
        Choice(facet, known[int(value)], called[int(value)], pages)
        if facet == "person"
        else Choice(facet, label or value, label, pages)
        for facet, value, label, pages in found
        if pages and facet not in wanted.facets
    ]


def holding(question: str, kind: str = "page") -> sa.Select[int] | None:
    """The rows of the documents of a kind that hold every word, the last one perhaps unfinished.

    To be put into another statement; None for a question without a word.
    """
    asked = query(clean(question), typing=True, synonyms=synonyms())
    if not asked.terms:
        return None
    put = match(dialect_in_use(), asked, 0)["in_0"]
    found = statements.holding(dialect_in_use(), put).subquery()
    number = found.c.number
    of_kind = number % len(KINDS) == code_of(kind)
    return sa.select(number / len(KINDS) if len(KINDS) > 1 else number).where(of_kind)


def category_of(title: str) -> str:
    """The key of the category that a title leads to."""
    key = title_key(title)
    return next((found for (found,) in look(statements.CATEGORY, key=key)), key)


def suggest(question: str, size: int = SUGGESTIONS) -> Sequence[Hit]:
    """What the question may become: titles that start so, then what a search would find."""
    question = clean(question)
    asked = query(question, typing=True, synonyms=synonyms())
    rows = list(_starting(question, size))
    if len(rows) < size:
        known = {row.number for row in rows}
        more = _ranked(question, asked, EVERYTHING, 0, size)
        rows += [row for row in more if row.number not in known]
    return _hits(rows[:size], asked, question)


def groups() -> Sequence[Synonym]:
    """The groups of synonyms, by their first word."""
    return reading().scalars(sa.select(Synonym).order_by(Synonym.words)).all()


def saved(actor: Actor) -> Sequence[SavedSearch]:
    """The searches that somebody has kept, the newest first: nobody else sees them."""
    wanted = sa.select(SavedSearch).where(SavedSearch.member_id == actor.member_id)
    newest = wanted.order_by(SavedSearch.created_at.desc(), SavedSearch.uid)
    return reading().scalars(newest).all()


def synonyms() -> Synonyms:
    """The synonyms, read again only when the stamp of the site has changed."""
    kept: dict[str, Any] = state().keep("search.synonyms", dict)
    if kept.get("stamp") != (now := stamp()):
        kept |= {"stamp": now, "of": Synonyms.of(expressions(one.words) for one in groups())}
    return kept["of"]  # type: ignore[no-any-return]


def clean(question: str) -> str:
    """The question on one line; what an engine cannot hold is left out."""
    readable = question[:QUESTION_LENGTH].replace("\x00", " ")
    return " ".join(readable.encode("utf-8", "ignore").decode("utf-8").split())


def _first_exact(rows: Sequence[Row]) -> str | None:
    return rows[0].title if rows and rows[0].tier == Tier.EXACT else None


def _exact(question: str) -> str | None:
    """The title of the document that a title leads to."""
    return next((title for (title,) in look(statements.EXACT, key=title_key(question))), None)


def _ranked(question: str, asked: Query, wanted: Wanted, offset: int, size: int) -> list[Row]:
    found = _found(statements.ranked, question, asked, wanted, {"offset": offset, "size": size})
    return [Row(*row) for row in found]


def _found(
    statement: Callable[..., sa.TextualSelect],
    question: str,
    asked: Query,
    wanted: Wanted,
    more: Mapping[str, Any],
) -> Sequence[tuple[Any, ...]]:
    """The rows of one of the statements that find, given its parameters that others do not have."""
    dialect, facets = dialect_in_use(), wanted.facets
    passing = _passing(facets)
    if 0 in passing.values():
        return []
    has_words = bool(asked.terms)
    newest = _newest() if has_words and dialect != "sqlite" else 0
    values: dict[str, Any] = {"key": title_key(question), **facets, **more}
    values |= statements.listed("kind", (code_of(kind) for kind in wanted.kinds))
    if has_words:
        looked = LOOKED if facets or wanted.kinds else CANDIDATES + 1
        values |= {"stems": stems(question), "candidates": CANDIDATES + 1, "looked": looked}
        values |= match(dialect, asked, newest)
    put = statement(
        dialect,
        has_words=has_words,
        kinds=len(wanted.kinds),
        facets=tuple(facets),
        few=tuple(facet for facet, count in passing.items() if count <= FEW_PASS),
        windows=len(windows(newest)),
    )
    return look(put, **values)


def _passing(facets: Mapping[str, Any]) -> dict[str, int]:
    """How many documents pass each facet that can be counted at once, up to one more than few."""
    return {
        facet: look(statements.passing(facet), most=FEW_PASS + 1, **{facet: value})[0][0]
        for facet, value in facets.items()
        if facet in FEW
    }


_NEWEST = sa.select(sa.func.max(SearchDocument.number))


def _newest() -> int:
    """The largest number of a document."""
    return look(_NEWEST)[0][0] or 0


def _starting(question: str, size: int) -> list[Row]:
    key = title_key(question)
    if not key:
        return []
    end = key + LAST_SIGN
    statement = statements.starting(dialect_in_use())
    found = look(statement, key=key, end=end, candidates=STARTING, size=size)
    return [Row(*row) for row in found]


def dialect_in_use() -> str:
    """The engine that is asked, by its name."""
    return state().database.engine.dialect.name


# -- What is shown of them


def _hits(rows: Sequence[Row], asked: Query, question: str) -> list[Hit]:
    key = title_key(question)
    led_by = _other_names(rows, asked, key)
    return [
        Hit(
            kind=row.kind,
            uid=row.uid,
            title=row.title,
            name=led_by.get(row.number, ""),
            tier=Tier(row.tier),
            updated_at=row.updated_at,
            shown=passage(row.title, row, asked),
        )
        for row in rows
    ]


def _other_names(rows: Sequence[Row], asked: Query, key: str) -> dict[int, str]:
    """For the documents that answer by another title than their own, that title."""
    numbers = {
        row.number: title_key(row.title)
        for row in rows
        # where the body alone answers, no title does
        if row.tier < Tier.BODY and not _leads(title_key(row.title), stems(row.title), asked, key)
    }
    if not numbers:
        return {}
    found: dict[int, str] = {}
    titles = look(statements.names(len(numbers)), **statements.listed("number", numbers))
    for number, name_key, title, words in titles:
        if name_key != numbers[number] and _leads(name_key, words, asked, key):
            found.setdefault(number, title)
    return found


def _leads(name_key: str, words: str, asked: Query, key: str) -> bool:
    """Whether a title answers: by its words, or because it starts as what was typed."""
    return asked.matches(words.split()) or (bool(key) and name_key.startswith(key))
