"""What follows from threads and turns: how many there are, which spoke last. Inside an act."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions.kinds import kind_of
from wiki.discussions.models import Talk, Thread, ThreadState, Turn
from wiki.kernel.db import insert_missing, reading


def opened(thread: Thread, seq: int) -> None:
    """A thread begins, with its first turn."""
    reading().add(
        ThreadState(
            thread_id=thread.id,
            target_kind=thread.target_kind,
            target_uid=thread.target_uid,
            is_open=True,
            turns=1,
            last_seq=seq,
        )
    )
    _count(thread, threads=1, open_threads=1, turns=1)


def answered(thread: Thread, seq: int) -> None:
    """A thread has one turn more, the newest."""
    _update(thread, turns=ThreadState.turns + 1, last_seq=seq)
    _count(thread, turns=1)


def shown_or_hidden(thread: Thread, change: int) -> None:
    """A turn went out of sight (-1), or came back (+1)."""
    _update(thread, turns=ThreadState.turns + change)
    _count(thread, turns=change)


def settled(thread: Thread) -> None:
    """A thread was settled, or opened again."""
    is_open = thread.resolved_at is None
    _update(thread, is_open=is_open)
    _count(thread, open_threads=1 if is_open else -1)


def touch(thread: Thread) -> None:
    """The screens of what it is about show it."""
    kind_of(thread.target_kind).touch(thread.target_uid)


def _update(thread: Thread, **values: object) -> None:
    reading().execute(
        sa.update(ThreadState)
        .where(ThreadState.thread_id == thread.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _count(thread: Thread, **changes: int) -> None:
    about = {"target_kind": thread.target_kind, "target_uid": thread.target_uid}
    insert_missing(Talk, {**about, "threads": 0, "open_threads": 0, "turns": 0})
    reading().execute(
        sa.update(Talk)
        .filter_by(**about)
        .values({name: getattr(Talk, name) + change for name, change in changes.items()})
        .execution_options(synchronize_session=False)
    )


def rebuild() -> None:
    """Count everything again from the threads and their turns."""
    session = reading()
    for table in (ThreadState, Talk):
        session.execute(sa.delete(table))
    session.execute(sa.insert(ThreadState).from_select(_STATE_COLUMNS, _states()))
    session.execute(sa.insert(Talk).from_select(_TALK_COLUMNS, _talks()))


def count_again(kind: str, uid: str) -> None:
    """Count what is said about one thing again from the states of its threads."""
    of_it = ThreadState.target_kind == kind, ThreadState.target_uid == uid
    reading().execute(sa.insert(Talk).from_select(_TALK_COLUMNS, _talks().where(*of_it)))


_STATE_COLUMNS = ["thread_id", "target_kind", "target_uid", "is_open", "turns", "last_seq"]
_TALK_COLUMNS = ["target_kind", "target_uid", "threads", "open_threads", "turns"]


def _states() -> sa.Select[*tuple[object, ...]]:
    in_sight = sa.case((Turn.hidden_at.is_(None), 1), else_=0)
    is_open = sa.case((Thread.resolved_at.is_(None), sa.true()), else_=sa.false())
    return (
        sa.select(
            Thread.id,
            Thread.target_kind,
            Thread.target_uid,
            is_open,
            sa.func.sum(in_sight),
            sa.func.max(Turn.seq),
        )
        .join(Turn, Turn.thread_id == Thread.id)
        .group_by(Thread.id, Thread.target_kind, Thread.target_uid, Thread.resolved_at)
    )


def _talks() -> sa.Select[*tuple[object, ...]]:
    about = (ThreadState.target_kind, ThreadState.target_uid)
    open_ = sa.func.sum(sa.case((ThreadState.is_open.is_(True), 1), else_=0))
    counted = sa.select(*about, sa.func.count(), open_, sa.func.sum(ThreadState.turns))
    return counted.group_by(*about)
