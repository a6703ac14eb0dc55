"""Windows on a text, through the server as it is run."""

from __future__ import annotations

import asyncio
import json
import random
import urllib.request
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests import people
from tests.apart import run
from tests.live.conftest import Live
from tests.live.typists import Typist, settled
from tests.server.running import Running
from tests.sheets.places import place
from wiki.live.service import log
from wiki.members.queries import members_named, sign_ins_of
from wiki.members.service.people import deactivate
from wiki.members.service.sign_ins import end_sign_in
from wiki.members.service.tokens import create_token
from wiki.pages.queries import pages
from wiki.pages.service.protect import protect
from wiki.places.imports.reading import Found
from wiki.places.service.bring_in import bring_in


async def until(true: Any, patience: float = 30.0) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110 - of another task, or another process
            await asyncio.sleep(0.02)


def test_everybody_has_the_same_text_which_is_that_of_the_log(live: Live) -> None:
    async def write() -> list[Typist]:
        typists = [live.typist(name) for name in ("alice", "bob", "charlie")]
        for one in typists:
            await one.come()
        assert typists[2].heard[0]["base"] == 1
        assert [one["name"] for one in typists[2].heard[0]["peers"]] == ["alice", "bob"]
        assert typists[0].heard[1]["join"]["name"] == "bob"
        dice = random.Random(6)
        for number in range(120):
            one = dice.choice(typists)
            await one.type_at_random(dice)
            await one.say({"c": {"v": one.v, "a": 1, "h": 2}})
            await asyncio.sleep(0.01 if number % 10 == 0 else 0)
        # A line falls, and comes back with what was not acknowledged.
        assert typists[0].socket is not None
        typists[0].socket.transport.abort()
        await typists[0].type(0, 0, "entre-temps ")
        await until(lambda: typists[0].closed is not None)
        await typists[0].come()
        await typists[0].push(again=True)
        await settled(typists)
        assert any("c" in message for message in typists[1].heard)
        for one in typists:
            await one.leave()
        return typists

    typists = run(write())
    assert {one.shown for one in typists} == {live.kept()}
    assert "entre-temps" in live.kept()


def test_comes_in_as_to_a_page_and_from_a_page(live: Live) -> None:
    async def refused(name: str, **headers: str) -> int | None:
        typist = live.typist(name)
        try:
            await typist.come(**headers)
        except InvalidStatus as error:
            return error.response.status_code
        assert typist.reader is not None
        if typist.heard and "init" in typist.heard[0]:
            await typist.leave()
            return None
        await typist.reader
        return typist.closed

    async def ask() -> None:
        assert await refused("charlie") is None
        assert await refused("charlie", Origin="http://ailleurs.exemple") == 403
        assert await refused("charlie", Origin="null") == 403
        assert await refused("charlie", Origin="") == 403
        assert await refused("charlie", Cookie="") == 4401
        assert await refused("charlie", Cookie="wiki_session=faux") == 4401

    run(ask())


def test_a_right_that_is_taken_back_is_so_within_a_second(live: Live) -> None:
    with live.app.app_context():
        alice, charlie = people.make("alice"), people.make("charlie")

    def inside(do: Any, *given: Any) -> None:
        with live.app.app_context():
            do(*given)

    async def write() -> None:
        one, other = live.typist("charlie"), live.typist("bob")
        await one.come()
        await other.come()
        inside(protect, alice, live.uid, "moderators")
        await until(lambda: any(message.get("readonly") for message in one.heard), 15)
        await one.type(0, 0, "refusé ")
        await until(lambda: one.heard[-1].get("err") == "readonly")
        await other.type(0, 0, "permis ")
        await until(lambda: other.is_settled)
        inside(protect, alice, live.uid, "members")
        await until(lambda: one.heard[-1].get("readonly", 1) is None, 15)
        await one.push(again=True)
        await settled([one, other])
        with live.app.app_context():
            uid = members_named("charlie")[0].uid
        inside(deactivate, alice, uid)
        await until(lambda: one.closed is not None, 15)
        assert one.closed == 4401
        assert other.closed is None
        inside(end_only_sign_in, "bob")
        await until(lambda: other.closed is not None, 15)
        assert other.closed == 4401

    def end_only_sign_in(name: str) -> None:
        who = people.make(name)
        (one,) = sign_ins_of(who.member_id or 0)
        end_sign_in(who, one.uid)

    assert charlie.member_id is not None
    run(write())
    assert live.kept().count("permis refusé") + live.kept().count("refusé permis") == 1


def test_leaves_politely_and_keeps_what_was_sent(live: Live) -> None:
    async def write() -> list[Typist]:
        typists = [live.typist(name) for name in ("alice", "bob")]
        for one in typists:
            await one.come()
        for number in range(10):
            await typists[0].type(0, 0, f"{number} ")
        await asyncio.to_thread(live.running.stop)
        await until(lambda: all(one.closed is not None for one in typists))
        assert {one.closed for one in typists} == {1012}
        await asyncio.to_thread(live.running.start)
        for one in typists:
            await one.come()
            await one.push(again=True)
        await settled(typists)
        for one in typists:
            await one.leave()
        return typists

    typists = run(write())
    assert {one.shown for one in typists} == {live.kept()}
    assert live.kept().startswith("9 8 7 6 5 4 3 2 1 0 ")


def test_what_a_program_saves_comes_to_those_who_write(live: Live) -> None:
    """By the API in this process, by an import in another one; nothing of theirs is published."""
    with live.app.app_context():
        alice = people.make("alice")
        token = create_token(alice, "essai", ("all",))
        bring_in(alice, "other", [_found("La gare", "Une halte")])
        gare = pages.get("La gare").uid

    def put() -> None:
        text = "Bienvenue, voir [[Été à la plage]].\n\nOuvert le samedi.\n"
        told = {"body": text, "base_revision": 1, "summary": "Par un programme"}
        asked = urllib.request.Request(  # noqa: S310 - ours
            f"{live.running.url}/api/v1/pages/Accueil",
            json.dumps(told).encode(),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            assert json.load(answer)["revision"]["number"] == 2

    def import_() -> None:
        with live.app.app_context():
            bring_in(alice, "other", [_found("La gare", "Une gare")])

    async def write() -> None:
        bob = live.typist("bob")
        await bob.come()
        await bob.type(0, 0, "Pas fini. ")
        await settled([bob])
        await asyncio.to_thread(put)
        await until(lambda: any(one.get("base") == 2 for one in bob.heard))
        assert bob.shown.startswith("Pas fini. Bienvenue")
        assert bob.shown.endswith("Ouvert le samedi.\n")
        assert any(one[0] == "save" for said in bob.heard for one in said.get("u", ()))
        await bob.leave()
        url = live.running.url.replace("http", "ws", 1)
        both = [
            Typist(f"{url}/live/{kind}/{gare}", live.cookie("bob")) for kind in ("page", "sheet")
        ]
        for one in both:
            await one.come()
        await both[0].type(0, 0, "Un quai.\n")
        await settled(both[:1])
        await asyncio.to_thread(import_)
        await both[0].type(0, 0, "Là. ")
        await settled(both[:1])
        assert both[0].shown == "Là. Un quai.\n"
        if not live.app.extensions["wiki"].database.is_sqlite:
            await until(lambda: any("saved" in one and "base" not in one for one in both[1].heard))
        for one in both:
            await one.leave()

    run(write())
    with live.app.app_context():
        assert live.kept().endswith("Ouvert le samedi.\n")
        page = pages.get("La gare")
        assert (page.head, pages.body(page)) == (2, "")
        assert log.opened("page", gare).head.base_revision == 2


def _named(typist: Typist) -> list[str]:
    """Those whom it was told of, as it came or as they did."""
    came = [one["join"] for one in typist.heard if "join" in one]
    there = [peer for one in typist.heard for peer in one.get("peers", ())]
    return [one["name"] for one in (*there, *came)]


def _carets(heard: list[dict[str, Any]]) -> list[list[int]]:
    return [caret for one in heard for caret in one.get("c", ())]


def _found(title: str, tagline: str) -> Found:
    return Found(
        1,
        "gare-1",
        title,
        place(name=title, tagline=tagline, external_ids=[{"register": "other", "id": "gare-1"}]),
    )


def test_a_second_process_is_one_too_many_on_sqlite_alone(live: Live) -> None:
    environment = live.running.environment
    if environment["WIKI_DATABASE_URL"].startswith("sqlite"):
        with pytest.raises(RuntimeError, match="did not start"):
            Running(live.running.folder, environment["WIKI_DATABASE_URL"])
        return
    with Running(live.running.folder, environment["WIKI_DATABASE_URL"]) as other:

        async def write() -> list[Typist]:
            typists = [live.typist("alice"), live.typist("bob", other), live.typist("bob")]
            for one in typists:
                await one.come()
            dice = random.Random(7)
            for _ in range(150):
                await dice.choice(typists).type_at_random(dice)
                await asyncio.sleep(0.002)
            await settled(typists)
            # Those of one process see those of the other come, move and go.
            alice, afar = typists[:2]
            await until(lambda: len(_named(alice)) == 2)
            await until(lambda: "alice" in _named(afar))
            before = len(alice.heard)
            await afar.say({"c": {"v": afar.v, "a": 3, "h": 5}})
            await until(lambda: any(one[1:] == [3, 5] for one in _carets(alice.heard[before:])))
            await afar.leave()
            await until(lambda: any("leave" in one for one in alice.heard[before:]))
            for one in typists:
                await one.leave()
            return typists

        typists = run(write())
    assert {one.shown for one in typists} == {live.kept()}
