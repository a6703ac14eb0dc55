"""How a question is put to each engine.

Stems are letters and digits only: nothing in them can be taken for an operator.
"""

from __future__ import annotations

from wiki.language import Query, Term

#: Shortest beginning that is looked for: one letter would find nearly everything.
SHORTEST_PREFIX = 2


def match(dialect: str, query: Query, column: str) -> str:
    """The query as an engine takes it, to be found in one column."""
    return sqlite_match(query, column) if dialect == "sqlite" else postgres_match(query)


def sqlite_match(query: Query, column: str) -> str:
    """The query as an FTS5 expression over one column."""
    terms = " AND ".join(_either(term, '"{}"', '"{}"*', " AND ", " OR ") for term in query.terms)
    return f"{column} : ({terms})"


def postgres_match(query: Query) -> str:
    """The query as a `tsquery`."""
    return " & ".join(_either(term, "'{}'", "'{}':*", " & ", " | ") for term in query.terms)


def _either(term: Term, word: str, beginning: str, both: str, either: str) -> str:
    shape = beginning if is_beginning(term) else word
    others = (both.join(map(word.format, stems)) for stems in term.alternatives)
    return f"({either.join((shape.format(term.stem), *(f'({other})' for other in others)))})"


def is_beginning(term: Term) -> bool:
    """Whether the term is looked for as the beginning of a stem."""
    return term.prefix and len(term.stem) >= SHORTEST_PREFIX
