"""The SQL of the search: the same on both engines but for the part that asks the full-text index.

Written as text: put together from expressions, it takes longer to build than to run.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from wiki.kernel.db import Moment

#: Where words are found, by tier: 0 and 1 are names.
COLUMNS = {2: "title", 3: "head", 4: "whole"}
#: The order of what answers equally well.
_MERIT = "d.links DESC, d.updated_at DESC, d.number DESC"
_SHOWN = "d.number, d.kind, d.uid, d.title, d.updated_at"

_BY_NAME = "SELECT n.number, {tier} AS tier FROM wiki_search_name AS n{of_kinds} WHERE {condition}"
# FTS5 gives its rows in order, so that the limit stops it early.
_IN_SQLITE = (
    "SELECT * FROM (SELECT n.rowid AS number, {tier} AS tier FROM wiki_fulltext AS n{of_kinds} "
    "WHERE n.wiki_fulltext MATCH :in_{column} ORDER BY n.rowid DESC LIMIT :candidates)"
)
# GIN gives rows without order: all are found before some are kept.
_IN_POSTGRES = (
    "SELECT * FROM (WITH matching AS MATERIALIZED (SELECT number FROM wiki_search_text "
    "WHERE wiki_stems({column}) @@ CAST(:in_{column} AS tsquery)) "
    "SELECT n.number, {tier} AS tier FROM matching AS n{of_kinds} "
    "ORDER BY n.number DESC LIMIT :candidates) AS in_{column}"
)
_OF_KINDS = " JOIN wiki_search_document AS k ON k.number = n.{number} AND k.kind IN :kinds"


@cache
def ranked(dialect: str, *, has_words: bool, of_kinds: bool) -> Any:
    """Every document that answers, the best first, with how many there are.

    Parameters: `key`, `size`, `offset`; with words `stems`, `in_title`, `in_head`, `in_whole` and
    `candidates`; for some kinds only `kinds`.
    """
    tiers = [_tier(0, "n.key = :key", of_kinds)]
    if has_words:
        tiers.append(_tier(1, "n.stems = :stems", of_kinds))
        tiers += [_matching(dialect, tier, of_kinds) for tier in COLUMNS]
    statement = (
        f"SELECT {_SHOWN}, best.tier, count(*) OVER () AS total "  # noqa: S608 - no value in it
        f"FROM (SELECT number, min(tier) AS tier FROM ({' UNION ALL '.join(tiers)}) AS tiers "
        "GROUP BY number) AS best JOIN wiki_search_document AS d ON d.number = best.number "
        f"ORDER BY best.tier, {_MERIT} LIMIT :size OFFSET :offset"
    )
    return _typed(statement, of_kinds=of_kinds)


@cache
def starting() -> Any:
    """The documents with a title between `key` and `end`, the best of the first `candidates`."""
    statement = (
        f"SELECT {_SHOWN}, 2 AS tier, 0 AS total "  # noqa: S608 - no value in it
        "FROM (SELECT DISTINCT number FROM (SELECT number FROM wiki_search_name "
        "WHERE key >= :key AND key < :end ORDER BY key, number LIMIT :candidates) AS first_ones"
        ") AS n JOIN wiki_search_document AS d ON d.number = n.number "
        f"ORDER BY {_MERIT} LIMIT :size"
    )
    return _typed(statement, of_kinds=False)


def _tier(tier: int, condition: str, of_kinds: bool) -> str:
    narrowed = _OF_KINDS.format(number="number") if of_kinds else ""
    return _BY_NAME.format(tier=tier, condition=condition, of_kinds=narrowed)


def _matching(dialect: str, tier: int, of_kinds: bool) -> str:
    pattern, number = (_IN_SQLITE, "rowid") if dialect == "sqlite" else (_IN_POSTGRES, "number")
    narrowed = _OF_KINDS.format(number=number) if of_kinds else ""
    return pattern.format(tier=tier, column=COLUMNS[tier], of_kinds=narrowed)


def _typed(statement: str, *, of_kinds: bool) -> Any:
    expanding: list[sa.BindParameter[Any]] = (
        [sa.bindparam("kinds", expanding=True)] if of_kinds else []
    )
    return (
        sa.text(statement)
        .bindparams(*expanding)
        .columns(
            number=sa.BigInteger,
            kind=sa.Text,
            uid=sa.Text,
            title=sa.Text,
            updated_at=Moment,
            tier=sa.Integer,
            total=sa.BigInteger,
        )
    )


WORDS = sa.text(
    "SELECT t.number, t.whole, t.places, t.headings, t.text FROM wiki_search_text AS t "
    "WHERE t.number IN :numbers"
).bindparams(sa.bindparam("numbers", expanding=True))
NAMES = sa.text(
    "SELECT n.number, n.key, n.title, n.stems FROM wiki_search_name AS n "
    "WHERE n.number IN :numbers ORDER BY n.number, n.key"
).bindparams(sa.bindparam("numbers", expanding=True))
