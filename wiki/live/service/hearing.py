"""What a window sends, read: anything may come, and whatever is not a message closes it."""

from __future__ import annotations

import json
import time
from typing import Any

from wiki.live.rules import (
    CHANGES_AT_ONCE,
    MESSAGE,
    SUMS,
    TOO_LARGE,
    TOO_OFTEN,
    UNREADABLE,
)
from wiki.live.service.hub import Hub
from wiki.live.service.lines import Packet
from wiki.live.service.rooms import Room, Window
from wiki.live.service.text import Push
from wiki.ot.change_set import LONGEST

#: A version, or a number of the log: SQLite keeps no larger one.
_MOST = 2**53
#: Windows of other processes remembered, for their pace.
ELSEWHERE = 2_000


class UnreadableError(ValueError):
    """It is not a message."""


def hear(hub: Hub, window: Window, raw: str) -> None:
    """Do what a message asks, or close the window for what is not one."""
    if len(raw) > MESSAGE:
        hub.scold(window, "large")
        window.line.close(TOO_LARGE)
    elif not window.may_send(len(raw)):
        hub.scold(window, "often")
        window.line.close(TOO_OFTEN)
    elif window.room is not None and window.peer in window.room.windows:
        try:
            _do(hub, window, read(raw))
        except UnreadableError:
            hub.scold(window, "unreadable")
            window.line.close(UNREADABLE)


class _Nowhere:
    """The line of a window that another process serves."""

    def put(self, packet: Packet) -> None:
        """Nothing: it hears of what it sends there."""

    def close(self, code: int) -> None:
        """Nothing."""


def posted(hub: Hub, of: Room, window: Window, raw: str) -> None:
    """Do what a message asks that came by itself; the window that it is of may be elsewhere.

    `window` tells who sent it, `of` is a room made for it.
    """
    room = hub.rooms.get(of.doc_id)
    for one in room.windows.values() if room else ():
        if (one.client, one.whose) == (window.client, window.whose):
            hear(hub, one, raw)
            return
    name = window.whose, window.client
    known = hub.elsewhere.pop(name, window)
    known.actor, known.epoch, known.room = window.actor, window.epoch, of
    of.windows[known.peer] = known
    hub.elsewhere[name] = known
    if len(hub.elsewhere) > ELSEWHERE:
        del hub.elsewhere[next(iter(hub.elsewhere))]
    hear(hub, known, raw)


def alone(client: str) -> Window:
    """A window known by a message alone."""
    return Window(_Nowhere(), client, 0)


def read(raw: str) -> dict[str, Any]:
    """The object that a message is. Raises `UnreadableError`."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    if type(message) is not dict:
        raise UnreadableError
    return message


def _do(hub: Hub, window: Window, message: dict[str, Any]) -> None:
    room = window.room
    if room is None:
        return
    if "p" in message:
        if window.readonly:
            window.tell(err="readonly", text=window.readonly)
        else:
            hub.push(window, push_of(hub, window, message))
    elif "c" in message:
        said = _object(message["c"])
        room.caret(window, _number(said, "a", LONGEST), _number(said, "h", LONGEST))
    elif "sum" in message:
        said = _object(message["sum"])
        v, crc = _number(said, "v"), _number(said, "crc")
        now = time.monotonic()
        if now - window.checked_at >= SUMS:
            window.checked_at = now
            hub.check(window, v, crc)
    elif "ping" in message:
        window.tell(pong=1)
    else:
        raise UnreadableError


def push_of(hub: Hub, window: Window, message: dict[str, Any]) -> Push:
    """The changes that a message holds. Raises `UnreadableError`."""
    updates = message.get("u")
    if message.get("cl") != window.client or type(updates) is not list:
        raise UnreadableError
    if not 0 < len(updates) <= CHANGES_AT_ONCE:
        raise UnreadableError
    if any(type(one) is not list or len(one) != 2 for one in updates):
        raise UnreadableError
    return Push(
        doc_id=window.room.doc_id if window.room else 0,
        epoch=window.epoch,
        client=window.client,
        v=_number(message, "p"),
        length=_number(message, "len", LONGEST),
        updates=[(one[0], one[1]) for one in updates],
        member_id=window.actor.member_id,
        peer=window.peer,
        refuse=hub.refuser(window),
        pace=hub.pace_of(window),
    )


def _object(value: object) -> dict[str, Any]:
    if type(value) is not dict:
        raise UnreadableError
    return value


def _number(said: dict[str, Any], name: str, most: int = _MOST) -> int:
    value = said.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise UnreadableError
    return value
