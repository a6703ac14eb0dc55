"""How the pages are arranged: all of it follows from what they say."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key
from wiki.pages.models import Page


class Filing(Derived):
    """A page names a category, in its newest revision.

    `category_key` follows from `written_key` alone: the key of the page that it leads to, itself
    when there is none.
    """

    __tablename__ = "wiki_filing"
    __table_args__ = (
        sa.Index(
            *("ix_wiki_filing_category", "category_key", "is_category"),
            *("page_sort", "page_key", "page_id"),
        ),
        sa.Index("ix_wiki_filing_written", "written_key"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    written_key: Mapped[str] = mapped_column(Key, primary_key=True)
    written_title: Mapped[str]
    category_key: Mapped[str] = mapped_column(Key)
    #: The key of the page that is filed, how it is put in order, whether others are filed under it.
    page_key: Mapped[str] = mapped_column(Key)
    page_sort: Mapped[str] = mapped_column(Key, server_default="")
    is_category: Mapped[bool]


class Category(Derived):
    """A title under which pages are filed, and how many."""

    __tablename__ = "wiki_category"
    __table_args__ = (sa.Index("ix_wiki_category_sort", "sort", "key"),)

    key: Mapped[str] = mapped_column(Key, primary_key=True)
    sort: Mapped[str] = mapped_column(Key, server_default="")
    pages: Mapped[int]


class Branch(Derived):
    """A page whose title has segments: found under each of those before the last."""

    __tablename__ = "wiki_branch"
    __table_args__ = (sa.Index("ix_wiki_branch_sort", "sort", "key"),)

    key: Mapped[str] = mapped_column(Key, primary_key=True)
    sort: Mapped[str] = mapped_column(Key, server_default="")
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), unique=True)
