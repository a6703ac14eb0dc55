"""Finding turns: of some threads, about a thing, the texts that one had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from wiki.discussions.models import Passage, Thread, ThreadState, Turn, TurnText
from wiki.discussions.queries.subjects import COLUMNS, with_subject
from wiki.discussions.subjects import ThreadSubject
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.pager import PAGE_SIZE, Slice, slice_of
from wiki.members.models import Member
from wiki.pages import codec
from wiki.pages.models import Text

#: Turns of each thread shown where there are several threads.
SHOWN = 30


@dataclass(frozen=True)
class TurnLine:
    """A turn as it is shown: who, when, what; why it is hidden, if it is."""

    uid: str
    thread_uid: str
    subject: ThreadSubject
    target_kind: str
    target_uid: str
    number: int
    answers: int | None
    author_id: int | None
    author_name: str | None
    author_uid: str | None
    created_at: datetime
    head: int
    edited_at: datetime
    seq: int
    hidden_at: datetime | None
    hidden_reason: str
    hidden_by_name: str | None
    text_sha256: str
    text: str

    @property
    def is_edited(self) -> bool:
        """Whether its author has changed it since."""
        return self.head > 1


def lines_query() -> sa.Select[*tuple[Any, ...]]:
    """The columns of `TurnLine`, its text still packed, without order."""
    hider = aliased(Member)
    return (
        sa.select(
            Turn.uid,
            Thread.uid.label("thread_uid"),
            *COLUMNS,
            Thread.target_kind,
            Thread.target_uid,
            Turn.number,
            Turn.answers,
            Turn.author_id,
            Member.name.label("author_name"),
            Member.uid.label("author_uid"),
            Turn.created_at,
            Turn.head,
            TurnText.created_at.label("edited_at"),
            Turn.seq,
            Turn.hidden_at,
            Turn.hidden_reason,
            hider.name.label("hidden_by_name"),
            TurnText.text_sha256,
            Text.codec,
            Text.data,
        )
        .join(Thread, Thread.id == Turn.thread_id)
        .join(TurnText, sa.and_(TurnText.turn_id == Turn.id, TurnText.number == Turn.head))
        .outerjoin(Passage, Passage.thread_id == Thread.id)
        .outerjoin(Text, Text.sha256 == TurnText.text_sha256)
        .outerjoin(Member, Member.id == Turn.author_id)
        .outerjoin(hider, hider.id == Turn.hidden_by_id)
    )


def lines_of(*where: sa.ColumnElement[bool]) -> list[TurnLine]:
    """The turns for which these hold."""
    return read_lines(lines_query().where(*where))


def read_lines(query: sa.Select[*tuple[Any, ...]]) -> list[TurnLine]:
    """The rows of such a query."""
    return [_line(row) for row in reading().execute(query).mappings()]


def _line(row: Any) -> TurnLine:
    """A row with its text; one that was lawfully erased reads as empty."""
    values = with_subject(row)
    kind, data = values.pop("codec"), values.pop("data")
    return TurnLine(**values, text=_unpacked(kind, data))


def _unpacked(kind: str | None, data: bytes) -> str:
    return "" if kind is None else codec.unpack(kind, data)


def of_threads(thread_ids: Iterable[int], shown: int = SHOWN) -> dict[str, list[TurnLine]]:
    """The first turns of some threads, by the uid of the thread."""
    query = lines_query().where(Turn.thread_id.in_(list(thread_ids)), Turn.number <= shown)
    found: dict[str, list[TurnLine]] = {}
    for line in read_lines(query.order_by(Turn.thread_id, Turn.number)):
        found.setdefault(line.thread_uid, []).append(line)
    return found


def thread_query(thread_id: int, after: int, size: int) -> sa.Select[*tuple[Any, ...]]:
    """The turns of a thread after the number `after`."""
    query = lines_query().where(Turn.thread_id == thread_id, Turn.number > after)
    return query.order_by(Turn.number).limit(size)


def of_thread(thread_id: int, *, after: int = 0, size: int = PAGE_SIZE) -> Slice[TurnLine]:
    """The turns of a thread in their order, those after the number `after`."""
    found = read_lines(thread_query(thread_id, after, size + 1))
    return slice_of(found, size, lambda line: line.number)


def ends_query(thread_ids: Iterable[int], size: int) -> sa.Select[*tuple[Any, ...]]:
    """The newest of the last turns of some threads: each thread is read from its end."""
    ends = [
        sa.select(Turn.id, Turn.seq)
        .where(Turn.thread_id == thread_id, Turn.hidden_at.is_(None))
        .order_by(Turn.number.desc())
        .limit(size)
        .subquery()
        .select()
        for thread_id in thread_ids
    ]
    found = sa.union_all(*ends).subquery()
    return sa.select(found.c.id).order_by(found.c.seq.desc()).limit(size)


def newest_about(kind: str, uid: str, *, size: int) -> list[TurnLine]:
    """What was said last about a thing, whatever the thread: in those last answered."""
    spoke_last = (
        sa.select(ThreadState.thread_id)
        .where(ThreadState.target_kind == kind, ThreadState.target_uid == uid)
        .order_by(ThreadState.last_seq.desc())
        .limit(size)
    )
    threads = reading().scalars(spoke_last).all()
    if not threads:
        return []
    found = reading().scalars(ends_query(threads, size)).all()
    return read_lines(lines_query().where(Turn.id.in_(found)).order_by(Turn.seq.desc()))


def line(uid: str) -> TurnLine:
    """One turn, or `Missing`."""
    found = read_lines(lines_query().where(Turn.uid == uid))
    if not found:
        raise Missing("turn_unknown")
    return found[0]


def uid_at(thread_uid: str, number: int) -> str:
    """The uid of a turn by its number in a thread, or `Invalid`."""
    query = sa.select(Turn.uid).join(Thread, Thread.id == Turn.thread_id)
    found = reading().scalar(query.where(Thread.uid == thread_uid, Turn.number == number))
    if found is None:
        raise Invalid("turn_unknown")
    return found


def thread_of(uid: str) -> Thread:
    """The thread of a turn, or `Missing`."""
    query = sa.select(Thread).join(Turn, Turn.thread_id == Thread.id).where(Turn.uid == uid)
    found = reading().scalar(query)
    if found is None:
        raise Missing("turn_unknown")
    return found


def by_uid(uid: str) -> tuple[Thread, Turn]:
    """A turn and its thread, held until the act ends. Inside an act."""
    session = reading()
    thread_id = session.scalar(sa.select(Turn.thread_id).where(Turn.uid == uid))
    if thread_id is None:
        raise Missing("turn_unknown")
    thread = session.scalars(
        sa.select(Thread).where(Thread.id == thread_id).with_for_update(key_share=True)
    ).one()
    return thread, session.scalars(sa.select(Turn).where(Turn.uid == uid)).one()


@dataclass(frozen=True)
class PastText:
    """A text that a turn had, from when to the next one."""

    number: int
    created_at: datetime
    text: str


def texts(uid: str) -> Sequence[PastText]:
    """Every text that a turn had, the first one first."""
    query = (
        sa.select(TurnText.number, TurnText.created_at, Text.codec, Text.data)
        .join(Turn, Turn.id == TurnText.turn_id)
        .outerjoin(Text, Text.sha256 == TurnText.text_sha256)
        .where(Turn.uid == uid)
        .order_by(TurnText.number)
    )
    return [
        PastText(row.number, row.created_at, _unpacked(row.codec, row.data))
        for row in reading().execute(query)
    ]
