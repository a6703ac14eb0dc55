"""Places with all that their sheets say to everyone, for those who take them away."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.kernel.slugs import path_segment
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.described import Described
from wiki.places.models import Place
from wiki.places.queries.directory import PlaceFilter, conditions
from wiki.places.rules import KIND
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES, Kind

_HEAD = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
_DESCRIBED = (
    sa.select(Page.uid, Page.title, Revision)
    .select_from(Place)
    .join(Page, Page.id == Place.page_id)
    .join(Revision, _HEAD)
)


def described(wanted: PlaceFilter, root: str) -> Iterator[Described]:
    """The places by name, read little by little; `root` is what addresses of pages begin with."""
    query = (
        _DESCRIBED.where(*conditions(wanted))
        .order_by(Place.name_key, Place.page_id)
        .execution_options(yield_per=500)
    )
    kind = kind_of(KIND)
    for uid, title, revision in reading().execute(query):
        yield _described(kind, uid, title, revision, root)


def the_place(uid: str, root: str) -> Described:
    """The place whose page has this uid. Raises `Missing`."""
    row = reading().execute(_DESCRIBED.where(Page.uid == uid)).first()
    if row is None:
        raise Missing("place_missing")
    return _described(kind_of(KIND), *row, root)


def _described(kind: Kind, uid: str, title: str, revision: Revision, root: str) -> Described:
    seen = cut(kind, revision.sheet, VISIBILITIES[0])
    url = root + path_segment(title)
    return Described(uid, title, url, seen, revision.number, revision.created_at)
