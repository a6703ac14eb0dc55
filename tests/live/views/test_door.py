"""Who comes in, and under whose name of a window."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.apart import run
from tests.live.views.test_screens import uid
from wiki.kernel.permissions import SYSTEM
from wiki.live.service.hearing import alone, hear, posted
from wiki.live.service.hub import Hub
from wiki.live.service.rooms import Room, Window
from wiki.live.service.text import Push
from wiki.live.views.door import DOOR, Entered
from wiki.site.service import change_settings

__all__ = ["uid"]

KEY = ("page", "uid", "")


def _entered(client: FlaskClient, uid: str) -> Entered:
    """Who a visitor is, who has the form of the page before them."""
    found: list[Any] = []
    origin = {"Origin": "http://localhost"}
    client.get(f"/live/page/{uid}", headers=origin, environ_base={DOOR: found.append})
    return found[0]  # type: ignore[no-any-return]


class _Line:
    """What a window hears."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def put(self, packet: Any) -> None:
        self.said.append(json.loads(packet.text))

    def close(self, code: int) -> None:
        self.said.append(code)


def test_no_visitor_writes_under_the_name_of_another_s_window(
    client: FlaskClient, uid: str, ask: Callable[..., Any]
) -> None:
    ask(lambda: change_settings(SYSTEM, {"editing": "anyone"}))
    visitors = [client.application.test_client() for _ in range(2)]
    for one in visitors:
        assert one.get("/wiki/Lieu/edit").status_code == 200
    first, other = (_entered(one, uid) for one in visitors)
    assert first.address == other.address
    assert first.whose == _entered(visitors[0], uid).whose != other.whose
    message = json.dumps({"p": 0, "cl": "fenetre1", "len": 1, "u": [[1, [1, [0, "x"]]]]})

    async def write() -> tuple[Hub, _Line]:
        hub, room, line = Hub(client.application.extensions["wiki"].database), Room(1, KEY), _Line()
        hub.rooms[1] = room

        def window(who: Entered, made: Window) -> Window:
            made.actor, made.address, made.whose = who.actor, who.address, who.whose
            return made

        mine = window(first, Window(line, "fenetre1", 1))
        theirs = window(other, Window(line, "fenetre1", 2))
        mine.room = theirs.room = room
        room.windows.update({1: mine, 2: theirs})
        hear(hub, mine, message)
        posted(hub, Room(1, KEY), window(first, alone("fenetre1")), message)
        assert not line.said
        posted(hub, Room(1, KEY), window(other, alone("fenetre1")), message)
        del room.windows[2]
        posted(hub, Room(1, KEY), window(other, alone("fenetre1")), message)
        return hub, line

    hub, line = run(write())
    sent = [hub.writer.commands.get_nowait() for _ in range(hub.writer.commands.qsize())]
    assert [one.peer for one in sent if isinstance(one, Push)] == [1, 1]
    assert line.said == [{"err": "forged", "text": "live_forged"}, 4400]
