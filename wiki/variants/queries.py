"""Reading which pages adapt which."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.kernel.db import look
from wiki.kernel.pager import END, PAGE_SIZE, Slice, slice_of
from wiki.pages.models import Page
from wiki.variants.models import Variant, VariantStep

_Origin = aliased(Page)
_Place = aliased(Page)
_SEEN = (
    sa.select(sa.func.max(VariantStep.origin_number))
    .where(VariantStep.page_id == Variant.page_id)
    .scalar_subquery()
)


class Adapted(NamedTuple):
    """A variant, its origin and its place.

    `seen` is the newest version of the origin that it took or left, `taken` the newest it took.
    """

    page_id: int
    uid: str
    title: str
    origin_id: int
    origin_uid: str
    origin: str
    origin_head: int
    is_origin_gone: bool
    #: "" when it is adapted to no place, or to one that went to the bin.
    place: str
    seen: int

    @property
    def behind(self) -> int:
        """How many versions the origin has made since."""
        return self.origin_head - self.seen


_ADAPTED = (
    sa.select(
        Page.id,
        Page.uid,
        Page.title,
        _Origin.id,
        _Origin.uid,
        _Origin.title,
        _Origin.head,
        _Origin.deleted_at.is_not(None),
        sa.func.coalesce(_Place.title, ""),
        _SEEN,
    )
    .join(Variant, Variant.page_id == Page.id)
    .join(_Origin, _Origin.id == Variant.origin_id)
    .outerjoin(_Place, sa.and_(_Place.id == Variant.place_id, _Place.deleted_at.is_(None)))
    .where(Page.deleted_at.is_(None))
)
_OF_PAGE = _ADAPTED.where(Variant.page_id == sa.bindparam("of"))
_NEWEST = (
    _ADAPTED.where(Variant.page_id < sa.bindparam("before"))
    .order_by(Variant.page_id.desc())
    .limit(sa.bindparam("size"))
)
_OF_ORIGIN = _NEWEST.where(Variant.origin_id == sa.bindparam("of"))
_COUNT = (
    sa.select(sa.func.count())
    .select_from(Variant)
    .join(Page, sa.and_(Page.id == Variant.page_id, Page.deleted_at.is_(None)))
    .where(Variant.origin_id == sa.bindparam("of"))
)


def adapted(page_id: int) -> Adapted | None:
    """What a page adapts; None for one that adapts nothing."""
    return next((Adapted._make(row) for row in look(_OF_PAGE, of=page_id)), None)


def newest(before: int = END, origin_id: int | None = None) -> Slice[Adapted]:
    """The variants, of one page or of all, the newest first."""
    given = {"before": before, "size": PAGE_SIZE + 1}
    rows = look(_NEWEST, **given) if origin_id is None else look(_OF_ORIGIN, of=origin_id, **given)
    return slice_of([Adapted._make(row) for row in rows], PAGE_SIZE, lambda one: one.page_id)


def count(origin_id: int) -> int:
    """How many pages adapt a page."""
    return int(look(_COUNT, of=origin_id)[0][0])
