"""What is to be tended, kept in the act that makes it so: titles asked for, pages in a list.

And what members say of a page as a whole: that it is to be read again, outdated, or read.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Key, Moment, ShortKey, Truth
from wiki.pages.batches import Work, WorkedPage
from wiki.pages.models import Page

_RUNNING = sa.text("lifted_at IS NULL")


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

    key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    #: `rules.MISSING` or `rules.OLD`.
    kind: Mapped[str]
    #: Minus how many pages link to it: the index then goes as the list does.
    rank: Mapped[int]


class ToTend(Derived):
    """A page is in a list of those to tend: a code of `rules`."""

    __tablename__ = "wiki_to_tend"

    code: Mapped[str] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)


class Section(Derived):
    """A section of a page in its newest revision, by its identifier; `*` for one of any name."""

    __tablename__ = "wiki_section"

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class SectionLink(Derived):
    """A page leads to a section of a title, or of itself (the key is then "")."""

    __tablename__ = "wiki_section_link"
    __table_args__ = (sa.Index("ix_wiki_section_link_target_key", "target_key", "page_id"),)

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    target_key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    #: The identifier of the section, and the link as the text first writes it.
    name: Mapped[str] = mapped_column(primary_key=True)
    written: Mapped[str]
    #: There is a page, and the section is none of its own, now or before.
    is_broken: Mapped[bool]


class OutsideLink(Derived):
    """A page leads to an address out of the wiki, in its newest revision."""

    __tablename__ = "wiki_outside_link"
    __table_args__ = (sa.Index("ix_wiki_outside_link_address", "address", "page_id"),)

    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)


class OutsideAddress(Truth):
    """What is known of an address that pages lead to; forgotten with the last of them.

    One that is left alone on purpose stays: it may come back.
    """

    __tablename__ = "wiki_outside_address"
    __table_args__ = (
        sa.Index("ix_wiki_outside_address_state", "state", "id"),
        sa.Index("ix_wiki_outside_address_next_check_at", "next_check_at", "id"),
        sa.Index("ix_wiki_outside_address_host", "host", "next_check_at", "id"),
        sa.Index("ix_wiki_outside_address_asked", "host", "checked_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    host: Mapped[str]
    #: Date of the revision that brought it.
    found_at: Mapped[datetime] = mapped_column(Moment)
    #: A code of `outside.STATES`.
    state: Mapped[str]
    #: None: it is not asked any more.
    next_check_at: Mapped[datetime | None] = mapped_column(Moment)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    #: The last answer: a status of HTTP, or the code of the reason why there was none.
    status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
    ignored_by_id: Mapped[int | None] = mapped_column(BigId)


class Relinking(Work, Truth):
    """The links to an old title of a page are written anew, page after page, by a job."""

    __tablename__ = "wiki_relinking"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), index=True)
    old_key: Mapped[str] = mapped_column(ShortKey)
    old_title: Mapped[str]
    #: Links go on saying what they said: the old title stays as their text.
    keeps_text: Mapped[bool]
    summary: Mapped[str]
    member_id: Mapped[int] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment)


class RelinkedPage(WorkedPage, Truth):
    """What became of one page of a `Relinking`."""

    __tablename__ = "wiki_relinked_page"
    __table_args__ = (
        sa.Index("ix_wiki_relinked_page_outcome", "relinking_id", "outcome", "page_id"),
    )

    relinking_id: Mapped[int] = mapped_column(sa.ForeignKey(Relinking.id), primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)


class Mark(Truth):
    """What a member says of a page until it is lifted: to be read again, or outdated.

    Set anew, it is lifted first: all that was said stays.
    """

    __tablename__ = "wiki_mark"
    __table_args__ = (
        sa.Index(
            "ix_wiki_mark_running",
            "kind",
            "day",
            "id",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: A code of `rules.MARKS`.
    kind: Mapped[str] = mapped_column(Key)
    #: Before which it is to be read again, or since when it is outdated: `2026-12-31`.
    day: Mapped[str] = mapped_column(Key)
    reason: Mapped[str] = mapped_column(sa.Text)
    #: Who is asked to read it.
    reader_id: Mapped[int | None] = mapped_column(BigId)
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    lifted_by_id: Mapped[int | None] = mapped_column(BigId)
    #: None while it runs.
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class Reviewer(Truth):
    """A member looks after a page, or is asked to: then it is not said until they accept."""

    __tablename__ = "wiki_reviewer"
    __table_args__ = (sa.Index("ix_wiki_reviewer_member_id", "member_id", "page_id"),)

    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    named_by_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    #: Since when they are asked; None once they accepted.
    asked_at: Mapped[datetime | None] = mapped_column(Moment)


class Proofreading(Truth):
    """A member has read a whole page, as a version of it says, and found it right."""

    __tablename__ = "wiki_proofreading"
    __table_args__ = (sa.Index("ix_wiki_proofreading_page_id", "page_id", "number", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id))
    number: Mapped[int]
    member_id: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
