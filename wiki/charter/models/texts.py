"""A charter, its versions, their frozen texts, and the journal in which each line holds the last.

What is frozen and what was done are never changed: triggers refuse it (`migrations/ddl.py`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.rules.versions import UNDER_WAY, shown_number
from wiki.kernel.db import BigId, Key, Moment, Truth
from wiki.kernel.slugs import new_uid
from wiki.pages.models import Page

_UNDER_WAY = sa.text(f"state IN ({', '.join(map(repr, UNDER_WAY))})")
_IN_FORCE = sa.text("state = 'in_force'")


class Charter(Truth):
    """A text that a network gives itself: its draft is a page, its electors are its places."""

    __tablename__ = "wiki_charter"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    #: What it is called in addresses.
    slug: Mapped[str] = mapped_column(Key, unique=True)
    title: Mapped[str]
    #: The page that is its draft, and that of the network whose places decide.
    page_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), unique=True)
    network_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Page.id), index=True)
    #: How it is decided: what `rules.procedure` reads.
    rules: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    made_by_id: Mapped[int | None] = mapped_column(BigId)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Version(Truth):
    """A version of a charter, from its draft to the one that replaces it."""

    __tablename__ = "wiki_charter_version"
    __table_args__ = (
        sa.UniqueConstraint("charter_id", "major", "minor", "fix"),
        sa.Index(
            "uq_wiki_charter_version_under_way",
            "charter_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        sa.Index(
            "uq_wiki_charter_version_in_force",
            "charter_id",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id))
    #: The version in force when it was begun.
    parent_id: Mapped[int | None] = mapped_column(BigId, sa.ForeignKey("wiki_charter_version.id"))
    #: A code of `rules.versions.STATES`.
    state: Mapped[str] = mapped_column(Key)
    #: Its number, given when its text is frozen for good.
    major: Mapped[int | None]
    minor: Mapped[int | None]
    fix: Mapped[int | None]
    #: A code of `rules.versions.SEVERITIES`.
    severity: Mapped[str]
    #: Step of `rules.calendar.STEPS` -> its day (ISO 8601).
    calendar: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: The revision of the page that the consultation began with, and the one that was frozen.
    opened_revision: Mapped[int | None]
    frozen_revision: Mapped[int | None]
    #: The hash of its frozen text.
    hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    #: Why it was given up, or taken back to consultation.
    reason: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
    #: When it came to the state that it is in.
    since: Mapped[datetime] = mapped_column(Moment)
    in_force_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def number(self) -> str:
        """Its number as it is written, "" while it has none."""
        if self.major is None or self.minor is None or self.fix is None:
            return ""
        return shown_number((self.major, self.minor, self.fix))


class Article(Truth):
    """The short id of a block of a charter, which no other block of it ever has."""

    __tablename__ = "wiki_charter_article"

    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id), primary_key=True)
    name: Mapped[str] = mapped_column(Key, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class FrozenText(Truth):
    """What a version says, for good: canonical JSON, under the hash of it and of the one before."""

    __tablename__ = "wiki_charter_text"

    hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    parent_hash: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    frozen_at: Mapped[datetime] = mapped_column(Moment)


class LogLine(Truth):
    """One act on a charter; its hash is of what was done and of the line before."""

    __tablename__ = "wiki_charter_log"

    charter_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Charter.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(BigId, index=True)
    action: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))
