"""Pages and their revisions. A revision never changes (triggers); the page points at its newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, validates

from wiki.kernel.db import BigId, Moment, ShortKey, Truth
from wiki.kernel.slugs import new_uid
from wiki.language.folding import sort_key
from wiki.pages import codec
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import ERASED, WITHHELD, Sheet


class Text(Truth):
    """A text, once, however many revisions hold it; compressed, found by its SHA-256."""

    __tablename__ = "wiki_text"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    codec: Mapped[str]
    data: Mapped[bytes]


class Redaction(Truth):
    """A text that was erased for good, because the law asks so; what was is told, not said."""

    __tablename__ = "wiki_redaction"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    reason: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)


class Page(Truth):
    """A page: a place for revisions. Its title, key and head follow its newest revision."""

    __tablename__ = "wiki_page"
    __table_args__ = (
        sa.Index(
            "uq_wiki_page_key",
            "key",
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        ),
        # Of the bin alone: SQLite would else find a page by its key among all that are not in it.
        sa.Index(
            "ix_wiki_page_deleted_at",
            "deleted_at",
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
            postgresql_where=sa.text("deleted_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    key: Mapped[str] = mapped_column(ShortKey)
    #: How it is put in order: follows from the key.
    sort: Mapped[str] = mapped_column(ShortKey, server_default="")
    title: Mapped[str]
    #: Number of the newest revision: moves by compare-and-swap.
    head: Mapped[int] = mapped_column(default=0)
    #: Least role that edits: a code of `rules.PROTECTIONS`.
    protection: Mapped[str] = mapped_column(default="members")
    created_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)

    @validates("key")
    def _put_in_order(self, _name: str, key: str) -> str:
        self.sort = sort_key(key)
        return key


class Revision(Truth):
    """One state of a page. `number` counts from 1 without gaps; parents are numbers of the page."""

    __tablename__ = "wiki_revision"
    __table_args__ = (
        sa.UniqueConstraint("page_id", "number"),
        sa.UniqueConstraint("page_id", "submission"),
        # Lists filter, then follow the total order.
        sa.Index("ix_wiki_revision_author", "author_id", "seq"),
        sa.Index(
            "ix_wiki_revision_kind",
            "kind",
            "seq",
            sqlite_where=sa.text("kind IS NOT NULL"),
            postgresql_where=sa.text("kind IS NOT NULL"),
        ),
        sa.Index("ix_wiki_revision_date", "created_at", "seq"),
        # What a page was at a date.
        sa.Index("ix_wiki_revision_page_date", "page_id", "created_at", "number"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id))
    number: Mapped[int]
    #: The revision before it, and for a merge the one its author started from.
    parent: Mapped[int | None]
    merged_from: Mapped[int | None]
    title: Mapped[str]
    #: No foreign key: a text that the law has erased leaves its hash.
    text_sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    #: Octets of the body in UTF-8, and the change from the parent.
    size: Mapped[int]
    size_change: Mapped[int]
    kind: Mapped[str | None]
    #: The licence of the text, by its name; "" is the site's.
    licence: Mapped[str] = mapped_column(default="", server_default="")
    infobox: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    schema_revision: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(BigId)
    #: What was done: a code of `rules.ACTIONS`.
    action: Mapped[str]
    summary: Mapped[str]
    is_minor: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)
    #: Identifies the form that was sent: sent twice, it makes one revision.
    submission: Mapped[str | None]
    #: SHA-256 of what the revision says and of its parent's hash; holds ids, never names.
    hash: Mapped[str] = mapped_column(sa.String(64))
    #: Place in the journal: the total order, used by lists and feeds.
    seq: Mapped[int] = mapped_column(BigId, unique=True)

    @property
    def sheet(self) -> Sheet:
        """Its sheet; `NO_SHEET` when it has none."""
        return NO_SHEET if self.kind is None else Sheet.from_json(self.kind, self.infobox)

    @property
    def is_withheld(self) -> bool:
        """Whether a part of its sheet stayed where it came from: the hash is that of the whole."""
        return bool(self.infobox and self.infobox.get(WITHHELD))

    @property
    def erased_fields(self) -> Sequence[str]:
        """The fields of its sheet whose values were erased, as the law asked."""
        found: Sequence[str] = (self.infobox or {}).get(ERASED, ())
        return found

    def digest(self, page_uid: str, author_ids: Sequence[int | None], parent_hash: str) -> str:
        """The hash: what the revision says, who wrote it (by id), when, and what came before."""
        content: dict[str, object] = {
            "page": page_uid,
            "number": self.number,
            "merged_from": self.merged_from,
            "title": self.title,
            "text": self.text_sha256,
            "kind": self.kind,
            "infobox": self.infobox,
            "authors": list(author_ids),
            "action": self.action,
            "summary": self.summary,
            "minor": self.is_minor,
            "at": self.created_at.isoformat(),
        }
        if self.licence:  # most have none, and the hashes of old were made without
            content["licence"] = self.licence
        return codec.chained_hash(content, parent_hash)


class RevisionAuthor(Truth):
    """The authors of a revision beyond the one who saved it: how many `signs` they typed, where."""

    __tablename__ = "wiki_revision_author"
    __table_args__ = (sa.Index("ix_wiki_revision_author_member", "member_id", "seq"),)

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey(Revision.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    position: Mapped[int]
    #: That of the revision: what the list of somebody's revisions follows.
    seq: Mapped[int] = mapped_column(BigId)
    signs: Mapped[int | None]
    spans: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class RevisionTag(Truth):
    """A tag of a revision: put by itself when it was saved, or by a moderator."""

    __tablename__ = "wiki_revision_tag"
    __table_args__ = (sa.Index("ix_wiki_revision_tag_tag", "tag", "seq"),)

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey(Revision.id), primary_key=True)
    #: A code of `tags.NAMES`.
    tag: Mapped[str] = mapped_column(primary_key=True)
    #: That of the revision: what a list filtered by a tag follows.
    seq: Mapped[int] = mapped_column(BigId)
    #: Who put it; None for the wiki itself.
    member_id: Mapped[int | None] = mapped_column(BigId)


class Redirect(Truth):
    """A title that leads to a page that has another one."""

    __tablename__ = "wiki_redirect"

    key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    title: Mapped[str]
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Joining(Truth):
    """A page was joined to another one: its titles lead there, its own history stays.

    It is out of the lists as a page in the bin is; taken apart, both are as before.
    """

    __tablename__ = "wiki_joining"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    into_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: The title that it had, by which its history is still found.
    key: Mapped[str] = mapped_column(ShortKey, index=True)
    #: The revision that it made of the other one.
    number: Mapped[int]
    #: Keys of the titles that led to it, and what followed, by a name of each subject: its rows.
    redirects: Mapped[list[str]] = mapped_column(sa.JSON)
    moved: Mapped[dict[str, list[Any]]] = mapped_column(sa.JSON)
    member_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by_id: Mapped[int | None] = mapped_column(BigId)


class TitleLock(Truth):
    """A title that only some may create."""

    __tablename__ = "wiki_title_lock"

    key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    title: Mapped[str]
    protection: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)


class Draft(Truth):
    """What someone was writing and has not saved: one for each person, page and section."""

    __tablename__ = "wiki_draft"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(ShortKey, primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True, default="")
    title: Mapped[str]
    base: Mapped[int]
    body: Mapped[str]
    summary: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(Moment)


class Review(Truth):
    """A member has read a revision again and found it good."""

    __tablename__ = "wiki_review"

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey(Revision.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Thank(Truth):
    """A member thanks those who wrote a revision, once; taken back, the row is gone."""

    __tablename__ = "wiki_thanks"

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey(Revision.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, index=True)
    #: The place in the journal of what says it.
    seq: Mapped[int] = mapped_column(BigId, index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Visit(Truth):
    """How far in the journal a member has read the recent changes."""

    __tablename__ = "wiki_visit"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)


class Reading(Truth):
    """How far a member has read a page: the newest revision they saw, and that of the time before.

    Written when a page is read that has changed since, and by the save of one who is shown it next.
    """

    __tablename__ = "wiki_reading"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page_id: Mapped[int] = mapped_column(sa.ForeignKey(Page.id), primary_key=True)
    number: Mapped[int]
    #: What they had read when this visit began; `number` itself at the first one.
    before: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
