"""Keeping the identifiers of headings that were renamed. Inside an act."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from wiki.kernel.db import reading, table_of, write
from wiki.pages import anchors
from wiki.pages.anchors import Kept
from wiki.pages.models import Anchor, Page, Revision
from wiki.pages.queries import anchors as queries
from wiki.pages.queries.blame import texts_after
from wiki.pages.queries.documents import document_of
from wiki.pages.queries.pages import revision as revision_of
from wiki.pages.queries.pages import text as text_of

_KEEP = sa.insert(table_of(Anchor))
_LET_GO = sa.delete(table_of(Anchor)).where(
    Anchor.page_id == sa.bindparam("of"), Anchor.name == sa.bindparam("named")
)


def follow(page: Page, revision: Revision, body: str) -> None:
    """Keep the identifiers that a new revision of a page took from its headings."""
    if revision.number == 1:
        return
    before = text_of(revision_of(page, revision.number - 1).text_sha256)
    if anchors.may_be_renamed(before, body):
        kept = queries.kept(page.id)
        _keep(page, kept, _followed(kept, before, body, revision.number))


def replay(page: Page, last: int) -> None:
    """Find those of a page again from its history, up to a revision."""
    found: list[Kept] = []
    before = ""
    for number, text in texts_after(page, 0):
        if number > last:
            break
        if text is not None:
            if anchors.may_be_renamed(before, text):
                found = _followed(found, before, text, number)
            before = text
    _keep(page, queries.kept(page.id), found)


def rebuild() -> None:
    """Find those of every page again, of those in the bin too: they may come back."""
    session = reading()
    session.execute(sa.delete(Anchor))
    for page in session.scalars(sa.select(Page).where(Page.head > 1).order_by(Page.id)).all():
        replay(page, page.head)


def _followed(kept: list[Kept], before: str, after: str, number: int) -> list[Kept]:
    renamed = anchors.renamed(document_of(before), document_of(after))
    return anchors.followed(kept, renamed, number) if renamed else kept


def _keep(page: Page, before: Sequence[Kept], now: Sequence[Kept]) -> None:
    """Write the rows that came, went or lead elsewhere."""
    write(_LET_GO, *({"of": page.id, "named": one.name} for one in before if one not in now))
    write(_KEEP, *({"page_id": page.id, **one._asdict()} for one in now if one not in before))
