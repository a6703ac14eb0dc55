"""A question to which nothing answers, with its words as the titles write them."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look
from wiki.kernel.prepared import Among
from wiki.search.models import SearchSpelling, SearchWord
from wiki.search.queries import clean, search
from wiki.search.spelling import best, forms, misspelt

#: Words of a question that are mended, and words that share a form with one, looked at.
_MENDED, _NEAR = 8, 200
_SPELT = (
    sa.select(SearchSpelling.form, SearchWord.word, SearchWord.names)
    .join(SearchWord, SearchWord.word == SearchSpelling.word)
    .where(Among(SearchSpelling.form, "forms"))
    .order_by(SearchSpelling.form, SearchWord.word)
    .limit(_NEAR)
)


def mended(question: str) -> str | None:
    """The question with its misspelt words as the titles write them; None when nothing is near.

    For a question to which nothing answers. What is proposed has an answer.
    """
    question = clean(question)
    found = question
    for one in reversed(misspelt(question)[:_MENDED]):
        near = look(_SPELT, forms=sorted(forms(one.text)))
        if word := best(one.text, {(word, names) for _, word, names in near}):
            found = found[: one.start] + word + found[one.end :]
    return found if found != question and search(found, size=1).hits else None
