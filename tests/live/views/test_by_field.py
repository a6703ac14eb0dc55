"""A sheet is written field by field: others are seen, no character of theirs is shared."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests import people
from tests.apart import run
from tests.live.conftest import Live
from tests.live.typists import Typist
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.pages.sheets import SheetConflict
from wiki.schema.sheet import Sheet


def described(tagline: str) -> Sheet:
    said = {"name": "Accueil", "commune": "33328", "status": "open", "families": ["other"]}
    return Sheet("place", {**said, "tagline": tagline})


def test_two_who_write_a_sheet_see_each_other_and_what_is_saved(live: Live) -> None:
    with live.app.app_context():
        title, body = pages.by_uid(live.uid).title, pages.body(pages.by_uid(live.uid))

    def saved(name: str, base: int, tagline: str) -> None:
        with live.app.app_context():
            save(people.make(name), Edit(title, body, base, sheet=described(tagline)))

    async def both() -> None:
        url = live.running.url.replace("http", "ws", 1)
        alice, bob = (
            Typist(f"{url}/live/sheet/{live.uid}", live.cookie(name)) for name in ("alice", "bob")
        )
        await alice.come()
        await bob.come()
        await alice.say({"c": {"v": 0, "a": 4321, "h": 4321}})
        await _until(lambda: any("c" in one for one in bob.heard))
        await bob.say({"p": 0, "cl": bob.client, "len": 0, "u": [[1, [[0, "x"]]]]})
        await _until(lambda: any(one.get("err") == "readonly" for one in bob.heard))
        with live.app.app_context():
            head = pages.by_uid(live.uid).head
        await asyncio.to_thread(saved, "alice", head, "Un tiers-lieu")
        if not live.app.extensions[
            "wiki"
        ].database.is_sqlite:  # there, this save is of another process
            await _until(lambda: any(one.get("base") == head + 1 for one in bob.heard))
        with pytest.raises(SheetConflict):
            await asyncio.to_thread(saved, "bob", head, "Une fabrique")
        await alice.leave()
        await bob.leave()

    run(both())


async def _until(holds: Callable[[], bool], patience: float = 30.0) -> None:
    async with asyncio.timeout(patience):
        while not holds():  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.05)
