"""The places that are compared, with what their sheets say, now and when they were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from wiki.benchmarks.asking import Compared
from wiki.kernel.db import reading
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page, Revision
from wiki.places.models import Place
from wiki.places.rules import KIND
from wiki.schema.sheet import Sheet
from wiki.sheets.queries.written import writers


class Held(NamedTuple):
    """A place of a benchmark: its newest sheet, and the one of the version that was kept.

    `written` is the number of the revision that wrote each value, by field.
    """

    title: str
    name: str
    revision: int
    sheet: Sheet
    place: Place
    kept: Sheet | None
    written: Mapping[str, int]


def held(places: Sequence[Compared]) -> list[Held]:
    """Those of the places that there are, in their order."""
    keys = {title_key(one.title) for one in places}
    head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
    query = (
        sa.select(Page, Revision, Place)
        .join(Place, Place.page_id == Page.id)
        .join(Revision, head)
        .where(Page.key.in_(keys), Page.deleted_at.is_(None))
    )
    now = {page.key: (page, revision, place) for page, revision, place in reading().execute(query)}
    ids = {key: found[0].id for key, found in now.items()}
    kept, written = _kept(places, ids), writers(ids.values())
    return [
        Held(
            page.title,
            place.name,
            revision.number,
            revision.sheet,
            place,
            kept.get((page.id, one.revision)),
            written.get(page.id, {}),
        )
        for one in places
        if (found := now.get(title_key(one.title)))
        for page, revision, place in (found,)
    ]


def _kept(places: Sequence[Compared], ids: dict[str, int]) -> dict[tuple[int, int], Sheet]:
    wanted = [
        (ids[key], one.revision)
        for one in places
        if one.revision and (key := title_key(one.title)) in ids
    ]
    if not wanted:
        return {}
    query = sa.select(Revision).where(
        sa.tuple_(Revision.page_id, Revision.number).in_(wanted), Revision.kind == KIND
    )
    return {(one.page_id, one.number): one.sheet for one in reading().scalars(query)}
