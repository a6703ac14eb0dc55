"""Places with all that their sheets say to everyone, for those who take them away."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.kernel.slugs import path_segment
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.described import Described
from wiki.places.models import Place
from wiki.places.queries.asked import PlaceFilter, conditions, described_by
from wiki.places.rules import KIND, sheet_on
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES, Kind


def described(wanted: PlaceFilter, root: str, *, size: int | None = None) -> Iterator[Described]:
    """The places by name, read little by little; `root` is what addresses of pages begin with.

    Each says what it said, and what held, at the times that are asked for.
    """
    of, kind = described_by(wanted), kind_of(KIND)
    query = (
        sa.select(Page.uid, Page.title, Revision)
        .select_from(of)
        .join(Page, Page.id == of.page_id)
        .join(Revision, sa.and_(Revision.page_id == Page.id, Revision.number == _number(wanted)))
        .where(*conditions(wanted))
        .order_by(of.name_key, of.page_id)
        .limit(size)
        .execution_options(yield_per=500)
    )
    for uid, title, revision in reading().execute(query):
        yield _described(kind, uid, title, revision, root, wanted.day)


def the_place(uid: str, root: str) -> Described:
    """The place whose page has this uid. Raises `Missing`."""
    head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
    query = (
        sa.select(Page.uid, Page.title, Revision)
        .select_from(Place)
        .join(Page, Page.id == Place.page_id)
        .join(Revision, head)
        .where(Page.uid == uid)
    )
    row = reading().execute(query).first()
    if row is None:
        raise Missing("place_missing")
    return _described(kind_of(KIND), *row, root)


def _described(
    kind: Kind, uid: str, title: str, revision: Revision, root: str, day: str = ""
) -> Described:
    seen = cut(kind, revision.sheet, VISIBILITIES[0])
    seen = sheet_on(kind, seen, day) if day else seen
    url = root + path_segment(title)
    return Described(uid, title, url, seen, revision.number, revision.created_at)


def _number(wanted: PlaceFilter) -> sa.SQLColumnExpression[int]:
    """The revision of a page that was its newest at the time that is asked for."""
    if wanted.known_before is None:
        return Page.head
    then = aliased(Revision)
    known = sa.select(sa.func.max(then.number)).where(
        then.page_id == Page.id, then.created_at < wanted.known_before
    )
    return known.correlate(Page).scalar_subquery()
