"""The one thread of a process that adds to shared texts: what windows send, in one transaction.

What came while the last transaction was written goes in the next one: nobody waits for a clock. A
version is told to the windows once the database has it.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from wiki.kernel import clock
from wiki.kernel.db import Database
from wiki.kernel.lane import Lane
from wiki.live.models import LiveDoc
from wiki.live.queries import BY_ID, CHANGES, HEAD, OF_CLIENT, Head, Logged, logged
from wiki.live.service.log import CHANNEL, INSERT, MOVE, NOTIFY, Opened
from wiki.live.service.text import Push, RefusedPushError, SharedText, Stage

log = logging.getLogger(__name__)

#: Commands taken together, and how often a transaction is tried when other processes are quicker.
AT_ONCE, TRIES = 256, 20


#: Windows add to no text that was closed meanwhile; saves do.
_MOVE_OPEN = MOVE.where(LiveDoc.closed == "")
#: What PostgreSQL says to one of two that waited for each other.
_AGAIN = ("40001", "40P01")


class _MovedError(Exception):
    """Another process added to a text first."""


@dataclass(slots=True)
class Join:
    """A window comes, or has to take the text again; `greet` is called in this thread.

    It is given the epoch and the beginning of a message: the changes that the window misses, or the
    whole text; "" when there is none. `text` was read for a window that comes.
    """

    doc_id: int
    peer: int
    greet: Callable[[int, str], None]
    text: SharedText | None = None
    epoch: int | None = None
    v: int | None = None


@dataclass(slots=True)
class Leave:
    """A window goes."""

    doc_id: int
    peer: int


@dataclass(slots=True)
class Refresh:
    """Something about a text was changed elsewhere; `told` is to be told to its windows then."""

    doc_id: int
    told: Sequence[str] = ()


@dataclass(slots=True)
class Check:
    """A window says what it has; `differs` is called when that is not so."""

    doc_id: int
    v: int
    crc: int
    differs: Callable[[], None]


Command = Push | Join | Leave | Refresh | Check | threading.Event | None


@dataclass(slots=True)
class Outcome:
    """What the windows of a text are to be told."""

    doc_id: int
    first: int
    updates: list[str] = field(default_factory=list)
    told: Sequence[str] = ()
    #: The text starts anew: its epoch, and the beginning of the message that gives it whole.
    restarted: tuple[int, str] | None = None
    #: Nothing could be written: the windows are closed, and come back.
    failed: bool = False


class Writer(threading.Thread):
    """`tell` is called in this thread with what each transaction led to."""

    def __init__(
        self, database: Database, name: str, tell: Callable[[Sequence[Outcome]], None]
    ) -> None:
        super().__init__(name="wiki-live", daemon=True)
        self.commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self.texts: dict[int, SharedText] = {}
        self.lane = Lane(database)
        #: Of this process, among those that serve one database.
        self.of = name
        self.tell = tell

    def stop(self) -> None:
        """Write what was sent, and end."""
        self.commands.put(None)
        self.join()

    def run(self) -> None:
        goes_on = True
        while goes_on:
            commands = self._next()
            goes_on = None not in commands
            try:
                self._do(commands)
            except Exception:
                log.exception("What is written live could not be.")
        self.lane.close()

    def _next(self) -> list[Command]:
        commands = [self.commands.get()]
        while len(commands) < AT_ONCE:
            try:
                commands.append(self.commands.get_nowait())
            except queue.Empty:
                break
        return commands

    def _do(self, commands: Sequence[Command]) -> None:
        for one in commands:
            if isinstance(one, Refresh):
                self._try(self._refresh, one)
        self._write([one for one in commands if isinstance(one, Push)])
        for one in commands:
            if isinstance(one, Join):
                self._try(self._join, one)
            elif isinstance(one, Leave):
                self._leave(one)
            elif isinstance(one, Check):
                self._check(one)
            elif isinstance(one, threading.Event):
                one.set()

    def _try(self, do: Callable[[Any], None], one: Join | Refresh) -> None:
        """Do one thing; a text that cannot be read is let go of, and nothing else suffers."""
        try:
            do(one)
        except Exception:
            log.exception("A text that is written live cannot be read.")
            self._give_up([one.doc_id], [])
            if isinstance(one, Join):
                one.greet(0, "")

    # -- What windows send

    def _write(self, pushes: Sequence[Push]) -> None:
        """Add what was sent, in one transaction, then tell it."""
        by_doc: dict[int, list[Push]] = {}
        for one in pushes:
            by_doc.setdefault(one.doc_id, []).append(one)
        outcomes: list[Outcome] = []
        for _ in range(TRIES if by_doc else 0):
            try:
                self._try_to_write(by_doc, outcomes)
            except _MovedError:
                continue
            except Exception as error:
                if getattr(error, "sqlstate", None) in _AGAIN:
                    continue
                log.exception("What was written live could not be kept: it stays in the browsers.")
                break
            self._tell(outcomes)
            return
        if by_doc:
            self._give_up(by_doc, outcomes)

    def _try_to_write(self, by_doc: dict[int, list[Push]], outcomes: list[Outcome]) -> None:
        refused: list[tuple[Push, str]] = []
        stages: dict[int, Stage] = {}
        with self.lane.transaction():
            for doc_id in sorted(by_doc):  # in one order: no two processes wait for one another
                text = self._held(doc_id)
                outcomes += self._follow(text)
                stage = stages[doc_id] = Stage(text)
                for push in by_doc[doc_id]:
                    try:
                        stage.take(push, self._fetch(doc_id), self._known(doc_id))
                    except RefusedPushError as error:
                        refused.append((push, error.code))
            self._store({doc_id: stage for doc_id, stage in stages.items() if stage.taken})
        for doc_id, stage in stages.items():
            if stage.taken:
                first = stage.of.v + 1
                stage.of.become(stage)
                outcomes.append(Outcome(doc_id, first, [one.told() for one in stage.taken]))
        for push, code in refused:
            push.refuse(code)

    def _store(self, stages: dict[int, Stage]) -> None:
        if not stages:
            return
        now = clock.now()
        moves = [
            {"doc": doc_id, "from_v": stage.of.v, "to_v": stage.v, "now": now}
            for doc_id, stage in stages.items()
        ]
        if self.lane.write(_MOVE_OPEN, *moves) != len(moves):
            raise _MovedError
        self.lane.write(
            INSERT,
            *(
                {
                    "doc_id": doc_id,
                    "v": one.v,
                    "client": one.client,
                    "cid": one.cid,
                    "member_id": one.member_id,
                    "at": now,
                    "changes": one.changes,
                }
                for doc_id, stage in stages.items()
                for one in stage.taken
            ),
        )
        if not self.lane.database.is_sqlite:
            moved = json.dumps({"of": self.of, "docs": list(stages)})
            self.lane.look(NOTIFY, channel=CHANNEL, payload=moved)

    def _give_up(self, docs: Collection[int], outcomes: list[Outcome]) -> None:
        """Let go of the texts: the windows keep what they sent, and send it again when back."""
        for doc_id in docs:
            self.texts.pop(doc_id, None)
        self._tell([*outcomes, *(Outcome(doc_id, 0, failed=True) for doc_id in docs)])

    # -- What others added

    def _follow(self, text: SharedText) -> list[Outcome]:
        """Take what others added to the log, or the whole text when it starts anew."""
        doc_id = text.head.doc_id
        rows = self.lane.look(HEAD, doc_id=doc_id)
        head = Head(*rows[0])
        if head == text.head:
            return []
        if head.epoch != text.head.epoch or head.v < text.v:
            fresh = self._loaded(doc_id)
            text.head, text.text, text.tail = fresh.head, fresh.text, fresh.tail
            text.octets = fresh.octets
            text.clients.clear()
            return [Outcome(doc_id, 0, restarted=(head.epoch, text.whole()))]
        first = text.v + 1
        taken = text.follow(head, self._fetch(doc_id)(text.v, head.v))
        return [Outcome(doc_id, first, [one.told() for one in taken])] if taken else []

    def _refresh(self, asked: Refresh) -> None:
        text = self.texts.get(asked.doc_id)
        if text is not None:
            self._tell([*self._follow(text), Outcome(asked.doc_id, 0, told=asked.told)])

    # -- Those who come and go

    def _join(self, one: Join) -> None:
        text = self.texts.get(one.doc_id) or one.text or self._loaded(one.doc_id)
        if one.text is not None:
            self.texts[one.doc_id] = text
            text.windows.add(one.peer)
        self._tell(self._follow(text))
        one.greet(text.head.epoch, self._missed(one, text) or text.whole())

    def _missed(self, one: Join, text: SharedText) -> str:
        """What a window that comes back has not seen; "" when it takes the whole text."""
        if one.v is None or one.epoch != text.head.epoch:
            return ""
        try:
            return text.missed(one.v, text.since(one.v, self._fetch(one.doc_id)))
        except RefusedPushError:
            return ""

    def _leave(self, one: Leave) -> None:
        text = self.texts.get(one.doc_id)
        if text is not None:
            text.windows.discard(one.peer)
            if not text.windows:
                del self.texts[one.doc_id]

    def _check(self, one: Check) -> None:
        text = self.texts.get(one.doc_id)
        if text is not None and text.is_same(one.v, one.crc) is False:
            log.error("A window did not have version %s of text %s.", one.v, one.doc_id)
            one.differs()

    # -- What the database has

    def _held(self, doc_id: int) -> SharedText:
        """The text, read when nobody here has it open: a message may come by itself."""
        return self.texts.get(doc_id) or self._loaded(doc_id)

    def _loaded(self, doc_id: int) -> SharedText:
        *head, base_text = self.lane.look(BY_ID, doc_id=doc_id)[0]
        opened = Opened(Head(*head), base_text)
        fetch = self._fetch(doc_id)
        return SharedText.load(opened, fetch(opened.head.base_v, opened.head.v))

    def _fetch(self, doc_id: int) -> Callable[[int, int], list[Logged]]:
        return lambda after, until: logged(
            self.lane.look(CHANGES, doc_id=doc_id, after=after, until=until)
        )

    def _known(self, doc_id: int) -> Callable[[str], tuple[int, int | None] | None]:
        def known(client: str) -> tuple[int, int | None] | None:
            rows: Sequence[tuple[Any, ...]] = self.lane.look(
                OF_CLIENT, doc_id=doc_id, client=client
            )
            return (rows[0][0], rows[0][1]) if rows else None

        return known

    def _tell(self, outcomes: Sequence[Outcome]) -> None:
        if outcomes:
            self.tell(outcomes)
