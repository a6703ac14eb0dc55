"""The list of the words, those that are asked for and nobody defines, those that no page says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.glossary.models import Term, TermAsked, TermWord
from wiki.glossary.queries.words import DEFINED
from wiki.kernel.db import LAST_SIGN, look
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.kernel.prepared import Among
from wiki.language.folding import sort_key
from wiki.pages.models import Dependency, Link, Page, Redirect

#: Lists are counted so far, not further.
COUNTED = 1_000
#: Pages named beside a word that they ask for.
NAMED = 5


class Listed(NamedTuple):
    """A word in the list: all that its line says."""

    page_id: int
    title: str
    definition: str
    domain: str
    language: str
    source: str
    source_url: str
    source_date: str


class Asked(NamedTuple):
    """A word that pages ask for: as one of them writes it, how many, the first of them."""

    key: str
    written: str
    number: int
    titles: Sequence[str]


_place = sa.tuple_(Term.sort, Term.page_id)
_LISTED = sa.select(*(getattr(Term, name) for name in Listed._fields)).order_by(
    Term.sort, Term.page_id
)
_SOME = _LISTED.where(
    Term.sort >= sa.bindparam("first", type_=sa.Text()),
    Term.sort < sa.bindparam("last", type_=sa.Text()),
    _place
    > sa.tuple_(
        sa.bindparam("after", type_=sa.Text()), sa.bindparam("after_id", type_=sa.BigInteger())
    ),
    sa.bindparam("domain", type_=sa.Text()).in_(("", Term.domain)),
    sa.bindparam("language", type_=sa.Text()).in_(("", Term.language)),
).limit(sa.bindparam("size"))
_SORT = sa.select(Term.sort).where(Term.page_id == sa.bindparam("of"))
_letter = sa.func.substr(Term.sort, 1, 1)
_LETTERS = sa.select(_letter).distinct()


def letters() -> list[str]:
    """The first letters of all words, in their order."""
    return sorted(row[0] for row in look(_LETTERS))


def words(
    letter: str = "",
    domain: str = "",
    language: str = "",
    *,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> Slice[Listed]:
    """Words in their order: those of a letter, a domain, a language; `after` that of a page."""
    sort = next((row[0] for row in look(_SORT, of=after)), None) if after is not None else None
    rows = look(
        _SOME,
        first=letter,
        last=letter + LAST_SIGN,
        after="" if sort is None else sort,
        after_id=0 if sort is None else after,
        domain=domain,
        language=language,
        size=size + 1,
    )
    return slice_of([Listed._make(row) for row in rows], size, lambda one: one.page_id)


_is_defined = sa.or_(
    sa.select(TermWord.page_id).where(TermWord.key == TermAsked.key).exists(),
    sa.select(Term.page_id).where(Term.key == TermAsked.key).exists(),
    sa.select(Term.page_id)
    .join(Redirect, Redirect.page_id == Term.page_id)
    .where(Redirect.key == TermAsked.key)
    .exists(),
)
_UNDEFINED = (
    sa.select(TermAsked.key, sa.func.min(TermAsked.written), sa.func.count())
    .where(
        ~_is_defined,
        sa.tuple_(TermAsked.sort, TermAsked.key)
        > sa.tuple_(sa.bindparam("place", type_=sa.Text()), sa.bindparam("after", type_=sa.Text())),
    )
    .group_by(TermAsked.sort, TermAsked.key)
    .order_by(TermAsked.sort, TermAsked.key)
    .limit(sa.bindparam("size"))
)
_ASKING = (
    sa.select(TermAsked.key, Page.title)
    .join(Page, Page.id == TermAsked.page_id)
    .where(Among(TermAsked.key, "keys"))
    .order_by(TermAsked.key, TermAsked.page_id)
    .limit(20 * PAGE_SIZE)
)


def undefined(after: str = "", size: int = PAGE_SIZE) -> tuple[list[Asked], str]:
    """The words that pages ask for and nobody defines; the key after which it goes on, or ""."""
    rows = look(_UNDEFINED, place=sort_key(after), after=after, size=size + 1)
    keys = [row[0] for row in rows[:size]]
    titles: dict[str, list[str]] = {key: [] for key in keys}
    for key, title in look(_ASKING, keys=keys) if keys else ():
        titles[key].append(title)
    found = [Asked(key, said, number, titles[key][:NAMED]) for key, said, number in rows[:size]]
    return found, keys[-1] if len(rows) > size else ""


_is_shown = (
    sa.select(Dependency.page_id)
    .where(Dependency.key == sa.literal(DEFINED) + Term.key, Dependency.page_id != Term.page_id)
    .exists()
)
_is_linked_to = sa.or_(
    *(
        query.where(Link.page_id != Term.page_id).exists()
        for query in (
            sa.select(Link.page_id).where(Link.target_key == Term.key),
            sa.select(Link.page_id)
            .join(Redirect, Redirect.key == Link.target_key)
            .where(Redirect.page_id == Term.page_id),
        )
    )
)
_unused = (Term.is_explained, ~_is_shown, ~_is_linked_to)
_UNUSED = _LISTED.where(
    *_unused,
    _place
    > sa.tuple_(
        sa.bindparam("after", type_=sa.Text()), sa.bindparam("after_id", type_=sa.BigInteger())
    ),
).limit(sa.bindparam("size"))


def unused(*, after: int | None = None, size: int = PAGE_SIZE) -> Slice[Listed]:
    """The words that no other page says, nor leads to."""
    sort = next((row[0] for row in look(_SORT, of=after)), None) if after is not None else None
    rows = look(
        _UNUSED,
        after="" if sort is None else sort,
        after_id=0 if sort is None else after,
        size=size + 1,
    )
    return slice_of([Listed._make(row) for row in rows], size, lambda one: one.page_id)


_COUNT_UNDEFINED = sa.select(sa.func.count()).select_from(
    sa.select(TermAsked.key).where(~_is_defined).distinct().limit(COUNTED + 1).subquery()
)
_COUNT_UNUSED = sa.select(sa.func.count()).select_from(
    sa.select(Term.page_id).where(*_unused).limit(COUNTED + 1).subquery()
)


def counts() -> tuple[int, int]:
    """How many words wait for a definition, how many no page says; `COUNTED + 1` for more."""
    return look(_COUNT_UNDEFINED)[0][0], look(_COUNT_UNUSED)[0][0]
