"""Telling the other processes who is there."""

from __future__ import annotations

import json

from wiki.kernel.permissions import Actor
from wiki.live.service.afar import Afar
from wiki.live.service.hearing import alone
from wiki.live.service.rooms import Room, Window
from wiki.members.rules import NAME_LENGTH

#: What a notice of PostgreSQL holds, in octets, with what else it says.
NOTICE = 8_000 - 200


def _window(peer: int, name: str) -> Window:
    window = alone("fenetre1")
    window.peer, window.actor = peer, Actor(member_id=peer, name=name)
    return window


def test_what_is_told_of_a_crowd_fits_in_a_notice() -> None:
    for name, least in (("😀" * NAME_LENGTH, 15), ("é" * 20, 40)):
        room = Room(1, ("page", "uid", ""))
        room.windows = {peer: _window(peer, name) for peer in range(2**40, 2**40 + 100)}
        room.places = dict.fromkeys(room.windows, (10**6, 10**6))
        (news,) = Afar().news({1: room})
        assert len(json.dumps(news, ensure_ascii=False).encode()) < NOTICE
        assert len(news["who"]) >= least
