"""What the search knows of the pages; inside the acts, once the links of a page are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa

from wiki.geography.communes import commune_today
from wiki.kernel.db import look
from wiki.kernel.prepared import Among
from wiki.markup.document import Document as Parsed
from wiki.pages.models import Link, Page, Redirect, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.derive import Difference
from wiki.schema.words import words_of
from wiki.search import service as search
from wiki.search.document import Document

KIND = "page"


def put(page: Page, revision: Revision, body: str, links: Difference) -> None:
    """Index a page, new or changed, and count the links that came and went."""
    search.put(_document(page, revision, document_of(body)))
    count(page, links)


def remove(page: Page, links: Difference) -> None:
    """A page in the bin is not found, and what it linked to is mentioned once less."""
    search.remove(KIND, page.id)
    count(page, links)


def count(page: Page, links: Difference) -> None:
    """Count the links that came and went where they led."""
    changes: Counter[int] = Counter()
    changes.update(_pages_at(links.come))
    changes.subtract(_pages_at(links.gone))
    changes.pop(page.id, None)
    search.add_links(KIND, {page_id: change for page_id, change in changes.items() if change})


def rebuild() -> None:
    """Index every page again, once the links are made."""
    search.rebuild(KIND, _all_documents())


def _document(page: Page, revision: Revision, parsed: Parsed) -> Document:
    redirects = look(_OWN_REDIRECTS, of=page.id)
    keys = [page.key, *(key for key, _ in redirects)]
    return Document(
        kind=KIND,
        uid=page.uid,
        row_id=page.id,
        title=page.title,
        updated_at=revision.created_at,
        headings=parsed.heading_text,
        text="\n".join([parsed.body_text, *_sheet_words(revision)]).strip(),
        aliases=tuple(title for _, title in redirects),
        links=look(_MENTIONS, of=page.id, keys=keys)[0][0],
    )


def _sheet_words(revision: Revision) -> list[str]:
    """What everybody may read of its sheet, with the name of the commune."""
    sheet = revision.sheet
    kind = kinds().get(sheet.kind)
    if kind is None:
        return []
    codes = (sheet.values.get(one.id) for one in kind.fields if one.type == "commune")
    communes = (commune_today(code) for code in codes if isinstance(code, str))
    return [*words_of(kind, sheet), *(one.name for one in communes if one)]


def _all_documents() -> Iterator[Document]:
    for page in list(queries.all_alive()):
        yield _document(page, queries.head(page), document_of(queries.body(page)))


# -- Who mentions whom: one for each title of the page that another page links to

_MENTIONS = sa.select(sa.func.count()).where(
    Among(Link.target_key, "keys"), Link.page_id != sa.bindparam("of")
)
#: Without the titles that another page has taken while this one was in the bin.
_OWN_REDIRECTS = (
    sa.select(Redirect.key, Redirect.title)
    .where(
        Redirect.page_id == sa.bindparam("of"),
        ~sa.select(Page.key).where(Page.key == Redirect.key, Page.deleted_at.is_(None)).exists(),
    )
    .order_by(Redirect.key)
)
_TITLED = sa.select(Page.key, Page.id).where(Among(Page.key, "keys"), Page.deleted_at.is_(None))
_LED_TO = (
    sa.select(Page.id)
    .join(Redirect, Redirect.page_id == Page.id)
    .where(Among(Redirect.key, "keys"), Page.deleted_at.is_(None))
)


def _pages_at(keys: frozenset[str]) -> list[int]:
    """The page that each key leads to, if any, through a redirect if need be."""
    if not keys:
        return []
    direct = look(_TITLED, keys=sorted(keys))
    rest = keys - {key for key, _ in direct}
    through = look(_LED_TO, keys=sorted(rest)) if rest else ()
    return [*(page_id for _, page_id in direct), *(page_id for (page_id,) in through)]
