"""What is looked at once a second."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask

from tests import people
from tests.live.service.test_meeting import uid
from wiki.kernel.db import release_reading
from wiki.live.views.looks import Looks
from wiki.pages.service.protect import protect

__all__ = ["uid"]


def test_what_changed_is_judged_again_for_those_who_were_coming(inside: Flask, uid: str) -> None:
    hub: Any = SimpleNamespace(writer=SimpleNamespace(texts={}), refresh=None)
    looks = Looks(inside, hub, None, None)  # type: ignore[arg-type]
    alice, charlie = people.make("alice"), people.make("charlie")
    key = ("page", uid, "")

    def judged() -> str | bool | None:
        release_reading()
        judges = looks._seen({key: 1})[1]
        judge = judges[key] if judges else None
        return judge(charlie).write if judge else False

    assert [judged() for _ in range(3)] == [None, None, False]
    protect(alice, uid, "moderators")
    refused = judged()
    assert refused
    assert [judged(), judged()] == [refused, False]
