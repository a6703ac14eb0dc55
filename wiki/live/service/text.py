"""A shared text as one process holds it: the newest version, and what led to it lately.

The writer's thread alone touches it. What it is asked to take is staged beside it, and becomes the
text once the database has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zlib import crc32

from wiki.live.queries import Head, Logged
from wiki.live.rules import BEHIND, PER_SECTION, WORK, WORK_BURST, WORK_RATE
from wiki.live.service.log import Opened, as_json
from wiki.live.service.pace import Pace
from wiki.markup.bounds import MAX_BYTES
from wiki.ot.change_set import LONGEST, BadChange, ChangeSet, text_of, units
from wiki.ot.rebasing import Update, rebase

#: Changes kept in memory: nearly everybody is behind by fewer. The database has the others.
TAIL = 128


class Entry(NamedTuple):
    """A change kept in memory: `length` is that of the text before it."""

    client: str
    cid: int
    changes: str
    length: int

    @property
    def update(self) -> Update:
        """The change, read again: most are never asked for."""
        return Update(self.client, self.cid, ChangeSet.parse(json.loads(self.changes), self.length))


class RefusedPushError(Exception):
    """What was sent cannot be taken: `code` is `closed`, `unreadable`, `forged`, `full`
    or `version`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Push:
    """Changes that a window sends, made on version `v` of a text of `length` units."""

    doc_id: int
    epoch: int
    client: str
    v: int
    length: int
    updates: Sequence[tuple[int, Any]]
    member_id: int | None
    peer: int
    #: Told a code of `RefusedPushError` when they are not taken.
    refuse: Callable[[str], None]
    #: At which its person gives work, and how much of it is counted there.
    pace: Pace = field(default_factory=lambda: Pace(WORK_RATE, WORK_BURST))
    counted: int = 0

    def count(self, work: int) -> None:
        """Count, once, what it takes to take it. Raises `RefusedPushError` when it is too much."""
        if work > WORK or not self.pace.afford(max(0, work - self.counted)):
            raise RefusedPushError("version")
        self.counted = max(self.counted, work)


@dataclass(slots=True)
class Taken:
    """A change staged: its place, who made it, and the change as JSON."""

    v: int
    client: str
    cid: int
    member_id: int | None
    peer: int
    changes: str
    length: int

    def told(self) -> str:
        """As it is shown to windows. The name of a client has no sign that JSON would escape."""
        return f'["{self.client}",{self.cid},{self.peer},{self.changes}]'


#: Finds the changes of a text after a version, as far as another; and whose a client is.
Fetch = Callable[[int, int], Sequence[Logged]]
Known = Callable[[str], tuple[int, int | None] | None]


@dataclass(slots=True)
class SharedText:
    """The newest version of a shared text, in UTF-16."""

    head: Head
    text: bytes
    #: Its length in UTF-8, as that of a page is counted.
    octets: int
    tail: list[Entry] = field(default_factory=list)
    #: Client -> the last number that it gave, whose it is.
    clients: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    #: The windows of this process that have it open.
    windows: set[int] = field(default_factory=set)

    @classmethod
    def load(cls, opened: Opened, log: Iterable[Logged]) -> SharedText:
        """The text that the database has."""
        base = opened.head._replace(v=opened.head.base_v)
        found = cls(base, units(opened.base_text), len(opened.base_text.encode()))
        found.follow(opened.head, log)
        return found

    @property
    def v(self) -> int:
        """The newest version."""
        return self.head.v

    def follow(self, head: Head, log: Iterable[Logged]) -> list[Taken]:
        """Take what others added to the log, up to `head`."""
        stage = Stage(self)
        for one in log:
            length = len(stage.text) // 2
            stage.change(ChangeSet.parse(json.loads(one.changes), length))
            stage.taken.append(Taken(*one[:4], 0, one.changes, length))
        self.become(stage)
        self.head = head._replace(v=self.v)
        return stage.taken

    def become(self, stage: Stage) -> None:
        """What was staged is in the database."""
        self.text, self.octets = stage.text, stage.octets
        self.head = self.head._replace(v=self.v + len(stage.taken))
        for one in stage.taken:
            self.tail.append(Entry(one.client, one.cid, one.changes, one.length))
            self.clients[one.client] = one.cid, one.member_id
        if len(self.tail) > 2 * TAIL:
            del self.tail[:-TAIL]

    def since(self, v: int, fetch: Fetch) -> list[Entry]:
        """The changes after a version; `fetch` gives those that are not in memory.

        Raises `RefusedPushError` for a version too far behind, or not there.
        """
        behind = self.v - v
        if not 0 <= behind <= BEHIND or v < self.head.base_v:
            raise RefusedPushError("version")
        if behind <= len(self.tail):
            return self.tail[len(self.tail) - behind :]
        found = fetch(v, self.v)
        if len(found) != behind:
            raise RefusedPushError("version")  # the log was made short meanwhile
        # The length of older ones is not known, and none is needed to send them again.
        older = [Entry(one.client, one.cid, one.changes, -1) for one in found]
        return older[: behind - len(self.tail)] + self.tail

    def whole(self) -> str:
        """The beginning of the message that gives the whole text."""
        return f'{{"init":{json.dumps(text_of(self.text), ensure_ascii=False)},{self._where()}'

    def missed(self, v: int, entries: Sequence[Entry]) -> str:
        """The beginning of the message that gives what came after a version."""
        told = ",".join(f'["{one.client}",{one.cid},0,{one.changes}]' for one in entries)
        return f'{{"resume":1,"u":[{told}],{self._where(v + 1)}'

    def _where(self, v: int | None = None) -> str:
        head = self.head
        shown = head.v if v is None else v
        return (
            f'"v":{shown},"epoch":{head.epoch},"base":{head.base_revision},"saved":{head.saved_v}'
        )

    def is_same(self, v: int, crc: int) -> bool | None:
        """Whether somebody who is at version `v` has this text; None when it cannot be told."""
        if v != self.v:
            return None
        return crc32(text_of(self.text).encode()) == crc


@dataclass(slots=True)
class Stage:
    """What a text becomes if the database takes it."""

    of: SharedText
    text: bytes = b""
    octets: int = 0
    taken: list[Taken] = field(default_factory=list)
    clients: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text, self.octets = self.of.text, self.of.octets

    @property
    def v(self) -> int:
        """The version that it leads to."""
        return self.of.v + len(self.taken)

    def change(self, changes: ChangeSet) -> None:
        """Make a change, whatever comes of it. Raises `BadChange`."""
        self.text, self.octets = changes.apply(self.text), self.octets + changes.grows(self.text)

    def take(self, push: Push, fetch: Fetch, known: Known) -> None:
        """Add what a window sends, mapped over what it did not know of; all of it, or none.

        What is there already is left out. Raises `RefusedPushError`.
        """
        if self.of.head.closed:
            raise RefusedPushError("closed")
        if push.epoch != self.of.head.epoch:
            raise RefusedPushError("version")
        last = self._last(push, known)
        over = self._over(push, fetch)
        push.count(_work(push, over))
        text, octets = self.text, self.octets
        taken: list[Taken] = []
        try:
            left = rebase(_parsed(push), _read(push.length, over))
            for client, cid, changes in left:
                if cid <= last:
                    raise RefusedPushError("unreadable")
                length, grows = len(text) // 2, changes.grows(text)
                octets += grows
                if changes.new_length > LONGEST or (grows > 0 and octets > MAX_BYTES):
                    raise RefusedPushError("full")
                text, last = changes.apply(text), cid
                v = self.v + len(taken) + 1
                one = Taken(v, client, cid, push.member_id, push.peer, as_json(changes), length)
                taken.append(one)
        except BadChange as error:
            code = "full" if error.args == ("too_long",) else "unreadable"
            raise RefusedPushError(code) from error
        self.text, self.octets = text, octets
        self.taken += taken
        self.clients[push.client] = last, push.member_id

    def _last(self, push: Push, known: Known) -> int:
        """The last number that the client gave. Raises `RefusedPushError` for somebody else's."""
        found = self.clients.get(push.client) or self.of.clients.get(push.client)
        if found is None and (found := known(push.client)) is not None:
            self.of.clients[push.client] = found
        last, whose = found or (0, push.member_id)
        if whose != push.member_id:
            raise RefusedPushError("forged")
        return last

    def _over(self, push: Push, fetch: Fetch) -> list[Entry]:
        """The changes that the window did not know of."""
        staged = [Entry(one.client, one.cid, one.changes, one.length) for one in self.taken]
        behind = self.v - push.v
        if behind < 0:
            raise RefusedPushError("version")
        if behind <= len(staged):
            return staged[len(staged) - behind :]
        return [*self.of.since(push.v, fetch), *staged]


def _work(push: Push, over: Sequence[Entry]) -> int:
    """What it takes to read what is sent and map it: about as many steps."""
    mine = sum(len(changes) for _, changes in push.updates if type(changes) is list)
    theirs = sum(2 * one.changes.count("[") + len(one.changes) // PER_SECTION for one in over)
    return mine * (1 + len(over)) + theirs * len(push.updates)


def _read(length: int, entries: Sequence[Entry]) -> list[Update]:
    """Changes that follow one another, from a text of `length` units."""
    found = []
    for one in entries:
        found.append(one._replace(length=length).update)
        length = found[-1].changes.new_length
    return found


def _parsed(push: Push) -> list[Update]:
    """What a window sends. Raises `BadChange`."""
    found, length = [], push.length
    for cid, changes in push.updates:
        if type(cid) is not int or not 0 < cid < 2**53:
            raise BadChange("cid")
        found.append(Update(push.client, cid, ChangeSet.parse(changes, length)))
        length = found[-1].changes.new_length
    return found
