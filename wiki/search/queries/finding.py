"""All the pages that a search finds, as a part of another statement."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.language import query
from wiki.search import statements
from wiki.search.matching import match
from wiki.search.queries import Wanted, clean, dialect_in_use, synonyms


def pages(question: str, wanted: Wanted) -> sa.Select[int] | None:
    """The rows of the pages that hold every word and pass what narrows.

    None for a question without a word, or narrowed to what is no page.
    """
    asked = query(clean(question), synonyms=synonyms())
    if not asked.terms or (wanted.kinds and "page" not in wanted.kinds):
        return None
    dialect, facets = dialect_in_use(), wanted.facets
    statement = statements.finding(dialect, tuple(facets))
    values = facets | {"match": match(dialect, asked, 0)["in_0"]}
    found = statement.bindparams(**values).subquery()
    return sa.select(found.c.page_id)
