"""Who has a text open in the other processes: each tells it again and again, and a silence means
that nobody is there any more. The event loop alone touches it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from wiki.live.service.rooms import Room, dumps

#: Seconds after which the same is told again, and those of silence after which they are gone.
AGAIN, LEASE = 3.0, 10.0
#: People of one room that are told of, and what is told of them in octets: a notice of PostgreSQL
#: holds less than 8,000.
MOST, OCTETS = 40, 7_000

#: A window as the others see it, and its caret.
_Person = dict[str, Any]


class Afar:
    """The people of the other processes, by text and process."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[float, dict[int, _Person]]] = {}
        self._told: dict[int, tuple[float, str]] = {}

    def news(self, rooms: Mapping[int, Room]) -> list[dict[str, Any]]:
        """What the other processes are to be told now."""
        now, found = time.monotonic(), []
        for doc_id in [*rooms, *(self._told.keys() - rooms.keys())]:
            who = _people(rooms[doc_id]) if doc_id in rooms else []
            at, before = self._told.get(doc_id, (0.0, ""))
            said = dumps(who)
            if said != before or now - at >= AGAIN:
                found.append({"doc": doc_id, "who": who})
                self._told[doc_id] = now, said
            if doc_id not in rooms:
                del self._told[doc_id]
        return found

    def hear(self, room: Room | None, of: str, doc_id: int, who: Iterable[_Person]) -> None:
        """Another process tells who is there: those who are here see them come, move and go."""
        if room is not None:
            self._change(room, of, {one["id"]: one for one in who})
        else:
            self._known.pop((doc_id, of), None)

    def look(self, rooms: Mapping[int, Room]) -> None:
        """Let go of those whose process says nothing any more, and of rooms that are closed."""
        late = time.monotonic() - LEASE
        for (doc_id, of), (at, _) in list(self._known.items()):
            if doc_id not in rooms:
                del self._known[doc_id, of]
            elif at < late:
                self._change(rooms[doc_id], of, {})

    def people(self, doc_id: int) -> list[_Person]:
        """Those who are there, as a window that comes is told."""
        return [
            _described(one)
            for (doc, _), (_, who) in self._known.items()
            if doc == doc_id
            for one in who.values()
        ]

    def _change(self, room: Room, of: str, after: dict[int, _Person]) -> None:
        _, before = self._known.pop((room.doc_id, of), (0.0, {}))
        told = [dumps({"leave": peer}) for peer in before.keys() - after.keys()]
        told += [
            dumps({"join": _described(one)}) for peer, one in after.items() if peer not in before
        ]
        moved = [
            [peer, *one["at"]]
            for peer, one in after.items()
            if one["at"] and one["at"] != before.get(peer, {}).get("at")
        ]
        told += [dumps({"c": moved})] if moved else []
        if told:
            room.tell(told)
        if after:
            self._known[room.doc_id, of] = time.monotonic(), after


def _described(one: _Person) -> _Person:
    return {name: value for name, value in one.items() if name != "at"}


def _people(room: Room) -> list[_Person]:
    found: list[_Person] = []
    size = 0
    for window in list(room.windows.values())[:MOST]:
        one = {**window.described(), "at": room.places.get(window.peer)}
        size += len(dumps(one).encode())
        if size > OCTETS:
            break
        found.append(one)
    return found
