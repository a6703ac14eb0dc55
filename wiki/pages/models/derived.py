"""What follows from the pages and can be made again: links, authors, renderings, blame."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, ShortKey
from wiki.pages.models.kept import Page


class Link(Derived):
    """A page mentions a title, in its newest revision."""

    __tablename__ = "wiki_link"
    __table_args__ = (sa.Index("ix_wiki_link_target_key", "target_key", "page_id"),)

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    target_key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    target_title: Mapped[str]


class PageAuthor(Derived):
    """How many revisions of a page somebody wrote, alone or with others."""

    __tablename__ = "wiki_page_author"
    __table_args__ = (
        sa.Index("ix_wiki_page_author_revisions", "page_id", "revisions", "member_id"),
    )

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    revisions: Mapped[int]


class Anchor(Derived):
    """An identifier that a heading of a page had, and the one that it has since a revision."""

    __tablename__ = "wiki_anchor"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    heading: Mapped[str]
    revision: Mapped[int]


class Rendering(Derived):
    """Whether what is kept of a page's newest revision, for an audience, still holds: a cache.

    Its HTML stands beside, so that a page is marked stale without its HTML being written again.
    """

    __tablename__ = "wiki_rendering"
    __table_args__ = (
        sa.Index(
            "ix_wiki_rendering_awaited",
            "page_id",
            sqlite_where=sa.text("ready <> stamp"),
            postgresql_where=sa.text("ready <> stamp"),
        ),
    )

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    audience: Mapped[str] = mapped_column(primary_key=True, default="public")
    revision: Mapped[int]
    is_stale: Mapped[bool] = mapped_column(default=False)
    #: Grows each time the page would show otherwise: key of the bytes kept in memory.
    stamp: Mapped[int] = mapped_column(BigId, default=1)
    #: The stamp for which a job last made ready what readers are shown.
    ready: Mapped[int] = mapped_column(BigId, default=0)


class RenderedHtml(Derived):
    """What a rendering says: its HTML and its outline."""

    __tablename__ = "wiki_rendered_html"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    audience: Mapped[str] = mapped_column(primary_key=True)
    html: Mapped[str]
    outline: Mapped[list[Any]] = mapped_column(sa.JSON)


class KeptAnswer(Derived):
    """What a page says to a visitor, whole: right as long as the three stamps are those of now."""

    __tablename__ = "wiki_kept_answer"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    #: Of what made it: the code, the options, the way in (`wiki.web.answers`).
    edition: Mapped[int] = mapped_column(BigId)
    stamp: Mapped[int] = mapped_column(BigId)
    site_stamp: Mapped[int] = mapped_column(BigId)
    etag: Mapped[str]
    headers: Mapped[list[Any]] = mapped_column(sa.JSON)
    #: The octets, compressed by gzip.
    data: Mapped[bytes]


class Dependency(Derived):
    """The rendering of a page depends on something: `title:<key>`, absence included."""

    __tablename__ = "wiki_dependency"
    __table_args__ = (sa.Index("ix_wiki_dependency_key", "key", "page_id"),)

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    key: Mapped[str] = mapped_column(ShortKey, primary_key=True)


class Blame(Derived):
    """Which revision wrote each word of a page: a cache, followed on when somebody asks."""

    __tablename__ = "wiki_blame"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    #: How far the history was read.
    revision: Mapped[int]
    #: Lines and their runs; what was lost and may come back (`wiki.pages.blame`).
    runs: Mapped[bytes]
    lost: Mapped[bytes]
