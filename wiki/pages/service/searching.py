"""What the search knows of the pages; inside the acts, when the pages announce something.

Connected before the pages' own listeners: the links in the database are still those of the
revision before, and the difference tells which pages are mentioned more or less than they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from wiki.kernel import signals
from wiki.kernel.db import reading
from wiki.markup.document import Document as Parsed
from wiki.pages.models import Link, Page, Redirect, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.service.derive import targets_of
from wiki.search import service as search
from wiki.search.document import Document

KIND = "page"


def connect() -> None:
    """Listen to the pages' signals."""
    signals.page_saved.connect(on_saved)
    signals.page_deleted.connect(on_deleted)
    signals.page_restored.connect(on_restored)


def on_saved(page: Page, revision: Revision, body: str, **_: object) -> None:
    """Index the page again, and count the links that came and went."""
    _index(page, revision, body)


def on_deleted(page: Page, **_: object) -> None:
    """A page in the bin is not found, and what it links to is mentioned once less."""
    search.remove(KIND, page.id)
    _count(page, come=set(), gone=_linked_by(page))


def on_restored(page: Page, **_: object) -> None:
    """A page that came back is found again."""
    _index(page, queries.head(page), queries.body(page))


def rebuild() -> None:
    """Index every page again, once the links are made."""
    search.rebuild(KIND, _all_documents())


def _index(page: Page, revision: Revision, body: str) -> None:
    parsed = document_of(body)
    search.put(_document(page, revision, parsed))
    search.set_links(KIND, {page.id: _mentions(page)})
    now, before = set(targets_of(page, parsed)), _linked_by(page)
    _count(page, come=now - before, gone=before - now)


def _document(page: Page, revision: Revision, parsed: Parsed, links: int = 0) -> Document:
    return Document(
        kind=KIND,
        uid=page.uid,
        row_id=page.id,
        title=page.title,
        updated_at=revision.created_at,
        headings=parsed.heading_text,
        text=parsed.body_text,
        aliases=tuple(redirect.title for redirect in _own_redirects(page)),
        links=links,
    )


def _all_documents() -> Iterator[Document]:
    for page in list(queries.all_alive()):
        parsed = document_of(queries.body(page))
        yield _document(page, queries.head(page), parsed, _mentions(page))


# -- Who mentions whom: one for each title of the page that another page links to


def _mentions(page: Page) -> int:
    keys = [page.key, *(redirect.key for redirect in _own_redirects(page))]
    found = sa.select(sa.func.count()).where(Link.target_key.in_(keys), Link.page_id != page.id)
    return reading().scalar(found) or 0


def _own_redirects(page: Page) -> list[Redirect]:
    """Without the titles that another page has taken while this one was in the bin."""
    taken = sa.select(Page.key).where(Page.key == Redirect.key, Page.deleted_at.is_(None)).exists()
    found = sa.select(Redirect).where(Redirect.page_id == page.id, ~taken).order_by(Redirect.key)
    return list(reading().scalars(found))


def _linked_by(page: Page) -> set[str]:
    return set(reading().scalars(sa.select(Link.target_key).where(Link.page_id == page.id)))


def _count(page: Page, *, come: Iterable[str], gone: Iterable[str]) -> None:
    changes: Counter[int] = Counter()
    changes.update(_pages_at(come))
    changes.subtract(_pages_at(gone))
    changes.pop(page.id, None)
    search.add_links(KIND, {page_id: change for page_id, change in changes.items() if change})


def _pages_at(keys: Iterable[str]) -> list[int]:
    """The page that each key leads to, if any, through a redirect if need be."""
    wanted = set(keys)
    if not wanted:
        return []
    alive = Page.deleted_at.is_(None)
    session = reading()
    direct = session.execute(sa.select(Page.key, Page.id).where(Page.key.in_(wanted), alive)).all()
    rest = wanted - {key for key, _ in direct}
    through = sa.select(Page.id).join(Redirect, Redirect.page_id == Page.id)
    return [
        *(page_id for _, page_id in direct),
        *session.scalars(through.where(Redirect.key.in_(rest), alive)),
    ]
