"""How a question is put to each engine.

Stems are letters and digits only: nothing in them can be taken for an operator.
"""

from __future__ import annotations

from collections.abc import Sequence

from wiki.language import Query, Term

#: Shortest beginning that is looked for: one letter would find nearly everything.
SHORTEST_PREFIX = 2
#: Sizes of the blocks of numbers that PostgreSQL indexes with the words, as powers of two.
BLOCKS = (11, 14, 17, 20)


def match(dialect: str, query: Query, newest: int) -> dict[str, str]:
    """The query as an engine takes it, by parameter of `statements.ranked`.

    PostgreSQL is asked for the newest documents first; `newest` is the largest number.
    """
    if dialect == "sqlite":
        return {"in_0": sqlite_match(query)}
    asked = (postgres_match(query, blocks) for blocks in windows(newest))
    return {f"in_{place}": one for place, one in enumerate(asked)}


def windows(newest: int) -> tuple[tuple[str, ...], ...]:
    """All numbers up to `newest` in windows: the newest first, then ever larger ones.

    A window is the blocks that it is made of, as they are indexed; without any, it is everything.
    """
    if newest >> BLOCKS[0] < 2:
        return ((),)
    found: list[tuple[str, ...]] = []
    starts = (max((newest >> bits) - 1, 0) << bits for bits in BLOCKS)
    last = newest
    for bits, start in zip((BLOCKS[0], *BLOCKS), (*starts, 0), strict=True):
        blocks = range(last >> bits, (start >> bits) - 1, -1)
        found.append(tuple(f"#{bits}.{block}" for block in blocks))
        if not start:
            break
        last = start - 1
    return tuple(found)


def sqlite_match(query: Query) -> str:
    """The query as an FTS5 expression."""
    return " AND ".join(_either(term, '"{}"', '"{}"*', " AND ", " OR ") for term in query.terms)


def postgres_match(query: Query, blocks: Sequence[str] = ()) -> str:
    """The query as a `tsquery`, to be found in one of some blocks of numbers, or anywhere."""
    terms = [_either(term, "'{}'", "'{}':*", " & ", " | ") for term in query.terms]
    among = " | ".join(f"'{block}'" for block in blocks)
    return " & ".join([*terms, *([f"({among})"] if among else [])])


def _either(term: Term, word: str, beginning: str, both: str, either: str) -> str:
    shape = beginning if is_beginning(term) else word
    others = (both.join(map(word.format, stems)) for stems in term.alternatives)
    return f"({either.join((shape.format(term.stem), *(f'({other})' for other in others)))})"


def is_beginning(term: Term) -> bool:
    """Whether the term is looked for as the beginning of a stem."""
    return term.prefix and len(term.stem) >= SHORTEST_PREFIX
