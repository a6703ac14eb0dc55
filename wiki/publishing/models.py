"""Booklets, and what each of their editions says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Moment, Truth
from wiki.kernel.slugs import new_uid


class Booklet(Truth):
    """Things in an order, under a title: what its next edition will hold."""

    __tablename__ = "wiki_booklet"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    title: Mapped[str] = mapped_column(sa.Text)
    summary: Mapped[str] = mapped_column(sa.Text)
    #: `rules.Entry`, in order; those of pages have no number.
    entries: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Edition(Truth):
    """A booklet as it was published: it names the versions of what it holds, and copies nothing.

    So what is erased for good is erased from it too. The database keeps it from being changed.
    """

    __tablename__ = "wiki_booklet_edition"
    __table_args__ = (sa.UniqueConstraint("booklet_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    booklet_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Booklet.id))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.Text)
    summary: Mapped[str] = mapped_column(sa.Text)
    #: `rules.Entry`, in order, each with the number of its version.
    entries: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    #: `rules.Word`, in the order of their titles then.
    words: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    published_at: Mapped[datetime] = mapped_column(Moment)
