"""What is to be tended, kept in the act that makes it so: titles asked for, pages in a list."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Moment, Truth
from wiki.pages.models import Page


class Apart(Truth):
    """A page that no other leads to, on purpose."""

    __tablename__ = "wiki_apart"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)


class AskedTitle(Derived):
    """A title that pages link to and that is no page's own: an old one, or one yet to write."""

    __tablename__ = "wiki_asked_title"
    __table_args__ = (sa.Index("ix_wiki_asked_title_kind", "kind", "rank", "key"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    #: `rules.MISSING` or `rules.OLD`.
    kind: Mapped[str]
    #: Minus how many pages link to it: the index then goes as the list does.
    rank: Mapped[int]


class ToTend(Derived):
    """A page is in a list of those to tend: a code of `rules`."""

    __tablename__ = "wiki_to_tend"

    code: Mapped[str] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
