"""What is looked at once a second."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.apart import run
from tests.live.service.test_meeting import TEXT, uid
from tests.live.writing import head_of, write
from wiki.kernel.db import reading, release_reading
from wiki.live.views import looks as module
from wiki.live.views.looks import Looks
from wiki.pages.models import Rendering
from wiki.pages.queries import pages
from wiki.pages.service.protect import protect

__all__ = ["uid"]


def test_what_changed_is_judged_again_for_those_who_were_coming(inside: Flask, uid: str) -> None:
    hub: Any = SimpleNamespace(writer=SimpleNamespace(texts={}), refresh=None, notices=None)
    looks = Looks(inside, hub, None, None)  # type: ignore[arg-type]
    alice, charlie = people.make("alice"), people.make("charlie")
    key = ("page", uid, "")

    def judged() -> str | bool | None:
        release_reading()
        verdicts = (looks._seen({key: {charlie}})[1] or {}).get(key)
        return verdicts[charlie].write if verdicts else False

    assert [judged() for _ in range(3)] == [None, None, False]
    protect(alice, uid, "moderators")
    refused = judged()
    assert refused
    assert [judged(), judged()] == [refused, False]


async def _at_once(do: Callable[[], Any]) -> Any:
    return do()


def _room(uid: str, *windows: Any) -> Any:
    def each(do: Callable[[Any], None]) -> None:
        for one in windows:
            do(one)

    return SimpleNamespace(key=("page", uid, ""), windows=dict(enumerate(windows)), each=each)


def test_a_right_ends_though_readers_cannot_be_told(
    inside: Flask, uid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_heads: object) -> None:
        raise ConnectionError

    told: list[dict[str, Any]] = []
    window = SimpleNamespace(actor=people.make("charlie"), language="fr", readonly=None)
    window.tell, window.asked_at = lambda **one: told.append(one), float("inf")
    rooms = {head_of(uid).head.doc_id: _room(uid, window)}
    hub: Any = SimpleNamespace(rooms=rooms, writer=SimpleNamespace(texts={}), notices=None)
    looks = Looks(inside, hub, _at_once, None)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "tell", fail)
    protect(people.make("alice"), uid, "moderators")
    release_reading()
    with pytest.raises(ConnectionError):
        run(looks._look())
    assert [one["readonly"] for one in told] == [window.readonly] != [None]


def test_readers_are_told_of_a_text_that_was_just_left(inside: Flask, uid: str) -> None:
    doc_id, page_id = head_of(uid).head.doc_id, pages.by_uid(uid).id
    rooms = {doc_id: _room(uid)}
    hub: Any = SimpleNamespace(rooms=rooms, writer=SimpleNamespace(texts={}), notices=None)
    looks = Looks(inside, hub, _at_once, None)  # type: ignore[arg-type]

    def stamp_after_a_look() -> int:
        release_reading()
        run(looks._look())
        release_reading()
        query = sa.select(Rendering.stamp).where(Rendering.page_id == page_id)
        return reading().scalar(query) or 0

    before = stamp_after_a_look()
    write(people.make("bob"), uid, TEXT + "Un.\n")
    hub.rooms = {}
    assert stamp_after_a_look() == before + 1
    assert not looks.lately
