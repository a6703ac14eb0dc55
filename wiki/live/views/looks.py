"""Once a second, a look at what may have changed elsewhere: rights, sign-ins, other processes.

Whatever changes a right has a line in the journal: as long as there is none, one query is all.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from flask import Flask

from wiki.journal.queries import last_seq, of_members_since
from wiki.kernel.errors import Missing, Refused
from wiki.kernel.permissions import Actor, May
from wiki.kernel.shared import Verdict
from wiki.live.queries import heads_of
from wiki.live.rules import ASKED_AGAIN, FORBIDDEN, LOOK, UNKNOWN
from wiki.live.service import log as live_log
from wiki.live.service.hub import Hub
from wiki.live.service.rooms import Key, Window
from wiki.live.service.telling import tell
from wiki.live.views.door import Entered, TurnedAwayError
from wiki.members.queries import by_uids
from wiki.web.language import speaking
from wiki.web.wording import sentence

log = logging.getLogger(__name__)
Verdicts = Mapping[Actor, Verdict]


class Looks:
    """`again` asks who the person of a window is now; `run` does something in a thread."""

    def __init__(
        self,
        app: Flask,
        hub: Hub,
        run: Callable[[Callable[[], Any]], Awaitable[Any]],
        again: Callable[[Window], Awaitable[Entered | TurnedAwayError | None]],
    ) -> None:
        self.app = app
        self.hub = hub
        self.run = run
        self.again = again
        #: The last lines of the journal at the look before, and at the last one: those who were
        #: still coming in when something changed are judged at the next look.
        self.seen = -1, -1
        #: The texts that were open at the look before: what was typed last is told to readers too.
        self.lately: set[int] = set()

    async def go_on(self) -> None:
        """Look, again and again."""
        while True:
            began = time.monotonic()
            if self.hub.rooms or self.lately:
                try:
                    await self._look()
                except Exception:
                    log.exception("What changed elsewhere cannot be seen.")
            await asyncio.sleep(max(0.1, LOOK - (time.monotonic() - began)))

    async def _look(self) -> None:
        keys = {room.key: doc_id for doc_id, room in self.hub.rooms.items()}
        there = {
            room.key: {one.actor for one in room.windows.values()}
            for room in self.hub.rooms.values()
        }
        people: set[int] = set()
        verdicts: dict[Key, Verdicts | None] | None = None
        people, verdicts = await self.run(lambda: self._seen(there))
        if verdicts is not None:
            for room in list(self.hub.rooms.values()):
                if room.key in verdicts:
                    room.each(lambda window, room=room: self._judge(window, verdicts[room.key]))  # type: ignore[misc]
        await self._ask_again(people)
        open_now = set(keys.values())
        texts, self.lately = open_now | self.lately, open_now
        news: list[dict[str, Any]] = []
        if self.hub.notices is not None:  # there may be other processes
            self.hub.afar.look(self.hub.rooms)
            news = self.hub.afar.news(self.hub.rooms)
        await self.run(lambda: self._follow(texts, news))

    def _follow(self, texts: set[int], news: list[dict[str, Any]]) -> None:
        """Hear of what other processes added, tell them who is here, and readers who writes."""
        with self.app.app_context():
            live_log.tell_of_people(news)
            heads = heads_of(texts)
            for head in heads:
                text = self.hub.writer.texts.get(head.doc_id)
                if text is not None and text.head != head:
                    self.hub.refresh(head.doc_id)
            tell(heads)

    def _seen(
        self, there: Mapping[Key, Collection[Actor]]
    ) -> tuple[set[int], dict[Key, Verdicts | None] | None]:
        """Whose sign-ins or roles may have changed, and who may do what when anything has."""
        with self.app.app_context():
            (earlier, last), now = self.seen, last_seq()
            if earlier == last == now:
                return set(), None
            since = earlier if earlier >= 0 else last
            uids = of_members_since(since) if since >= 0 else set()
            people = {one.id for one in by_uids(uids).values()}
            verdicts = {key: _verdicts(key, actors) for key, actors in there.items()}
            self.seen = last, now  # last: what could not be seen is looked at again
            return people, verdicts

    def _judge(self, window: Window, verdicts: Verdicts | None) -> None:
        if verdicts is None:
            window.line.close(FORBIDDEN)
        elif verdict := verdicts.get(window.actor):
            self._apply(window, verdict)

    def _apply(self, window: Window, verdict: Verdict) -> None:
        if verdict.read or (verdict.write and window.actor.member_id is None):
            window.line.close(UNKNOWN if window.actor.member_id is None else FORBIDDEN)
            return
        reason = None
        if verdict.write:
            with self.app.app_context(), speaking(window.language):
                reason = sentence(Refused(verdict.write, right=May.EDIT.code))
        self._allow(window, reason)

    @staticmethod
    def _allow(window: Window, readonly: str | None) -> None:
        if readonly != window.readonly:
            window.readonly = readonly
            window.tell(readonly=readonly)

    async def _ask_again(self, people: set[int]) -> None:
        """Ask who the windows of these people are now, and some of those not asked for longest."""
        windows = [
            one for room in list(self.hub.rooms.values()) for one in list(room.windows.values())
        ]
        now = time.monotonic()
        due = [one for one in windows if one.asked_at < now - ASKED_AGAIN]
        due.sort(key=lambda one: one.asked_at)
        few = 1 + len(windows) // 30
        concerned = [one for one in windows if one.actor.member_id in people]
        for window in [*concerned, *due[:few]]:
            answer = await self.again(window)
            window.asked_at = now if answer else 0.0  # the first of the next ones to be asked
            if isinstance(answer, Entered):
                window.actor, window.language = answer.actor, answer.language
                self._allow(window, answer.readonly)
            elif isinstance(answer, TurnedAwayError):
                known = answer.actor.member_id is not None
                window.line.close(FORBIDDEN if known else UNKNOWN)


def _verdicts(key: Key, actors: Collection[Actor]) -> Verdicts | None:
    """What each may do with a text; None when it is not there any more."""
    try:
        judge = live_log.kind_of(key[0]).judge(*key[1:])
    except Missing:
        return None
    return {actor: judge(actor) for actor in actors}
