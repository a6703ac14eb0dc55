"""Which page adapts which, for which place, and what it took of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.pages.models import Page


class Variant(Truth):
    """A page that began as the text of another one."""

    __tablename__ = "wiki_variant"

    page_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Page.id), primary_key=True, autoincrement=False
    )
    origin_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: The page of the place that it is adapted to, if any.
    place_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)


class VariantStep(Truth):
    """A version of the origin that a variant took, or was looked at and left."""

    __tablename__ = "wiki_variant_step"

    page_id: Mapped[int] = mapped_column(
        BigId, sa.ForeignKey(Variant.page_id), primary_key=True, autoincrement=False
    )
    origin_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The version of the variant that says so; for one that was left, its newest then.
    number: Mapped[int]
    is_taken: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)
