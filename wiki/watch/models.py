"""What each member follows, and what they are told of it. All of it is their own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Key, Moment, Truth


class Follow(Truth):
    """A member follows something, known by its kind and by what names it."""

    __tablename__ = "wiki_follow"
    __table_args__ = (sa.Index("ix_wiki_follow_target", "kind", "target"),)
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    #: A code of `rules.KINDS`.
    kind: Mapped[str] = mapped_column(Key, primary_key=True)
    target: Mapped[str] = mapped_column(Key, primary_key=True)
    #: What the journal says after this place is told.
    seq: Mapped[int] = mapped_column(BigId)
    #: Whether the wiki followed it for them, as they wish; and whether they want it no more.
    is_automatic: Mapped[bool] = mapped_column(default=False)
    is_off: Mapped[bool] = mapped_column(default=False)


class Found(Truth):
    """A page that a followed search finds, and its follower knows: it is not told of again."""

    __tablename__ = "wiki_watch_found"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    #: The uid of the search that they kept, and the row of the page.
    search: Mapped[str] = mapped_column(Key, primary_key=True)
    page_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False, index=True)


class Notice(Truth):
    """What a member is told of one thing: one row, however often it changes."""

    __tablename__ = "wiki_notice"
    __table_args__ = (
        sa.Index("ix_wiki_notice_member", "member_id", "seq"),
        sa.Index("ix_wiki_notice_seen", "member_id", "is_seen"),
    )
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    #: `page`, `thread`, `charter` or `amendment`, and its uid; `review` or `thanks`, and that of
    #: the page.
    kind: Mapped[str] = mapped_column(Key, primary_key=True)
    uid: Mapped[str] = mapped_column(Key, primary_key=True)
    #: The places in the journal of the newest act told, and of the first one not seen then.
    seq: Mapped[int] = mapped_column(BigId)
    since: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    #: How many acts were not seen; how many of them no letter has told yet.
    times: Mapped[int]
    fresh: Mapped[int]
    #: What they follow that it is told for, each as `kind:target`, a line each.
    because: Mapped[str]
    #: The `Mention` that names them and was told last, if any; whether that is new.
    mention: Mapped[int] = mapped_column(BigId)
    is_named: Mapped[bool]
    is_seen: Mapped[bool]
    #: How far in the journal a letter has told of it.
    mailed: Mapped[int] = mapped_column(BigId)


class Wish(Truth):
    """How a member wishes to be told."""

    __tablename__ = "wiki_watch_wish"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    #: A code of `rules.PACES`.
    pace: Mapped[str]
    #: The hour of a digest, and the day of a weekly one (0: Monday), where the member is.
    hour: Mapped[int]
    weekday: Mapped[int]
    #: The hours when no letter is sent at once: from, to; none when they are the same.
    quiet_from: Mapped[int]
    quiet_to: Mapped[int]
    #: Whether to follow by itself the pages that they write, and the threads that they speak in.
    follows_written: Mapped[bool]
    follows_said: Mapped[bool]
    #: Whether letters tell the thanks that they received too.
    mails_thanks: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: The number of the address of their feed: another one, and those before lead nowhere.
    feed: Mapped[int]
    #: When the next letter is due; None while nothing waits.
    due_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class Told(Truth):
    """How far in the journal everybody has been told: one row."""

    __tablename__ = "wiki_watch_told"
    is_private = True

    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigId)
