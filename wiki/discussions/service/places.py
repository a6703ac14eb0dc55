"""Where the passages of open threads stand in the newest version. Inside an act."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions.kinds import kinds, writing_of
from wiki.discussions.models import Passage, PassagePlace, Thread
from wiki.discussions.passages import Quoted, followed
from wiki.discussions.queries import passages
from wiki.kernel.db import reading


def follow(kind: str, uid: str, text: str) -> None:
    """Find again, in the newest text of a thing, the passages that are discussed."""
    found = passages.open_passages(kind, uid)
    if found:
        _write(kind, uid, found, text)


def placed(thread: Thread) -> None:
    """A thread opened, was settled or opened again: its passage is followed while it is open."""
    found = passages.passage(thread.id)
    if found is None:
        return
    reading().execute(sa.delete(PassagePlace).where(PassagePlace.thread_id == thread.id))
    if thread.resolved_at is None:
        kind, uid = thread.target_kind, thread.target_uid
        writing = writing_of(kind)
        _write(kind, uid, [found], writing.text(uid, writing.head(uid)))


def rebuild() -> None:
    """Find every passage of an open thread again."""
    session = reading()
    session.execute(sa.delete(PassagePlace))
    query = (
        sa.select(Thread.target_kind, Thread.target_uid)
        .join(Passage, Passage.thread_id == Thread.id)
        .where(Thread.resolved_at.is_(None))
        .distinct()
        .order_by(Thread.target_kind, Thread.target_uid)
    )
    for kind, uid in session.execute(query).all():
        if kind in kinds():
            writing = writing_of(kind)
            follow(kind, uid, writing.text(uid, writing.head(uid)))


def _write(kind: str, uid: str, found: list[Passage], text: str) -> None:
    session = reading()
    writing, texts = writing_of(kind), dict[int, str]()
    session.execute(
        sa.delete(PassagePlace).where(
            PassagePlace.thread_id.in_([passage.thread_id for passage in found])
        )
    )
    for passage in found:
        if passage.revision not in texts:
            texts[passage.revision] = writing.text(uid, passage.revision)
        quoted = Quoted(passage.block, passage.quote, passage.before, passage.after)
        session.add(
            PassagePlace(
                thread_id=passage.thread_id,
                target_kind=kind,
                target_uid=uid,
                block=followed(quoted, texts[passage.revision], text),
            )
        )
    session.flush()
