"""Texts that were erased, or are to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.kernel.prepared import Among
from wiki.pages.models import Page, Revision, Text

_BETWEEN = (
    sa.select(Revision.text_sha256)
    .distinct()
    .join(Text, Text.sha256 == Revision.text_sha256)
    .where(
        Revision.page_id == sa.bindparam("of"),
        Revision.number.between(sa.bindparam("first"), sa.bindparam("last")),
        Revision.size > 0,  # nothing is said there, and any page may be emptied
    )
    .order_by(Revision.text_sha256)
)
_NOW = (
    sa.select(Page.title)
    .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == Page.head))
    .where(Among(Revision.text_sha256, "hashes"))
    .limit(1)
)


def texts_between(page: Page, first: int, last: int) -> list[str]:
    """The hashes of the texts that some revisions of a page have and that are still kept."""
    return [row[0] for row in look(_BETWEEN, of=page.id, first=first, last=last)]


def sheets_between(page: Page, first: int, last: int) -> Sequence[Revision]:
    """The revisions of a page, among some, that have a sheet."""
    query = sa.select(Revision).where(
        Revision.page_id == page.id,
        Revision.number.between(first, last),
        Revision.kind.is_not(None),
    )
    return reading().scalars(query.order_by(Revision.number)).all()


def fields_said(page: Page) -> list[str]:
    """The fields that the sheets of a page have said something of."""
    said: set[str] = set()
    for revision in sheets_between(page, 1, page.head):
        sheet = revision.sheet
        said |= {*sheet.values, *sheet.sources}
    return sorted(said)


def said_now(hashes: Collection[str]) -> str | None:
    """The title of a page, in the bin or not, that says one of these texts now."""
    found = look(_NOW, hashes=sorted(hashes)) if hashes else ()
    return found[0][0] if found else None


def revisions_of(hashes: Collection[str]) -> Sequence[Revision]:
    """The revisions of any page that have one of these texts."""
    query = sa.select(Revision).where(Revision.text_sha256.in_(hashes)).order_by(Revision.id)
    return reading().scalars(query).all()
