"""What is said, as Atom feeds."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.service.settle import hide
from wiki.discussions.service.speak import Said, Words, answer, rewrite
from wiki.discussions.views.feed import SIZE
from wiki.kernel import clock
from wiki.kernel.permissions import SYSTEM
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename
from wiki.site.service import change_settings

ATOM = "{http://www.w3.org/2005/Atom}"
Ask = Callable[..., Any]
WIKI, PAGE = "/talk.atom", "/wiki/Lieu/talk.atom"


@pytest.fixture
def said(ask: Ask, thread: Callable[..., Said]) -> Said:
    """A thread that charlie opened about Lieu."""
    return ask(thread, "Des exemples & des <chiffres>", "Lesquels, par *exemple* ? [[Lieu]]")  # type: ignore[no-any-return]


def by(ask: Ask, name: str, act: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    return ask(lambda: act(people.make(name), *arguments, **more))


def feed_at(client: FlaskClient, path: str, **how: Any) -> ET.Element:
    answer_ = client.get(path, **how)
    assert answer_.status_code == 200
    assert answer_.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer_.data)  # noqa: S314


def text(element: ET.Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None, name
    assert found.text, name
    return found.text


def entries(client: FlaskClient, path: str) -> list[ET.Element]:
    return feed_at(client, path).findall(ATOM + "entry")


def contents(client: FlaskClient, path: str) -> list[str]:
    return [text(entry, "content").strip() for entry in entries(client, path)]


@pytest.mark.parametrize("path", [WIKI, PAGE])
def test_it_has_what_an_atom_feed_must(client: FlaskClient, said: Said, path: str) -> None:
    feed = feed_at(client, path)
    (entry,) = feed.findall(ATOM + "entry")
    for element in (feed, entry):
        assert text(element, "id").startswith(("http://localhost/", "urn:wiki:"))
        assert text(element, "title")
        assert datetime.fromisoformat(text(element, "updated")).tzinfo is not None
        for link in element.findall(ATOM + "link"):
            address = link.attrib["href"]
            assert address.startswith("http://localhost/")
            assert client.get(address, follow_redirects=True).status_code == 200
    assert {link.attrib["rel"] for link in feed.findall(ATOM + "link")} == {"self", "alternate"}
    assert text(entry, "id") == f"urn:wiki:turn:{said.turn.uid}"
    author = entry.find(ATOM + "author")
    assert author is not None
    assert text(author, "name") == "charlie"
    assert text(entry, "title").startswith("Des exemples & des <chiffres>")
    content = entry.find(ATOM + "content")
    assert content is not None
    assert content.attrib["type"] == "html"
    assert "<em>exemple</em>" in (content.text or "")
    assert 'href="/wiki/Lieu"' in (content.text or "")


def test_a_page_has_its_own(client: FlaskClient, said: Said, ask: Ask, thread: Ask) -> None:
    ask(thread, "Ailleurs", "Là-bas.", title="Gare")
    assert contents(client, "/wiki/Gare/talk.atom") == ["<p>Là-bas.</p>"]
    assert len(contents(client, PAGE)) == 1
    assert len(contents(client, WIKI)) == 2
    assert text(entries(client, WIKI)[0], "title") == "Ailleurs — Gare"


def test_the_newest_comes_first_whatever_the_thread(
    client: FlaskClient, ask: Ask, said: Said, thread: Ask
) -> None:
    other = ask(thread, "Autre", "Autre.")
    for n in range(SIZE):
        by(ask, "bob", answer, (said, other)[n % 2].thread.uid, Words(f"Réponse {n}."))
    for path in (WIKI, PAGE):
        assert contents(client, path) == [f"<p>Réponse {n}.</p>" for n in reversed(range(SIZE))]


def test_a_changed_turn_is_the_same_entry(client: FlaskClient, ask: Ask, said: Said) -> None:
    before = [text(entry, "id") for entry in entries(client, PAGE)]
    by(ask, "charlie", rewrite, said.turn.uid, Words("Lesquels donc"))
    (entry,) = entries(client, PAGE)
    assert [text(entry, "id")] == before
    assert "Lesquels donc" in text(entry, "content")
    assert text(entry, "updated") >= text(entry, "published")


def test_what_is_hidden_or_in_the_bin_is_not_there(
    client: FlaskClient, ask: Ask, said: Said
) -> None:
    by(ask, "bob", answer, said.thread.uid, Words("Un secret."))
    hidden = by(ask, "bob", answer, said.thread.uid, Words("À masquer."))
    by(ask, "bob", hide, hidden.turn.uid, "Non")
    for path in (WIKI, PAGE):
        assert "masquer" not in client.get(path).text
    by(ask, "bob", delete, said.thread.target_uid)
    assert client.get(PAGE).status_code == 404
    assert contents(client, WIKI) == []


def test_a_text_that_no_xml_may_hold_makes_a_feed(
    client: FlaskClient, ask: Ask, said: Said
) -> None:
    by(ask, "bob", answer, said.thread.uid, Words("Un\x0bmot\ufffe ]]> <script>alert(1)</script>."))
    assert "<script>" not in contents(client, PAGE)[0]


def test_an_empty_feed_is_a_feed(client: FlaskClient, ask: Ask, page: Ask) -> None:
    ask(page, "Lieu")
    for path in (WIKI, PAGE):
        assert text(feed_at(client, path), "updated")


def test_it_follows_the_page_to_its_new_title(client: FlaskClient, ask: Ask, said: Said) -> None:
    known = text(feed_at(client, PAGE), "id")
    by(ask, "alice", rename, said.thread.target_uid, "Le Comptoir")
    assert client.get(PAGE).location == "/wiki/Le_Comptoir/talk.atom"
    assert text(feed_at(client, "/wiki/Le_Comptoir/talk.atom"), "id") == known


def test_under_a_mount_it_leads_there(client: FlaskClient, said: Said) -> None:
    feed = feed_at(client, PAGE, environ_overrides={"SCRIPT_NAME": "/monte"})
    links = feed.findall(f".//{ATOM}link")
    assert [link.attrib["href"].count("/monte/") for link in links] == [1, 1, 1]


def test_the_address_of_a_thing_leads_to_that_of_its_page(client: FlaskClient, said: Said) -> None:
    about = f"/talk/about/page/{said.thread.target_uid}.atom"
    assert client.get(about).location == PAGE
    assert client.get("/talk/about/page/nothing.atom").status_code == 404
    assert client.get("/talk/about/nothing/x.atom").status_code == 404


def test_screens_lead_to_the_feeds(client: FlaskClient, said: Said) -> None:
    for path, feed in (("/talk", WIKI), ("/wiki/Lieu/talk", PAGE), ("/wiki/Lieu", PAGE)):
        head = client.get(path).text.partition("</head>")[0]
        assert f'href="{feed}"' in head
    for path, feed in (("/talk", WIKI), ("/wiki/Lieu/talk", PAGE)):
        assert f'href="{feed}"' in client.get(path).text.partition("</head>")[2]


def test_a_private_wiki_gives_none_to_a_visitor(
    app: Flask, client: FlaskClient, ask: Ask, said: Said
) -> None:
    ask(change_settings, SYSTEM, {"visibility": "private"})
    for path in (WIKI, PAGE):
        refused = client.get(path)
        assert refused.status_code == 403
        assert "Lesquels" not in refused.text


@pytest.mark.parametrize("path", [WIKI, "/changes.atom", "/places.atom"])
def test_a_feed_without_an_entry_is_the_same_each_time(client: FlaskClient, path: str) -> None:
    with clock.stopped_at(clock.now()):
        first = client.get(path).text
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert client.get(path).text == first
