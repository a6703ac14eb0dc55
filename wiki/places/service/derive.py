"""The places that follow from the sheets; inside the acts on pages."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import insert_missing, reading, table_of, write
from wiki.pages.models import Page, Revision
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.derive import mark_stale
from wiki.places.models import Place
from wiki.places.rules import KIND, place_of
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet

#: What shows places: changes whenever one does.
PLACES_DEPENDENCY = f"kind:{KIND}"
_FORGET = sa.delete(table_of(Place)).where(Place.page_id == sa.bindparam("of"))


def follow(page: Page, revision: Revision) -> None:
    """Write what the sheet of a page makes of it."""
    write(_FORGET, {"of": page.id})
    if revision.kind == KIND:
        insert_missing(Place, {"page_id": page.id, **place_of(_public(revision.sheet), page.title)})
    mark_stale({PLACES_DEPENDENCY})


def _public(sheet: Sheet) -> Sheet:
    """What everybody is told of a place: the directory and the map are for all."""
    return cut(kind_of(KIND), sheet, VISIBILITIES[0])


def forget(page: Page) -> None:
    """A page in the bin is no place."""
    if write(_FORGET, {"of": page.id}):
        mark_stale({PLACES_DEPENDENCY})


def rebuild() -> None:
    """Find all places again."""
    session = reading()
    session.execute(sa.delete(Place))
    head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
    query = sa.select(Page, Revision).join(Revision, head)
    for page, revision in session.execute(
        query.where(Page.deleted_at.is_(None), Revision.kind == KIND).order_by(Page.id)
    ):
        session.add(Place(page_id=page.id, **place_of(_public(revision.sheet), page.title)))
    session.flush()


def restore(page: Page) -> None:
    """A page that came back from the bin is the place that it was."""
    if queries.head(page).kind == KIND:
        follow(page, queries.head(page))
