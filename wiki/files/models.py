"""Files, their versions and where they are used. Contents are in a store."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page


class File(Truth):
    """A file under a name, with who made it and under which terms.

    What it is made of is what its newest version says, which never changes.
    """

    __tablename__ = "wiki_file"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    name: Mapped[str]
    #: SHA-256 of the content as stored: several files may hold the same.
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigId)
    #: Pixels as shown, orientation applied; None for a document.
    width: Mapped[int | None]
    height: Mapped[int | None]
    alt: Mapped[str] = mapped_column(sa.Text, default="")
    credit: Mapped[str] = mapped_column(sa.Text, default="")
    licence: Mapped[str] = mapped_column(sa.Text, default="")
    #: Name, alt and credit folded, for the search in the list.
    search_key: Mapped[str] = mapped_column(sa.Text)
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    #: The page it was sent from, if any.
    page_uid: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    #: The number of its newest version.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def is_image(self) -> bool:
        """Whether it can be shown in a page."""
        return self.media_type.startswith("image/")

    @property
    def is_pdf(self) -> bool:
        """Whether it is a document, which pages show and whose words are found."""
        return self.media_type == "application/pdf"


class FileUse(Derived):
    """The newest revision of a page mentions a file."""

    __tablename__ = "wiki_file_use"
    __table_args__ = (sa.Index("ix_wiki_file_use_page_id", "page_id"),)

    file_uid: Mapped[str] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)


class FileUpload(Truth):
    """A file that is coming in pieces: what came so far lies in a folder of its own."""

    __tablename__ = "wiki_file_upload"
    is_private = True

    uid: Mapped[str] = mapped_column(primary_key=True, default=new_uid)
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    name: Mapped[str]
    #: Octets announced, and those that came.
    size: Mapped[int] = mapped_column(BigId)
    received: Mapped[int] = mapped_column(BigId, default=0)
    alt: Mapped[str] = mapped_column(sa.Text, default="")
    credit: Mapped[str] = mapped_column(sa.Text, default="")
    licence: Mapped[str] = mapped_column(sa.Text, default="")
    #: The title of the page it is sent from, if any.
    page_title: Mapped[str | None] = mapped_column(sa.Text)
    #: The uid of the file of which it is to be a new version; None for a new file.
    replaces: Mapped[str | None]
    #: The uid of the file it became: who did not hear it is told again.
    file_uid: Mapped[str | None]
    touched_at: Mapped[datetime] = mapped_column(Moment)


class FileVersion(Truth):
    """What a file was made of, from one moment on: the newest version is the file's own."""

    __tablename__ = "wiki_file_version"

    file_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(File.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigId)
    width: Mapped[int | None]
    height: Mapped[int | None]
    member_id: Mapped[int | None] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def is_image(self) -> bool:
        """Whether it can be shown in a page."""
        return self.media_type.startswith("image/")
