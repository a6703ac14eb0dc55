"""What the pages show of those who write together: nothing at all where live editing is off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.live.service.test_meeting import TEXT
from tests.live.writing import head_of, text_of, write
from wiki.live.rules import SERVED
from wiki.pages.queries import history, pages
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
LIVE = {SERVED: True}


@pytest.fixture
def uid(ask: Ask) -> str:
    """A page of alice's."""
    return ask(lambda: save(people.make("alice"), Edit("Lieu", TEXT, 0)).page.uid)  # type: ignore[no-any-return]


def _write(ask: Ask, name: str, uid: str, text: str) -> str:
    return ask(lambda: write(people.make(name), uid, text))  # type: ignore[no-any-return]


def test_without_it_nothing_shows(sign_in: SignIn, uid: str, ask: Ask) -> None:
    _write(ask, "bob", uid, TEXT + "Un four.\n")
    charlie = sign_in("charlie")
    for path in ("/wiki/Lieu", "/wiki/Lieu/edit"):
        shown = charlie.get(path).text
        assert "non enregistrées" not in shown
        assert "data-live" not in shown
        assert 'name="shared"' not in shown


def test_where_it_is_served_a_whole_page_opens_its_text(
    sign_in: SignIn, client: FlaskClient, uid: str, ask: Ask
) -> None:
    charlie = sign_in("charlie")
    shown = charlie.get("/wiki/Lieu/edit", environ_base=LIVE).text
    assert f'data-live="/live/page/{uid}" data-who="' in shown
    assert 'data-who="visitor"' not in shown
    assert "non enregistrées" not in shown
    _write(ask, "bob", uid, TEXT + "Un four.\n")
    shown = charlie.get("/wiki/Lieu/edit", environ_base=LIVE).text
    assert "Modifications non enregistrées (bob)" in shown
    assert f"/live/page/{uid}/discard" in shown
    for path in ("/wiki/Lieu/edit?section=1", "/wiki/Ailleurs/edit"):
        assert "data-live" not in charlie.get(path, environ_base=LIVE).text
    assert "data-live" not in sign_in("dora").get("/wiki/Lieu/edit", environ_base=LIVE).text


def test_readers_are_told(client: FlaskClient, sign_in: SignIn, uid: str, ask: Ask) -> None:
    _write(ask, "bob", uid, TEXT + "Un four.\n")
    _write(ask, "alice", uid, TEXT + "Un four à pain.\n")
    for reader in (client, sign_in("charlie")):
        shown = reader.get("/wiki/Lieu", environ_base=LIVE).text
        assert "Modifications non enregistrées (bob, alice)" in shown


def test_a_form_that_names_its_version_credits_those_who_typed(
    sign_in: SignIn, uid: str, ask: Ask
) -> None:
    text = TEXT + "Un four.\n"
    name = _write(ask, "bob", uid, text)
    sent = {"body": text.replace("\n", "\r\n"), "base": 1, "shared": name}
    answer = people.post(sign_in("charlie"), "/wiki/Lieu/edit", **sent)
    assert answer.status_code == 303
    line = ask(lambda: history.line(pages.get("Lieu"), 2))
    assert line.author_name == "charlie"
    assert [(one.name, one.signs) for one in line.co_authors] == [("bob", 9)]
    assert ask(lambda: head_of(uid).head.saved_v) == 1
    shown = sign_in("charlie").get("/wiki/Lieu/history").text
    assert "(9 signes)" in shown.replace("\xa0", " ")


def test_a_conflict_with_a_shared_text_is_settled_on_the_screen_of_pages(
    sign_in: SignIn, uid: str, ask: Ask
) -> None:
    mine = TEXT.replace("café", "sirop")
    name = _write(ask, "charlie", uid, mine)
    ask(lambda: save(people.make("alice"), Edit("Lieu", TEXT.replace("café", "thé noir"), 1)))
    charlie = sign_in("charlie")
    asked = people.post(charlie, "/wiki/Lieu/edit", body=mine, base=1, shared=name)
    assert asked.status_code == 409
    index = re.search(r'name="choice-(\d+)"', asked.text)
    assert index
    fields = {"base": 1, "head": 2, "body": mine, "shared": name, f"choice-{index[1]}": "both"}
    assert people.post(charlie, "/wiki/Lieu/conflict", **fields).status_code == 303
    both = ask(lambda: pages.body(pages.get("Lieu")))
    assert "sirop" in both
    assert "thé noir" in both
    assert ask(text_of, uid) == both


def test_what_is_not_saved_is_shown_thrown_away_and_taken_back(
    sign_in: SignIn, uid: str, ask: Ask
) -> None:
    text = TEXT + "Un four.\n"
    _write(ask, "bob", uid, text)
    charlie = sign_in("charlie")
    address = f"/live/page/{uid}/discard"
    shown = charlie.get(address).text
    assert "Un four." in shown
    assert "(bob)" in shown
    thrown = people.post(charlie, address)
    assert thrown.status_code == 303
    assert ask(text_of, uid) == TEXT
    v = thrown.location.rpartition("=")[2]
    assert "Reprendre ce qui a été abandonné" in charlie.get(thrown.location).text
    assert people.post(charlie, f"/live/page/{uid}/recover", v=v).status_code == 303
    assert ask(text_of, uid) == text
    assert sign_in("dora").get(address).status_code == 403
    ask(lambda: delete(people.make("alice"), uid))
    assert charlie.get(address).status_code == 404


def test_a_late_copy_is_kept_shown_and_joined(sign_in: SignIn, uid: str, ask: Ask) -> None:
    charlie = sign_in("charlie")
    _write(ask, "bob", uid, TEXT.replace("café", "chocolat"))
    copy = {"epoch": 1, "base_v": 0, "base_text": TEXT, "text": TEXT.replace("café", "sirop")}
    headers = {"X-CSRFToken": people.csrf(charlie)}
    kept = charlie.post(f"/live/page/{uid}/rescue", json=copy, headers=headers)
    address = kept.get_json()["address"]
    assert address in charlie.get("/drafts").text
    shown = charlie.get(address).text
    assert "Un sirop." in re.sub("<[^>]+>", "", shown)
    index = re.search(r'name="choice-(\d+)"', shown)
    v = re.search(r'name="head" value="(\d+)"', shown)
    assert index
    assert v
    assert people.post(charlie, address, head=v[1]).status_code == 422
    chosen = {"head": v[1], f"choice-{index[1]}": "mine"}
    assert people.post(charlie, address, **chosen).location == "/wiki/Lieu/edit"
    assert ask(text_of, uid) == TEXT.replace("café", "sirop")
    assert address not in charlie.get("/drafts").text
    assert sign_in("bob").get(address).status_code == 404


def test_a_copy_stays_its_owner_s_when_nobody_writes_the_text_any_more(
    sign_in: SignIn, uid: str, ask: Ask
) -> None:
    charlie = sign_in("charlie")
    _write(ask, "bob", uid, TEXT)
    ask(lambda: protect(people.make("alice"), uid, "moderators"))
    copy = {"epoch": 1, "base_v": 0, "base_text": TEXT, "text": TEXT + "Un <b>four</b>.\n"}
    headers = {"X-CSRFToken": people.csrf(charlie)}
    kept = charlie.post(f"/live/page/{uid}/rescue", json=copy, headers=headers)
    address = kept.get_json()["address"]
    assert address in charlie.get("/drafts").text
    shown = charlie.get(address).text
    assert "Un &lt;b&gt;four&lt;/b&gt;." in shown
    assert "ne peut plus rejoindre" in shown
    assert people.post(charlie, address, head=1).status_code == 403
    ask(lambda: delete(people.make("alice"), uid))
    assert "Un &lt;b&gt;four" in charlie.get(address).text
    assert sign_in("bob").get(address).status_code == 404
    assert people.post(charlie, f"{address}/drop").status_code == 303
    assert charlie.get(address).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        {"epoch": 1, "base_v": 0, "base_text": "a"},
        {"epoch": "1", "base_v": 0, "base_text": "a", "text": "b"},
        {"epoch": 1, "base_v": True, "base_text": "a", "text": "b"},
        {"epoch": 1, "base_v": 2**80, "base_text": "a", "text": "b"},
        {"epoch": 1, "base_v": 0, "base_text": "a", "text": "\x00"},
        {"epoch": 1, "base_v": 0, "base_text": "a", "text": "\ud800"},
        {"epoch": 1, "base_v": 0, "base_text": "a", "text": "x" * 600_000},
    ],
)
def test_refuses_what_is_no_copy(sign_in: SignIn, uid: str, sent: object) -> None:
    charlie = sign_in("charlie")
    headers = {"X-CSRFToken": people.csrf(charlie)}
    answer = charlie.post(f"/live/page/{uid}/rescue", json=sent, headers=headers)
    assert 400 <= answer.status_code < 500
    assert "brouillon" in charlie.get("/drafts").text


def test_a_sheet_tells_who_writes_in_which_field_where_live_editing_is_served(
    sign_in: SignIn, uid: str
) -> None:
    charlie = sign_in("charlie")
    address = "/wiki/Lieu/sheet?kind=place"
    assert "data-live-sheet" not in charlie.get(address).text
    shown = charlie.get(address, environ_base=LIVE).text
    assert f'data-live-sheet="/live/sheet/{uid}"' in shown
    assert r"%(name)s \u00e9crit dans ce champ" in shown
