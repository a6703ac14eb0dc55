"""Threads and their turns. Every text that a turn had is kept (triggers); no turn is deleted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.kernel.db import BigId, Derived, Moment, Truth
from wiki.kernel.slugs import new_uid


class Thread(Truth):
    """What is said under one subject about one thing, known by its kind and uid."""

    __tablename__ = "wiki_thread"
    __table_args__ = (sa.Index("ix_wiki_thread_target", "target_kind", "target_uid", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    target_kind: Mapped[str]
    target_uid: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment)
    #: When it was said to be settled, and by whom; None while it is open.
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by_id: Mapped[int | None] = mapped_column(BigId)


class Turn(Truth):
    """What somebody said once. `number` counts from 1 in its thread, without gaps."""

    __tablename__ = "wiki_turn"
    __table_args__ = (
        sa.UniqueConstraint("thread_id", "number"),
        sa.Index("ix_wiki_turn_author", "author_id", "seq"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey(Thread.id))
    number: Mapped[int]
    #: The number of the turn it answers; None: the thread.
    answers: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment)
    #: Number of its newest text.
    head: Mapped[int] = mapped_column(default=1)
    #: Out of sight, kept, with the reason shown in its place.
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
    hidden_by_id: Mapped[int | None] = mapped_column(BigId)
    hidden_reason: Mapped[str] = mapped_column(default="")
    #: Identifies the form that was sent: sent twice, it makes one turn.
    submission: Mapped[str | None] = mapped_column(unique=True)
    #: Place in the journal: the total order, used by lists and feeds.
    seq: Mapped[int] = mapped_column(BigId, unique=True)


class TurnText(Truth):
    """A text that a turn had: its author changed it `number` - 1 times before."""

    __tablename__ = "wiki_turn_text"

    turn_id: Mapped[int] = mapped_column(sa.ForeignKey(Turn.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    #: No foreign key: a text that the law has erased leaves its hash.
    text_sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Reaction(Truth):
    """A member answered a turn by one of the `REACTIONS`, without a word."""

    __tablename__ = "wiki_reaction"

    turn_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey(Turn.id), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, index=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Mention(Truth):
    """A text named a member, who is told once: what was told is not told again."""

    __tablename__ = "wiki_mention"
    __table_args__ = (
        sa.UniqueConstraint("member_id", "kind", "uid"),
        sa.Index("ix_wiki_mention_member", "member_id", "id"),
    )
    is_private = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    member_id: Mapped[int] = mapped_column(BigId)
    #: `page` or `turn`, and which.
    kind: Mapped[str]
    uid: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment)


class TurnDraft(Truth):
    """A message that somebody was writing and has not sent: one for each person and spot."""

    __tablename__ = "wiki_turn_draft"
    is_private = True

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    #: The `wiki.discussions.spots.Spot` where it is written.
    form: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True, default="")
    #: What is discussed there.
    target_kind: Mapped[str]
    target_uid: Mapped[str]
    text: Mapped[str]
    subject: Mapped[str]
    #: The passage that is commented on, as in `Passage`, and the wording proposed for it.
    revision: Mapped[int]
    quote: Mapped[str]
    before: Mapped[str]
    becomes: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(Moment)


class Passage(Truth):
    """What a thread is about inside its text: words of a block, as they read in a version."""

    __tablename__ = "wiki_passage"

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey(Thread.id), primary_key=True)
    revision: Mapped[int]
    block: Mapped[str]
    quote: Mapped[str]
    #: What is read just before and after it.
    before: Mapped[str]
    after: Mapped[str]


class PassageAnchor(Truth):
    """Where a passage stood in a later version, when the one it was chosen in was erased.

    It is followed from there: what the erased version said can be compared with nothing any more.
    """

    __tablename__ = "wiki_passage_anchor"

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey(Thread.id), primary_key=True)
    revision: Mapped[int]
    block: Mapped[str]


class Rewriting(Truth):
    """Another wording that a turn proposes for the block of its passage, and what became of it."""

    __tablename__ = "wiki_rewriting"

    turn_id: Mapped[int] = mapped_column(sa.ForeignKey(Turn.id), primary_key=True)
    #: The block as it is written in the version of the passage, and as it would be.
    was: Mapped[str]
    becomes: Mapped[str]
    #: None while nobody has decided.
    is_accepted: Mapped[bool | None]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(BigId)
    #: Why it was declined.
    reason: Mapped[str] = mapped_column(default="")
    #: The version that it became.
    made_revision: Mapped[int | None]


class PassagePlace(Derived):
    """Where the passage of an open thread stands in a version: its block, or nowhere."""

    __tablename__ = "wiki_passage_place"
    __table_args__ = (
        sa.Index("ix_wiki_passage_place_target", "target_kind", "target_uid", "thread_id"),
    )

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey(Thread.id), primary_key=True)
    target_kind: Mapped[str]
    target_uid: Mapped[str]
    block: Mapped[str | None]
    #: The number of that version: the newest, but for those that a job has yet to find again.
    revision: Mapped[int]


class ThreadState(Derived):
    """How far a thread has come: in one row, what the lists of threads are ordered by."""

    __tablename__ = "wiki_thread_state"
    __table_args__ = (
        sa.Index("ix_wiki_thread_state_all", "target_kind", "target_uid", "last_seq"),
        sa.Index("ix_wiki_thread_state_open", "target_kind", "target_uid", "is_open", "last_seq"),
    )

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey(Thread.id), primary_key=True)
    target_kind: Mapped[str]
    target_uid: Mapped[str]
    is_open: Mapped[bool]
    #: Turns in sight, and the place of the newest one.
    turns: Mapped[int]
    last_seq: Mapped[int] = mapped_column(BigId)


class Talk(Derived):
    """How much is said about a thing: threads, those that are open, turns in sight."""

    __tablename__ = "wiki_talk"

    target_kind: Mapped[str] = mapped_column(primary_key=True)
    target_uid: Mapped[str] = mapped_column(primary_key=True)
    threads: Mapped[int]
    open_threads: Mapped[int]
    turns: Mapped[int]
