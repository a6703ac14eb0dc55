"""The places as their sheets describe them now: what the directory and the map look for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key
from wiki.pages.models import Page


class Place(Derived):
    """A place: a page with a sheet of the kind `place`. None is what nobody has said."""

    __tablename__ = "wiki_place"
    __table_args__ = (
        sa.Index("ix_wiki_place_name", "name_key", "page_id"),
        sa.Index("ix_wiki_place_department", "department", "name_key", "page_id"),
        sa.Index("ix_wiki_place_position", "lat", "lon"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    name: Mapped[str]
    #: Without accents: for the order of names, and to find a part of one.
    name_key: Mapped[str] = mapped_column(Key)
    status: Mapped[str | None] = mapped_column(Key)
    management: Mapped[str | None] = mapped_column(Key)
    insee: Mapped[str | None] = mapped_column(Key)
    department: Mapped[str | None] = mapped_column(Key)
    region: Mapped[str | None] = mapped_column(Key)
    #: Where it is, in degrees (WGS 84), and how well that is known (`schema.types.PRECISIONS`).
    lat: Mapped[float | None] = mapped_column(sa.Double)
    lon: Mapped[float | None] = mapped_column(sa.Double)
    precision: Mapped[str | None] = mapped_column(Key)
    #: Codes of its families, each between commas: `,coworking,fablab,`.
    families: Mapped[str] = mapped_column(Key)
    seats: Mapped[int | None]
    #: With their precision: `2010`, `2010-10` or `2010-10-08`.
    opened_on: Mapped[str | None] = mapped_column(Key)
    closed_on: Mapped[str | None] = mapped_column(Key)
    #: The file of its first photo, and what it shows.
    photo: Mapped[str | None] = mapped_column(Key)
    photo_alt: Mapped[str | None]
