"""Finding the passages that threads are about, and the wordings that are proposed for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from wiki.discussions.models import (
    Passage,
    PassageAnchor,
    PassagePlace,
    Rewriting,
    Thread,
    ThreadState,
    Turn,
)
from wiki.discussions.passages import Quoted, is_part
from wiki.discussions.queries.subjects import COLUMNS, subject_in
from wiki.discussions.queries.turns import TurnLine, lines_of
from wiki.discussions.subjects import ThreadSubject
from wiki.discussions.whereabouts import Whereabouts
from wiki.kernel.db import look, reading
from wiki.kernel.errors import Missing
from wiki.members.models import Member

#: Comments shown below a text; the others are in its discussion.
BELOW = 50

#: The version and the block that a passage is followed from.
_FROM_REVISION = sa.func.coalesce(PassageAnchor.revision, Passage.revision)
_FROM_BLOCK = sa.func.coalesce(PassageAnchor.block, Passage.block)
_is_its_anchor = PassageAnchor.thread_id == Passage.thread_id


@dataclass(frozen=True)
class PassageLine:
    """The passage of a thread. `block` is where it stands now; None: nowhere, or not looked for.

    `found_in` is the version that it was looked for in by a save or a job.
    `is_kept`: what it says is kept from the one who reads, and is not here.
    """

    thread_id: int
    thread_uid: str
    subject: ThreadSubject
    revision: int
    quote: str
    before: str
    after: str
    is_open: bool
    block: str | None
    found_in: int | None
    #: The version and the block that it is followed from.
    followed_from: tuple[int, str]
    is_kept: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether an open thread is about words that are not in the text any more."""
        return self.is_open and self.block is None

    @property
    def part(self) -> str:
        """The name of what it is, when that stands beside the text; else nothing."""
        return self.block if self.block and is_part(self.block) else ""


@dataclass(frozen=True)
class RewritingLine:
    """A wording proposed in the first turn of a thread."""

    turn_uid: str
    thread_uid: str
    author_id: int | None
    was: str
    becomes: str
    is_accepted: bool | None
    decided_at: datetime | None
    decided_by_name: str | None
    reason: str
    made_revision: int | None


def lines_query() -> sa.Select[*tuple[Any, ...]]:
    """What `_line` makes a `PassageLine` of, without order."""
    return (
        sa.select(
            Thread.id.label("thread_id"),
            Thread.uid.label("thread_uid"),
            *COLUMNS,
            Passage.before,
            Passage.after,
            ThreadState.is_open,
            PassagePlace.block,
            PassagePlace.revision,
            _FROM_REVISION,
            _FROM_BLOCK,
        )
        .join(Thread, Thread.id == Passage.thread_id)
        .join(ThreadState, ThreadState.thread_id == Thread.id)
        .outerjoin(PassagePlace, PassagePlace.thread_id == Thread.id)
        .outerjoin(PassageAnchor, _is_its_anchor)
    )


def of_threads(thread_ids: Iterable[int]) -> dict[str, PassageLine]:
    """The passages of some threads that have one, by the uid of the thread."""
    query = lines_query().where(Thread.id.in_(list(thread_ids)))
    return {line.thread_uid: line for line in _lines(reading().execute(query))}


def _lines(rows: Iterable[Sequence[Any]]) -> list[PassageLine]:
    """Rows as lines; what a job has yet to find again is looked for."""
    wheres: dict[tuple[str, str], Whereabouts] = {}

    def placed(line: PassageLine) -> PassageLine:
        if not line.is_open:
            return line
        about = (line.subject.target_kind, line.subject.target_uid)
        where = wheres.get(about) or wheres.setdefault(about, Whereabouts(*about))
        if line.found_in == where.head:
            return line
        number, block = line.followed_from
        passage = Quoted(block, line.quote, line.before, line.after)
        return replace(line, block=where.block_of(number, passage))

    return [placed(_line(row)) for row in rows]


def _line(row: Sequence[Any]) -> PassageLine:
    thread_id, uid, *said, before, after, is_open, block, found_in, number, stood_in = row
    subject = subject_in(said)
    quoted = subject.revision, subject.quote, before, after
    followed = is_open, block, found_in, (number, stood_in)
    return PassageLine(thread_id, uid, subject, *quoted, *followed)  # type: ignore[arg-type]


#: The passages of the open threads about a thing, the newest thread first.
BELOW_QUERY = (
    lines_query()
    .where(
        PassagePlace.target_kind == sa.bindparam("kind"),
        PassagePlace.target_uid == sa.bindparam("uid"),
    )
    .order_by(PassagePlace.thread_id.desc())
    .limit(BELOW)
)


def below(kind: str, uid: str) -> list[tuple[PassageLine, TurnLine]]:
    """The comments that stand below a text: each passage with the first turn of its thread."""
    lines = _lines(look(BELOW_QUERY, kind=kind, uid=uid))
    if not lines:
        return []
    firsts = lines_of(Turn.thread_id.in_([line.thread_id for line in lines]), Turn.number == 1)
    by_thread = {turn.thread_uid: turn for turn in firsts}
    return [(line, by_thread[line.thread_uid]) for line in lines]


def rewritings(thread_ids: Iterable[int]) -> dict[str, RewritingLine]:
    """The wordings proposed in some threads, by the uid of the thread."""
    query = (
        sa.select(
            Turn.uid.label("turn_uid"),
            Thread.uid.label("thread_uid"),
            Turn.author_id,
            Rewriting.was,
            Rewriting.becomes,
            Rewriting.is_accepted,
            Rewriting.decided_at,
            Member.name.label("decided_by_name"),
            Rewriting.reason,
            Rewriting.made_revision,
        )
        .join(Turn, Turn.id == Rewriting.turn_id)
        .join(Thread, Thread.id == Turn.thread_id)
        .outerjoin(Member, Member.id == Rewriting.decided_by_id)
        .where(Turn.thread_id.in_(list(thread_ids)), Turn.hidden_at.is_(None))
    )
    rows = [RewritingLine(**row) for row in reading().execute(query).mappings()]
    return {line.thread_uid: line for line in rows}


def rewriting(turn_id: int) -> Rewriting:
    """The wording that a turn proposes, held until the act ends. Inside an act."""
    query = sa.select(Rewriting).where(Rewriting.turn_id == turn_id).with_for_update(key_share=True)
    found = reading().scalar(query)
    if found is None:
        raise Missing("rewriting_missing")
    return found


_CHOSEN = sa.select(
    Passage.thread_id,
    _FROM_REVISION.label("revision"),
    _FROM_BLOCK.label("block"),
    Passage.quote,
    Passage.before,
    Passage.after,
).outerjoin(PassageAnchor, _is_its_anchor)


def passage(thread_id: int) -> OpenPassage | None:
    """The passage that a thread is about, as it is followed."""
    row = reading().execute(_CHOSEN.where(Passage.thread_id == thread_id)).first()
    return _open(row) if row else None


_OPEN = (
    _CHOSEN.join(PassagePlace, PassagePlace.thread_id == Passage.thread_id)
    .where(
        PassagePlace.target_kind == sa.bindparam("kind"),
        PassagePlace.target_uid == sa.bindparam("uid"),
    )
    .limit(sa.bindparam("size"))
)
_NEWEST = _OPEN.order_by(PassagePlace.thread_id.desc())
_BY_VERSION = _OPEN.where(
    sa.tuple_(_FROM_REVISION, Passage.thread_id)
    > sa.tuple_(
        sa.bindparam("number", type_=sa.BigInteger()), sa.bindparam("of", type_=sa.BigInteger())
    )
).order_by(_FROM_REVISION, Passage.thread_id)


class OpenPassage(NamedTuple):
    """The passage of a thread, in the version that it is followed from."""

    thread_id: int
    revision: int
    passage: Quoted


def open_passages(kind: str, uid: str, *, size: int) -> list[OpenPassage]:
    """The passages of the newest open threads about a thing, the newest first."""
    return [_open(row) for row in look(_NEWEST, kind=kind, uid=uid, size=size)]


def open_by_version(
    kind: str, uid: str, *, after: OpenPassage | None, size: int
) -> list[OpenPassage]:
    """Those of all the open threads about a thing, by version, some at a time."""
    number, of = (after.revision, after.thread_id) if after else (0, 0)
    rows = look(_BY_VERSION, kind=kind, uid=uid, number=number, of=of, size=size)
    return [_open(row) for row in rows]


def _open(row: Sequence[Any]) -> OpenPassage:
    return OpenPassage(row[0], row[1], Quoted(*row[2:]))
