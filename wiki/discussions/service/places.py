"""Where the passages of open threads stand in the newest version. Inside an act."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.discussions.kinds import kinds, parts_of, writing_of
from wiki.discussions.models import Passage, PassagePlace, Thread
from wiki.discussions.passages import Block, Quoted, followed, is_part
from wiki.discussions.queries import passages
from wiki.kernel.db import reading


def follow(kind: str, uid: str, text: str) -> None:
    """Find again, in the newest version of a thing, what says `text`, the passages discussed."""
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
    version = _Versions(kind, uid, text)
    session.execute(
        sa.delete(PassagePlace).where(
            PassagePlace.thread_id.in_([passage.thread_id for passage in found])
        )
    )
    for passage in found:
        session.add(
            PassagePlace(
                thread_id=passage.thread_id,
                target_kind=kind,
                target_uid=uid,
                block=version.block_of(passage),
            )
        )
    session.flush()


class _Versions:
    """The newest version of a thing, and those in which its passages were chosen, read once."""

    def __init__(self, kind: str, uid: str, text: str) -> None:
        self.kind, self.uid, self.newest = kind, uid, text
        self.writing = writing_of(kind)
        self.texts: dict[int, str] = {}
        self.parts: dict[int, dict[str, Block]] = {}

    def block_of(self, passage: Passage) -> str | None:
        """The block where a passage stands now, or None."""
        number = passage.revision
        if is_part(passage.block):
            now = self._parts(self.writing.head(self.uid)).get(passage.block)
            return passage.block if now and now == self._parts(number).get(passage.block) else None
        if number not in self.texts:
            self.texts[number] = self.writing.text(self.uid, number)
        quoted = Quoted(passage.block, passage.quote, passage.before, passage.after)
        return followed(quoted, self.texts[number], self.newest)

    def _parts(self, number: int) -> dict[str, Block]:
        if number not in self.parts:
            found = parts_of(self.kind, self.uid, number)
            self.parts[number] = {block.id: block for block in found}
        return self.parts[number]
