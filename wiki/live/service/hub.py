"""What serves the windows of one process: its rooms, and the writer behind them."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from wiki.kernel.db import Database
from wiki.live.rules import (
    BUSY,
    NAMES,
    PEOPLE,
    RESTARTING,
    UNREADABLE,
    WINDOWS_OF_A_TEXT,
    WINDOWS_OF_ONE,
    WORK_BURST,
    WORK_RATE,
)
from wiki.live.service.afar import Afar
from wiki.live.service.lines import Packet
from wiki.live.service.notices import Notices
from wiki.live.service.pace import Pace
from wiki.live.service.rooms import Key, Room, Window, dumps
from wiki.live.service.text import Push, SharedText
from wiki.live.service.writer import Check, Join, Leave, Outcome, Refresh, Writer

_Name = TypeVar("_Name")
_Kept = TypeVar("_Kept")


class Hub:
    """The rooms of one process. Everything but `refresh` is called in the event loop."""

    def __init__(self, database: Database) -> None:
        #: Tells it from the other processes that serve one database.
        self.name = secrets.token_hex(4)
        self.loop = asyncio.get_running_loop()
        self.rooms: dict[int, Room] = {}
        self.by_key: dict[Key, Room] = {}
        self.writer = Writer(database, self.name, self._told)
        self.notices = None if database.is_sqlite else Notices(database, self)
        self.afar = Afar()
        self.is_leaving = False
        self._of_one: Counter[str] = Counter()
        # A window is known by its number in every process: the first are those of SQLite's one.
        self._peer = 0 if database.is_sqlite else secrets.randbelow(2**30) << 20
        #: Windows of other processes that post here, by whose they are and their name.
        self.elsewhere: dict[tuple[str, str], Window] = {}
        #: The work that each person gives the writer, by address; the last who wrote come last.
        self._paces: dict[str, Pace] = {}
        #: Whose a name is, in a text: of who used it first.
        self._names: dict[tuple[int, str], str] = {}
        self._sentences: Callable[[Window, str], str] = lambda _window, code: code

    def start(self, sentences: Callable[[Window, str], str]) -> None:
        """Begin; `sentences` words a code for the person of a window."""
        self._sentences = sentences
        self.writer.start()
        if self.notices:
            self.notices.start()

    async def stop(self) -> None:
        """Keep what was sent, close the windows, end. They come back to the next process."""
        await self.settle()
        for room in list(self.rooms.values()):
            room.flush()
            room.each(lambda window: window.line.close(RESTARTING))
        if self.notices:
            await asyncio.to_thread(self.notices.stop)
        await asyncio.to_thread(self.writer.stop)

    async def settle(self) -> None:
        """Wait until what was sent so far is kept and told. From now on nobody comes."""
        self.is_leaving = True
        if self.writer.is_alive():
            kept = threading.Event()
            self.writer.commands.put(kept)
            await asyncio.to_thread(kept.wait, 20)
            await asyncio.sleep(0)  # what the writer told is told before this goes on

    # -- Those who come and go

    def new_peer(self) -> int:
        """A number for a window."""
        self._peer += 1
        return self._peer

    def text_of(self, key: Key) -> SharedText | None:
        """The text, when this process has it; called in any thread."""
        room = self.by_key.get(key)
        return self.writer.texts.get(room.doc_id) if room else None

    def is_full(self, key: Key, address: str) -> bool:
        """Whether a text, or a person, has as many windows as may be."""
        room = self.by_key.get(key)
        of_text = len(room.windows) + len(room.coming) if room else 0
        return of_text >= WINDOWS_OF_A_TEXT or self._of_one[address] >= WINDOWS_OF_ONE

    def come(
        self, window: Window, key: Key, text: SharedText, epoch: int | None, v: int | None
    ) -> None:
        """A window comes, with the epoch and version that it has if it was here before."""
        self._of_one[window.address] += 1
        doc_id = text.head.doc_id
        window.room = room = self.rooms.get(doc_id) or Room(doc_id, key)
        self.rooms[doc_id] = self.by_key[key] = room
        room.coming.add(window.peer)

        def greet(epoch: int, message: str) -> None:
            self._soon(self._greet, window, v is not None, epoch, message)

        self.writer.commands.put(Join(doc_id, window.peer, greet, text, epoch, v))

    def _greet(self, window: Window, was_here: bool, epoch: int, message: str) -> None:
        room = window.room
        if room is None or window.peer not in room.coming:
            return  # it has left already
        if not message:
            window.line.close(BUSY)
            return
        room.flush()
        if was_here and message.startswith('{"init"'):
            window.tell(stale="version" if epoch == window.epoch else "epoch")
        window.epoch = epoch
        room.add(window)
        self._give(window, message)

    def _give(self, window: Window, message: str) -> None:
        """Give the text, or what was missed of it, and who is there."""
        room = window.room
        peers = [*room.peers(window), *self.afar.people(room.doc_id)] if room else []
        mine = {"me": window.described(), "peers": peers, "readonly": window.readonly}
        window.line.put(Packet(f"{message},{dumps(mine)[1:]}"))

    def leave(self, window: Window) -> None:
        """A window goes, or never quite came."""
        room, window.room = window.room, None
        if room is None:
            return
        self._of_one[window.address] -= 1
        self._of_one += Counter()  # those that are at 0 are forgotten
        room.coming.discard(window.peer)
        room.remove(window)
        if not room.windows and not room.coming:
            self.rooms.pop(room.doc_id, None)
            self.by_key.pop(room.key, None)
        self.writer.commands.put(Leave(room.doc_id, window.peer))

    # -- What windows send

    def push(self, window: Window, push: Push) -> None:
        """Changes, to be kept and told, unless another person uses the name of the window."""
        name = push.doc_id, push.client
        if _last_used(self._names, name, window.whose, NAMES) == window.whose:
            self.writer.commands.put(push)
        else:
            self._refused(window, "forged")

    def pace_of(self, window: Window) -> Pace:
        """The pace at which the person of a window gives work; the writer counts."""
        return _last_used(self._paces, window.address, Pace(WORK_RATE, WORK_BURST), PEOPLE)

    def check(self, window: Window, v: int, crc: int) -> None:
        """A window says what it has: one that came apart from the others takes the text again."""
        if room := window.room:
            self.writer.commands.put(
                Check(room.doc_id, v, crc, lambda: self._soon(self._again, window, "reset"))
            )

    def refuser(self, window: Window) -> Callable[[str], None]:
        """Tells a window why its changes are not taken; called by the writer."""
        return lambda code: self._soon(self._refused, window, code)

    def _refused(self, window: Window, code: str) -> None:
        if window.room is None:
            return
        if code == "version":
            self._again(window, "stale")
            return
        if code == "closed":
            self._close(window)
            return
        self.scold(window, code)
        if code != "full":
            window.line.close(UNREADABLE)

    def _close(self, window: Window) -> None:
        """Tell a window why nobody writes the text any more: it keeps what it shows."""
        text = self.writer.texts.get(window.room.doc_id) if window.room else None
        if text is not None and text.head.closed:
            window.readonly = self._sentences(window, text.head.closed)
            window.tell(err="readonly", text=window.readonly)
            window.tell(readonly=window.readonly)

    def scold(self, window: Window, code: str) -> None:
        """Tell a window what it did not do as it should."""
        window.tell(err=code, text=self._sentences(window, f"live_{code}"))

    def _again(self, window: Window, why: str) -> None:
        """Make a window take the whole text again."""
        if (room := window.room) is None:
            return

        def greet(epoch: int, message: str) -> None:
            self._soon(self._regive, window, why, epoch, message)

        self.writer.commands.put(Join(room.doc_id, window.peer, greet))

    def _regive(self, window: Window, why: str, epoch: int, message: str) -> None:
        if window.room is None:
            return
        if not message:
            window.line.close(BUSY)
            return
        window.room.flush()
        if why == "reset":
            window.tell(reset=self._sentences(window, "live_reset"))
        else:
            window.may_send(len(message))  # to be given it all counts as to send it
            window.tell(stale="version")
        window.epoch = epoch
        self._give(window, message)

    # -- What the writer tells

    def refresh(self, doc_id: int, told: Sequence[str] = ()) -> None:
        """Look at a text again, then tell its windows; called in any thread."""
        self.writer.commands.put(Refresh(doc_id, told))

    def hear_afar(self, of: str, doc_id: int, who: Sequence[dict[str, Any]]) -> None:
        """Another process tells who has a text open there; called in any thread."""
        self._soon(lambda: self.afar.hear(self.rooms.get(doc_id), of, doc_id, who))

    def _told(self, outcomes: Sequence[Outcome]) -> None:
        self._soon(self._deliver, outcomes)

    def _soon(self, do: Callable[..., None], *given: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: so have its windows
            self.loop.call_soon_threadsafe(do, *given)

    def _deliver(self, outcomes: Sequence[Outcome]) -> None:
        for one in outcomes:
            room = self.rooms.get(one.doc_id)
            if room is None:
                continue
            if one.failed:
                room.each(lambda window: window.line.close(BUSY))
            elif one.restarted:
                self._restart(room, *one.restarted)
            elif one.updates:
                room.changed(one.first, one.updates)
            if one.told:
                room.tell(one.told)

    def _restart(self, room: Room, epoch: int, message: str) -> None:
        room.flush()
        for window in list(room.windows.values()):
            window.tell(stale="epoch")
            window.epoch = epoch
            self._give(window, message)


def _last_used(kept: dict[_Name, _Kept], name: _Name, otherwise: _Kept, most: int) -> _Kept:
    """What is kept under a name, now last; what was used longest ago is forgotten beyond `most`."""
    found = kept[name] = kept.pop(name, otherwise)
    if len(kept) > most:
        del kept[next(iter(kept))]
    return found
