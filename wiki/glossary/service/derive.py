"""The words that pages define and ask for, kept in the acts that change them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from wiki.glossary.models import Term, TermAsked, TermWord
from wiki.glossary.queries import words as queries
from wiki.glossary.rules import Claimed, Defined, claimed, defined
from wiki.journal.service import take_turn
from wiki.kernel.db import look, reading, table_of, write
from wiki.kernel.slugs import title_key
from wiki.language.folding import sort_key
from wiki.markup.document import Document
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.neighbours import neighbours
from wiki.pages.queries.terms import naming_dependency
from wiki.pages.service.derive import mark_stale
from wiki.pages.service.terms import settle
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.site.models import Stamp

_HELD = sa.select(*(getattr(Term, name) for name in Defined._fields)).where(
    Term.page_id == sa.bindparam("of")
)
_CLAIMS = (
    sa.select(TermWord.word, TermWord.key, TermWord.rank)
    .where(TermWord.page_id == sa.bindparam("of"))
    .order_by(TermWord.word)
)
#: The words that a page asks for.
ASKED = sa.select(TermAsked.key, TermAsked.written).where(TermAsked.page_id == sa.bindparam("of"))
_FORGET, _FORGET_WORDS, _FORGET_ASKED = (
    sa.delete(table_of(table)).where(table_of(table).c.page_id == sa.bindparam("of"))
    for table in (Term, TermWord, TermAsked)
)
_PUT, _PUT_WORD, _PUT_ASKED = (
    sa.insert(table_of(table)).values(
        {column.name: sa.bindparam(column.name) for column in table_of(table).columns}
    )
    for table in (Term, TermWord, TermAsked)
)


def follow(page: Page, revision: Revision) -> None:
    """A page defines what the sheet of a revision says."""
    now, words = _said(page, revision)
    _put(page.id, now, words)


def forget(page: Page) -> None:
    """A page in the bin defines nothing, and asks for nothing."""
    _put(page.id, None, ())
    write(_FORGET_ASKED, {"of": page.id})


def _said(page: Page, revision: Revision) -> tuple[Defined | None, tuple[Claimed, ...]]:
    """What everybody may read of the word that a revision defines."""
    sheet = revision.sheet
    if kind := kinds().get(sheet.kind):
        sheet = cut(kind, sheet, VISIBILITIES[0])
    now = defined(page.key, page.title, sheet)
    return now, claimed(page.title, sheet) if now else ()


def _put(page_id: int, now: Defined | None, words: tuple[Claimed, ...]) -> None:
    before = next((Defined._make(row) for row in look(_HELD, of=page_id)), None)
    if before is None and now is None:
        return
    had = [Claimed._make(row) for row in look(_CLAIMS, of=page_id)]
    if before == now and sorted(words) == had:
        return
    take_turn()
    keys = {one.key for one in (*had, *words)}
    lines = queries.lines_of(keys)
    _keep(page_id, now, words)
    _tell(keys, lines, queries.lines_of(keys))


def _keep(page_id: int, now: Defined | None, words: Iterable[Claimed]) -> None:
    write(_FORGET_WORDS, {"of": page_id})
    write(_FORGET, {"of": page_id})
    if now is not None:
        write(_PUT, {"page_id": page_id, **now._asdict()})
        write(_PUT_WORD, *({"page_id": page_id, **one._asdict()} for one in words))


def _tell(keys: set[str], before: list[queries.Line], after: list[queries.Line]) -> None:
    """What shows the words that changed is stale; those who look for words look again."""
    _count_again()
    settle(queries.explained(before), queries.explained(after))
    were, are = queries.named(before), queries.named(after)
    changed = {key for key in keys | were.keys() | are.keys() if were.get(key) != are.get(key)}
    mark_stale([queries.LIST, *map(naming_dependency, changed)])


def _count_again() -> None:
    """Give all words another stamp: a random one, since the act that gives it may be undone."""
    session = reading()
    session.merge(Stamp(name=queries.STAMP, value=secrets.randbits(48)))
    session.flush()


def follow_asked(page: Page, document: Document, *, asked_some: bool = True) -> None:
    """A page asks for these words by their names; `asked_some`: it may have asked for others."""
    before = dict(look(ASKED, of=page.id)) if asked_some else {}
    now = _asked(document)
    if before != now:
        write(_FORGET_ASKED, {"of": page.id})
        rows = (
            {"page_id": page.id, "key": key, "sort": sort_key(key), "written": now[key]}
            for key in sorted(now)
        )
        write(_PUT_ASKED, *rows)


def _asked(document: Document) -> dict[str, str]:
    links = [link for link in document.links if link.is_term]
    outside = neighbours() if links else {}
    found: dict[str, str] = {}
    for link in links:
        if link.kind(outside) == "term" and (key := title_key(link.rest)):
            found.setdefault(key, link.rest)
    return found


def rebuild() -> None:
    """Find all words again."""
    session = reading()
    for table in (TermWord, Term, TermAsked):
        session.execute(sa.delete(table))
    for page in list(pages.all_alive()):
        now, words = _said(page, pages.head(page))
        if now is not None:
            _keep(page.id, now, words)
        follow_asked(page, document_of(pages.body(page)))
    _count_again()
