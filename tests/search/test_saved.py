"""Searches that a member keeps: to be opened again, by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import SYSTEM, VISITOR, Actor
from wiki.members.queries import member
from wiki.pages.service.save import Edit, save
from wiki.search import rules, service
from wiki.search.queries import saved
from wiki.search.service import drop_search, save_search
from wiki.site.service import change_settings


def refusal(act: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(WikiError) as caught:
        act(*arguments)
    return caught.value.code


@pytest.mark.usefixtures("inside")
def test_they_are_kept_for_one_member() -> None:
    charlie, dora = people.make("charlie"), people.make("dora")
    save_search(charlie, "  Les   gares ", "q=gare")
    mine = save_search(dora, "Les gares", "q=gare&since=week")
    assert [(one.name, one.asked) for one in saved(charlie)] == [("Les gares", "q=gare")]
    assert refusal(drop_search, charlie, mine.uid) == "saved_missing"
    drop_search(dora, mine.uid)
    assert saved(dora) == []
    assert refusal(drop_search, dora, mine.uid) == "saved_missing"


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("who", [VISITOR, SYSTEM])
def test_refuses_who_is_nobody(who: Actor) -> None:
    assert refusal(save_search, who, "Les gares", "q=gare") == "sign_in_first"
    assert refusal(drop_search, who, "x") == "sign_in_first"


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb"])
def test_refuses_a_name_that_nobody_reads(name: str) -> None:
    assert refusal(save_search, people.make("charlie"), name, "q=gare") == "saved_name"


@pytest.mark.usefixtures("inside")
def test_refuses_the_same_name_twice_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    charlie = people.make("charlie")
    save_search(charlie, "Un", "q=un")
    assert refusal(save_search, charlie, "Un", "q=deux") == "saved_known"
    monkeypatch.setattr(service, "SAVED", 1)
    assert refusal(save_search, charlie, "Deux", "q=deux") == "saved_too_many"
    assert rules.SAVED == 100


@pytest.mark.usefixtures("inside")
def test_refuses_to_keep_while_the_wiki_is_read_only() -> None:
    change_settings(SYSTEM, {"read_only": True})
    assert refusal(save_search, people.make("charlie"), "Un", "q=un") == "read_only"


def test_the_screens_keep_open_and_drop(sign_in: Callable[[str], FlaskClient]) -> None:
    charlie, dora = sign_in("charlie"), sign_in("dora")
    assert 'name="since" value="week"' in charlie.get("/search/saved?q=gare&since=week").text
    given = {"q": "gare & pont", "since": "week", "name": "Les gares"}
    assert people.post(charlie, "/search/saved", **given).status_code == 303
    shown = charlie.get("/search/saved").text
    assert "/search?q=gare+%26+pont&amp;since=week" in shown
    again = people.post(charlie, "/search/saved", **given)
    assert again.status_code == 409
    assert 'value="Les gares"' in again.text
    assert people.post(charlie, "/search/saved", q=" ", name="Rien").status_code == 422
    assert "Les gares" not in dora.get("/search/saved").text
    uid = shown.partition("/search/saved/")[2].partition("/")[0]
    assert people.post(dora, f"/search/saved/{uid}/delete").status_code == 404
    assert people.post(charlie, f"/search/saved/{uid}/delete").status_code == 303
    assert "Les gares" not in charlie.get("/search/saved").text


def test_a_form_without_proof_is_refused(sign_in: Callable[[str], FlaskClient]) -> None:
    charlie = sign_in("charlie")
    given = {"q": "gare", "name": "Les gares"}
    assert charlie.post("/search/saved", data=given).status_code == 403
    assert "Les gares" not in charlie.get("/search/saved").text


def test_the_ways_there_are_for_those_who_keep(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient], ask: Callable[..., Any]
) -> None:
    ask(save, SYSTEM, Edit("Gare", "Une gare.", 0))
    dora = sign_in("dora")
    assert "/search/saved?q=gare&amp;since=week" in dora.get("/search?q=gare&since=week").text
    assert "/search/saved" not in client.get("/search?q=gare").text
    uid = ask(lambda: member(people.make("dora").member_id or 0).uid)
    assert "/search/saved" in dora.get(f"/members/{uid}").text
    assert "/search/saved" not in sign_in("bob").get(f"/members/{uid}").text
