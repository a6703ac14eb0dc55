"""The SQL of the search: the same on both engines but for the part that asks the full-text index.

Written as text: put together from expressions, it takes longer to build than to run.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Moment
from wiki.search.document import KINDS
from wiki.search.narrowing import CONDITIONS, COUNTED, FEW, counting

#: Where words are found, by tier: 0 and 1 are names.
COLUMNS = {2: "title", 3: "head", 4: "whole"}
#: The order of what answers equally well.
_MERIT = "d.links DESC, d.updated_at DESC, d.number DESC"
#: What is shown of a document, and the words of the best, which are few: no others are read.
_SHOWN = "d.number, d.kind, d.uid, d.title, d.links, d.updated_at"
_WITH_WORDS = f"""
SELECT best.number, best.kind, best.uid, best.title, best.updated_at, best.tier, best.total,
  t.whole, t.headings, t.text
FROM best {{texts}}
ORDER BY best.tier, {_MERIT.replace("d.", "best.")}
"""  # noqa: S608 - no value in it
_RANKED = f"""
WITH found AS MATERIALIZED (
  SELECT number, min(tier) AS tier FROM ({{tiers}}) AS tiers GROUP BY number
), best AS (
  SELECT {_SHOWN}, found.tier, (SELECT count(*) FROM found) AS total
  FROM found {{documents}}
  ORDER BY found.tier, {_MERIT} LIMIT :size OFFSET :offset
)
{_WITH_WORDS}
"""  # noqa: S608 - no value in it
_STARTING = f"""
WITH first_ones AS (
  SELECT number FROM wiki_search_name
  WHERE key >= :key AND key < :end ORDER BY key, number LIMIT :candidates
), found AS (
  SELECT DISTINCT number FROM first_ones
), best AS (
  SELECT {_SHOWN}, 2 AS tier, 0 AS total
  FROM found {{documents}}
  ORDER BY {_MERIT} LIMIT :size
)
{_WITH_WORDS}
"""  # noqa: S608 - no value in it

_BY_NAME = (
    "SELECT looked.number, {tier} AS tier FROM (SELECT number FROM wiki_search_name "
    "WHERE {condition}) AS looked{narrowed}"
)
# What narrows is asked of the newest ones, until there are enough that pass. FTS5 gives its rows in
# order and SQLite takes them so, one by one: the limit stops it early.
_IN_SQLITE = (
    "SELECT * FROM (SELECT looked.number, {tier} AS tier FROM (SELECT rowid AS number "
    "FROM wiki_fulltext_{column} WHERE wiki_fulltext_{column} MATCH :in_0 "
    "ORDER BY rowid DESC LIMIT :looked) AS looked{narrowed} LIMIT :candidates)"
)
# GIN gives rows without order: all are found before some are kept. So it is asked for the newest
# documents, then for those of each window while there is room: no step runs for a limit of none.
_IN_POSTGRES = "SELECT * FROM (WITH {windows} {kept}) AS in_{column}"
_MATCHING = (
    "matching_{place} AS MATERIALIZED (SELECT number FROM wiki_search_text "
    "WHERE wiki_stems({column}, number) @@ CAST(:in_{place} AS tsquery))"
)
_LOOKED = (
    "looked_{place} AS MATERIALIZED (SELECT number FROM matching_{place} "
    "ORDER BY number DESC LIMIT :looked{less})"
)
_KEPT = (
    "kept_{place} AS MATERIALIZED (SELECT looked.number FROM looked_{place} AS looked{narrowed} "
    "ORDER BY looked.number DESC LIMIT :candidates{less})"
)
_LESS = " - (SELECT count(*) FROM {})"
_HOLDING = {
    "sqlite": "SELECT rowid AS number FROM wiki_fulltext_whole "
    "WHERE wiki_fulltext_whole MATCH :match",
    "postgresql": "SELECT number FROM wiki_search_text "
    "WHERE wiki_stems(whole, number) @@ CAST(:match AS tsquery)",
}
_LOOK_UP_IN_SQLITE = "JOIN {table} AS {alias} ON {alias}.number = {found}.number"
# Without OFFSET, PostgreSQL would now and then read the table whole, having few rows to look up.
_LOOK_UP_IN_POSTGRES = (
    "CROSS JOIN LATERAL (SELECT * FROM {table} AS one WHERE one.number = {found}.number OFFSET 0) "
    "AS {alias}"
)


@cache
def ranked(
    dialect: str,
    *,
    has_words: bool,
    kinds: int,
    facets: tuple[str, ...] = (),
    few: tuple[str, ...] = (),
    windows: int = 1,
) -> sa.TextualSelect:
    """The best documents that answer, in order, with their words and how many answer in all.

    Parameters: `key`, `size`, `offset`; with words `stems`, `candidates`, `looked` and those of
    `matching.match`, of which PostgreSQL has one for each of its `windows`; narrowed to some number
    of kinds, their codes as `listed("kind", …)`; narrowed by some facets of
    `narrowing.CONDITIONS`, their own. `few` are those of the facets that let few documents pass.
    """
    tiers = _tiers(dialect, has_words, _narrowed(kinds, facets, few), windows)
    return _typed(_RANKED, dialect, facets, tiers=tiers)


@cache
def counted(
    dialect: str,
    *,
    has_words: bool,
    kinds: int,
    facets: tuple[str, ...],
    few: tuple[str, ...] = (),
    windows: int = 1,
) -> sa.TextualSelect:
    """What the search could be narrowed to: (facet, value, label, pages), the most first.

    Parameters: those of `ranked` but `size` and `offset`; `counted` documents are looked at, the
    last `versions` of each, and `shown` values given; `week`, `month` and `year` are moments.
    """
    tiers = _tiers(dialect, has_words, _narrowed(kinds, facets, few), windows)
    statement = sa.text(COUNTED.format(tiers=tiers, **counting(dialect)))
    return _with_moments(statement, ("week", "month", "year", *facets)).columns(
        sa.column("facet", sa.Text),
        sa.column("value", sa.Text),
        sa.column("label", sa.Text),
        sa.column("pages", sa.BigInteger),
    )


@cache
def passing(facet: str) -> sa.TextualSelect:
    """How many documents pass a facet of `narrowing.FEW`, counted up to `most`."""
    text = f"SELECT count(*) FROM ({FEW[facet]} LIMIT :most) AS passing"  # noqa: S608
    return _with_moments(sa.text(text), (facet,)).columns(sa.column("passing", sa.BigInteger))


@cache
def starting(dialect: str) -> sa.TextualSelect:
    """The documents with a title between `key` and `end`, the best of the first `candidates`."""
    return _typed(_STARTING, dialect, ())


def holding(dialect: str, match: str) -> sa.TextualSelect:
    """The numbers of the documents that hold what `matching.match` asks for."""
    text = sa.text(_HOLDING[dialect])
    return text.bindparams(match=match).columns(number=sa.BigInteger)


@cache
def finding(dialect: str, facets: tuple[str, ...]) -> sa.TextualSelect:
    """The rows of all pages that answer, in no order: `match`, and what narrows, are parameters."""
    narrowed = " AND ".join(CONDITIONS[facet] for facet in facets)
    text = (
        f"SELECT looked.number / {len(KINDS)} AS page_id "  # noqa: S608 - no value in it
        f"FROM ({_HOLDING[dialect]}) AS looked "
        f"WHERE looked.number % {len(KINDS)} = {KINDS['page'].code}"
        + (f" AND {narrowed}" if facets else "")
    )
    return _with_moments(sa.text(text), facets).columns(page_id=sa.BigInteger)


@cache
def names(numbers: int) -> sa.TextualSelect:
    """The titles of some documents: a parameter each, `listed("number", …)`."""
    return sa.text(
        "SELECT number, key, title, stems FROM wiki_search_name "  # noqa: S608 - no value in it
        f"WHERE number IN ({_list('number', numbers)}) ORDER BY number, key"
    ).columns(number=sa.BigInteger, key=sa.Text, title=sa.Text, stems=sa.Text)


#: The category that a title leads to.
CATEGORY = (
    sa.text("SELECT category_key FROM wiki_filing WHERE written_key = :key LIMIT 1")
).columns(category_key=sa.Text)
EXACT = (
    sa.text(
        "SELECT d.title FROM wiki_search_name AS n "
        "JOIN wiki_search_document AS d ON d.number = n.number "
        "WHERE n.key = :key AND d.kind = 'page' ORDER BY d.number LIMIT 1"
    )
).columns(title=sa.Text)


#: Column -> the statement that takes some words of a document out of its index in SQLite, and puts
#: others in: `out` and `into`, of the document `of`.
POST_IN_FTS5 = {
    column: sa.text(
        f"INSERT INTO wiki_fulltext_{column} (wiki_fulltext_{column}, rowid, {column}) "  # noqa: S608
        "VALUES ('delete', :of, :out), (NULL, :of, :into)"
    )
    for column in COLUMNS.values()
}


def listed(name: str, values: Any) -> dict[str, Any]:
    """The parameters of a list, one for each value."""
    return {f"{name}_{place}": value for place, value in enumerate(values)}


def _list(name: str, length: int) -> str:
    return ", ".join(f":{each}" for each in listed(name, range(length)))


def _tiers(dialect: str, has_words: bool, narrowed: str, windows: int) -> str:
    names = {0: "key = :key"} | ({1: "stems = :stems"} if has_words else {})
    tiers = [
        _BY_NAME.format(tier=tier, condition=condition, narrowed=narrowed)
        for tier, condition in names.items()
    ]
    if has_words:
        tiers += [
            _IN_SQLITE.format(tier=tier, column=column, narrowed=narrowed)
            if dialect == "sqlite"
            else _in_postgres(tier, column, narrowed, windows)
            for tier, column in COLUMNS.items()
        ]
    return " UNION ALL ".join(tiers)


def _in_postgres(tier: int, column: str, narrowed: str, windows: int) -> str:
    """What is found in a column, window by window; the candidates of what is not narrowed are all
    that is looked at.
    """
    steps: list[str] = []
    less_looked = less_kept = ""
    for place in range(windows):
        steps.append(_MATCHING.format(place=place, column=column))
        steps.append(_LOOKED.format(place=place, less=less_looked))
        less_looked += _LESS.format(f"looked_{place}")
        if narrowed:
            steps.append(_KEPT.format(place=place, narrowed=narrowed, less=less_kept))
            less_kept += _LESS.format(f"kept_{place}")
    found = "kept" if narrowed else "looked"
    kept = (f"SELECT number, {tier} AS tier FROM {found}_{place}" for place in range(windows))  # noqa: S608
    return _IN_POSTGRES.format(
        windows=", ".join(steps), kept=" UNION ALL ".join(kept), column=column
    )


def _narrowed(kinds: int, facets: tuple[str, ...], few: tuple[str, ...]) -> str:
    wanted = (*(("kind",) if kinds else ()), *facets)
    found = " AND ".join(
        f"looked.number IN ({FEW[name]})" if name in few else CONDITIONS[name] for name in wanted
    )
    return f" WHERE {found.format(kinds=_list('kind', kinds))}" if wanted else ""


def _with_moments(statement: sa.TextClause, names: tuple[str, ...]) -> sa.TextClause:
    moments = [name for name in names if name in ("since", "week", "month", "year")]
    return statement.bindparams(*(sa.bindparam(name, type_=Moment) for name in moments))


def _typed(statement: str, dialect: str, facets: tuple[str, ...], **parts: str) -> sa.TextualSelect:
    """The columns of `queries.Row`, in its order."""
    join = _LOOK_UP_IN_SQLITE if dialect == "sqlite" else _LOOK_UP_IN_POSTGRES
    parts["documents"] = join.format(table="wiki_search_document", alias="d", found="found")
    parts["texts"] = join.format(table="wiki_search_text", alias="t", found="best")
    return _with_moments(sa.text(statement.format(**parts)), facets).columns(
        sa.column("number", sa.BigInteger),
        sa.column("kind", sa.Text),
        sa.column("uid", sa.Text),
        sa.column("title", sa.Text),
        sa.column("updated_at", Moment),
        sa.column("tier", sa.Integer),
        sa.column("total", sa.BigInteger),
        sa.column("whole", sa.Text),
        sa.column("headings", sa.Text),
        sa.column("text", sa.Text),
    )
