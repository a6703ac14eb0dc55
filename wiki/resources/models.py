"""The resources and the paths that sheets describe; what each member has done along a path."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, Truth
from wiki.pages.models import Page


class Resource(Derived):
    """A page describes a resource: `rules.Described`, in its newest revision."""

    __tablename__ = "wiki_resource"
    __table_args__ = (
        sa.Index("ix_wiki_resource_sort", "sort", "page_id"),
        sa.Index("ix_wiki_resource_date", "date", "page_id"),
        sa.Index("ix_wiki_resource_seq", "seq"),
        # Everything that the facets count: they read it and not the table.
        sa.Index("ix_wiki_resource_facets", "themes", "stages", "audiences", "format", "year"),
    )

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    #: Place in the journal of the revision that says this.
    seq: Mapped[int] = mapped_column(BigId)
    title: Mapped[str] = mapped_column(sa.Text)
    sort: Mapped[str] = mapped_column(Key)
    summary: Mapped[str] = mapped_column(sa.Text)
    themes: Mapped[str] = mapped_column(Key)
    stages: Mapped[str] = mapped_column(Key)
    audiences: Mapped[str] = mapped_column(Key)
    format: Mapped[str] = mapped_column(Key)
    date: Mapped[str] = mapped_column(Key)
    year: Mapped[str] = mapped_column(Key)
    author: Mapped[str] = mapped_column(sa.Text)
    url: Mapped[str] = mapped_column(sa.Text)
    file: Mapped[str] = mapped_column(sa.Text)
    licence: Mapped[str] = mapped_column(sa.Text)
    territory: Mapped[str] = mapped_column(sa.Text)


class Path(Derived):
    """A page leads through the wiki, step by step."""

    __tablename__ = "wiki_path"
    __table_args__ = (sa.Index("ix_wiki_path_sort", "sort", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    sort: Mapped[str] = mapped_column(Key)
    summary: Mapped[str] = mapped_column(sa.Text)
    steps: Mapped[int]
    tasks: Mapped[int]


class Tick(Truth):
    """A member has done something of a path; nobody else sees it."""

    __tablename__ = "wiki_tick"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    #: `rules.Task.key`.
    task: Mapped[str] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
