"""Finding threads, the most recently answered first, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.discussions.models import Passage, Talk, Thread, ThreadState
from wiki.discussions.queries.subjects import COLUMNS, with_subject
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.kernel.pager import Slice, slice_of
from wiki.members.models import Member

#: Threads on one screen.
SCREEN = 20


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list, or at the head of its own screen."""

    id: int
    uid: str
    target_kind: str
    target_uid: str
    subject: ThreadSubject
    resolved_at: datetime | None
    resolved_by_name: str | None
    resolved_by_uid: str | None
    turns: int
    last_seq: int

    @property
    def is_open(self) -> bool:
        """Whether nobody has said that it is settled."""
        return self.resolved_at is None


def lines_query() -> sa.Select[*tuple[Any, ...]]:
    """The columns of `ThreadLine`, without order."""
    settler = aliased(Member)
    return (
        sa.select(
            Thread.id,
            Thread.uid,
            Thread.target_kind,
            Thread.target_uid,
            *COLUMNS,
            Thread.resolved_at,
            settler.name.label("resolved_by_name"),
            settler.uid.label("resolved_by_uid"),
            ThreadState.turns,
            ThreadState.last_seq,
        )
        .join(ThreadState, ThreadState.thread_id == Thread.id)
        .outerjoin(Passage, Passage.thread_id == Thread.id)
        .outerjoin(settler, settler.id == Thread.resolved_by_id)
    )


def about_query(
    kind: str, uid: str, is_open: bool | None, before: int | None, size: int
) -> sa.Select[*tuple[Any, ...]]:
    """The threads about a thing, those last answered before the place `before`."""
    query = lines_query().where(ThreadState.target_kind == kind, ThreadState.target_uid == uid)
    if is_open is not None:
        query = query.where(ThreadState.is_open == is_open)
    if before is not None:
        query = query.where(ThreadState.last_seq < before)
    return query.order_by(ThreadState.last_seq.desc()).limit(size)


def about(
    kind: str,
    uid: str,
    *,
    is_open: bool | None = None,
    before: int | None = None,
    size: int = SCREEN,
) -> Slice[ThreadLine]:
    """The threads about a thing: all of them, the open ones or the settled ones."""
    rows = reading().execute(about_query(kind, uid, is_open, before, size + 1)).mappings()
    return slice_of(
        [ThreadLine(**with_subject(row)) for row in rows], size, lambda line: line.last_seq
    )


def line(uid: str) -> ThreadLine:
    """One thread, or `Missing`."""
    row = reading().execute(lines_query().where(Thread.uid == uid)).mappings().first()
    if row is None:
        raise Missing("thread_missing")
    return ThreadLine(**with_subject(row))


def by_uid(uid: str, *, locked: bool = False) -> Thread:
    """A thread; `locked` keeps others from adding to it meanwhile."""
    query = sa.select(Thread).where(Thread.uid == uid)
    found = reading().scalar(query.with_for_update(key_share=True) if locked else query)
    if found is None:
        raise Missing("thread_missing")
    return found


class Amount(NamedTuple):
    """How much is said about a thing: threads, those that are open, turns in sight."""

    threads: int
    open_threads: int
    turns: int


_SAID = sa.select(Talk.threads, Talk.open_threads, Talk.turns).where(
    Talk.target_kind == sa.bindparam("kind"), Talk.target_uid == sa.bindparam("uid")
)


def talk(kind: str, uid: str) -> Amount | None:
    """How much is said about a thing; None when nothing is."""
    found = look(_SAID, kind=kind, uid=uid)
    return Amount(*found[0]) if found else None
