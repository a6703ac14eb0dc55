"""What blocks show that no other subject lists: the newest places, one word a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from wiki.glossary.models import Term
from wiki.kernel.db import look
from wiki.pages.models import Page
from wiki.places.models import Place


class Newest(NamedTuple):
    """A place that was described lately."""

    title: str
    name: str
    insee: str | None


_NEWEST = (
    sa.select(Page.title, Place.name, Place.insee)
    .join(Place, Place.page_id == Page.id)
    .order_by(Place.first_seq.desc())
    .limit(sa.bindparam("size", type_=sa.Integer()))
)


def newest_places(size: int) -> list[Newest]:
    """The places that were described last, the newest first."""
    return [Newest._make(row) for row in look(_NEWEST, size=size)]


class Word(NamedTuple):
    """A word of the glossary."""

    title: str
    definition: str
    source: str


_COUNT = sa.select(sa.func.count(Term.page_id))
_NTH = (
    sa.select(Term.title, Term.definition, Term.source)
    .order_by(Term.page_id)
    .limit(1)
    .offset(sa.bindparam("at", type_=sa.Integer()))
)


def word_of(day: date) -> Word | None:
    """The word of a day: each has its turn, whatever the order in which they were written."""
    count = int(look(_COUNT)[0][0])
    # far from the one of the day before: words written together are about the same thing
    rows = look(_NTH, at=day.toordinal() * 7919 % count) if count else []
    return Word._make(rows[0]) if rows else None
