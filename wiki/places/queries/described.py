"""Places with all that their sheets say, for those who take them away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from wiki.geography.communes import Commune, commune_today
from wiki.kernel.db import reading
from wiki.kernel.slugs import path_segment
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kind_of
from wiki.places.models import Place
from wiki.places.queries.directory import PlaceFilter, conditions
from wiki.places.rules import KIND, Position, position_of
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.schema.sheet import Sheet


@dataclass(frozen=True)
class Described:
    """A place as its page describes it to everybody; `url` is the whole address of that page."""

    uid: str
    title: str
    url: str
    sheet: Sheet
    changed_at: datetime

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.sheet.values.get("name") or self.title)

    @property
    def commune(self) -> Commune | None:
        """The commune of today in which it is."""
        return commune_today(self.sheet.values.get("commune") or "")

    @property
    def position(self) -> Position | None:
        """Where it is."""
        return position_of(self.sheet)

    @property
    def postcode(self) -> str:
        """Its postcode, or the only one of its commune; "" when it is not known."""
        if given := self.sheet.values.get("postcode"):
            return str(given)
        postcodes = self.commune.postcodes if self.commune else ()
        return postcodes[0] if len(postcodes) == 1 else ""


def described(wanted: PlaceFilter, root: str) -> Iterator[Described]:
    """The places by name, read little by little; `root` is what addresses of pages begin with."""
    kind = kind_of(KIND)
    head = sa.and_(Revision.page_id == Page.id, Revision.number == Page.head)
    query = (
        sa.select(Page.uid, Page.title, Revision)
        .select_from(Place)
        .join(Page, Page.id == Place.page_id)
        .join(Revision, head)
        .where(*conditions(wanted))
        .order_by(Place.name_key, Place.page_id)
        .execution_options(yield_per=500)
    )
    for uid, title, revision in reading().execute(query):
        url = root + path_segment(title)
        seen = cut(kind, revision.sheet, VISIBILITIES[0])
        yield Described(uid, title, url, seen, revision.created_at)
