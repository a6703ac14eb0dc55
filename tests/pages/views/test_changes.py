"""Recent changes over HTTP: filters, what was seen and read again, the feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import clock
from wiki.members import queries as members
from wiki.pages.models import Page
from wiki.pages.queries import changes as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]
ATOM = "{http://www.w3.org/2005/Atom}"


def _titles(client: FlaskClient, address: str = "/changes") -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r'class="change-title"[^>]*>([^<]*)<', answer.text)


def test_the_newest_changes_come_first(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un.\n", "Deux.\n")
    write("Atelier", "Un.\n")
    assert _titles(client) == ["Atelier", "Lieu", "Lieu"]


def test_nothing_is_said_to_have_changed(client: FlaskClient) -> None:
    assert "Rien de tel n’a changé." in client.get("/changes").text


def test_a_page_in_the_bin_is_not_listed(client: FlaskClient, write: Write, by: Ask) -> None:
    page = write("Lieu", "Un.\n")
    by("bob", delete, page.uid)
    assert _titles(client) == []


def _uid(name: str) -> str:
    return str(members.members_named(name)[0].uid)


def test_a_persons_contributions(client: FlaskClient, write: Write, ask: Ask) -> None:
    write("Lieu", "Un.\n", by="alice")
    write("Atelier", "Un.\n", by="charlie")
    assert _titles(client, f"/changes?author={ask(_uid, 'charlie')}") == ["Atelier"]
    assert _titles(client, "/changes?author=nobody") == []
    profile = client.get(f"/members/{ask(_uid, 'charlie')}").text
    assert re.findall(r'class="change-title"[^>]*>([^<]*)<', profile) == ["Atelier"]
    assert f"/changes?author={ask(_uid, 'charlie')}" in profile


def test_minor_edits_are_hidden(client: FlaskClient, write: Write, by: Ask) -> None:
    write("Lieu", "Un.\n")
    by("charlie", save, Edit("Lieu", "Deux.\n", 1, is_minor=True))
    assert len(_titles(client)) == 2
    assert len(_titles(client, "/changes?hide_minor=1")) == 1


def test_changes_since_a_day(client: FlaskClient, write: Write) -> None:
    with clock.stopped_at(datetime(2012, 10, 8, 12, tzinfo=UTC)):
        write("Lieu", "Un.\n")
    write("Atelier", "Un.\n")
    assert _titles(client, "/changes?since=7") == ["Atelier"]
    assert _titles(client, "/changes?since=2012-10-08T11:00:00") == ["Atelier", "Lieu"]
    assert _titles(client, "/changes?since=2012-10-09") == ["Atelier"]


@pytest.mark.parametrize(
    "query",
    [
        "since=" + "9" * 5000,
        "since=x",
        "since=0001-01-01",
        "since=9999-12-31T23:59:59-14:00",
        "since=0001-01-01T00:00:00%2B14:00",
        "author=" + "x" * 5000,
        "endpoint=x&_scheme=javascript&_external=1&_anchor=x&_method=x&values=x",
        "before=x",
    ],
)
def test_a_filter_that_makes_no_sense_is_no_error(
    client: FlaskClient, write: Write, query: str
) -> None:
    write("Lieu", *(f"{number}\n" for number in range(52)))
    for path in ("/changes", "/changes.atom"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200
        assert "javascript:" not in answer.text


def test_since_my_last_visit(sign_in: SignIn, write: Write) -> None:
    write("Lieu", "Un.\n")
    client = sign_in("charlie")
    assert client.get("/changes").text.count("nouveau") == 0
    shown = re.search(r'name="seq" value="(\d+)"', client.get("/changes").text)
    assert shown
    write("Pendant la lecture", "Un.\n")
    seen = people.post(client, "/changes/seen", seq=shown[1])
    assert (seen.status_code, seen.location) == (303, "/changes?visit=1")
    assert _titles(client, "/changes?visit=1") == ["Pendant la lecture"]
    write("Atelier", "Un.\n")
    assert _titles(client, "/changes?visit=1") == ["Atelier", "Pendant la lecture"]
    assert ">nouveau<" in client.get("/changes").text


def test_what_nobody_has_read_again(sign_in: SignIn, write: Write, by: Ask) -> None:
    page = write("Lieu", "Un.\n", "Deux.\n")
    write("Atelier", "Un.\n", by="charlie")
    client = sign_in("charlie")
    by("bob", mark_reviewed, page.uid, 1, 1)
    assert _titles(client, "/changes?unreviewed=1") == ["Lieu"]
    answer = people.post(client, "/wiki/Lieu/review", first=2, last=2, to="changes")
    assert answer.location == "/changes?unreviewed=1"
    assert _titles(client, "/changes?unreviewed=1") == []


def test_the_person_chosen_is_offered_whoever_wrote_last(
    client: FlaskClient, write: Write, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_AUTHORS", 1)
    write("Atelier", "Un.\n", by="charlie")
    write("Lieu", "Un.\n", by="alice")
    uid = ask(_uid, "charlie")
    assert f'value="{uid}"' not in client.get("/changes").text
    assert f'<option value="{uid}" selected>charlie<' in client.get(f"/changes?author={uid}").text


def test_a_filter_that_passes_little_leads_further(
    client: FlaskClient, write: Write, by: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "WINDOW", 5)
    write("Lieu", "Un.\n")
    for number in range(8):
        by("charlie", save, Edit("Lieu", f"{number}\n", number + 1, is_minor=True))
    text = client.get("/changes?hide_minor=1").text
    assert "Rien de tel parmi les modifications les plus récentes." in text
    older = re.search(r'href="(/changes\?before=\d+[^"]*)"', text)
    assert older
    assert _titles(client, older[1].replace("&amp;", "&")) == ["Lieu"]


def test_filters_stay_from_one_screen_to_the_next(client: FlaskClient, write: Write) -> None:
    write("Lieu", *(f"Version {number}.\n" for number in range(60)))
    first = client.get("/changes?hide_minor=1").text
    older = re.search(r'href="(/changes\?before=\d+[^"]*)"', first)
    assert older
    assert "hide_minor=1" in older[1]
    assert len(_titles(client, older[1].replace("&amp;", "&"))) == 10


# -- The feed


def _feed(client: FlaskClient, address: str = "/changes.atom", **how: Any) -> ET.Element:
    answer = client.get(address, **how)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.data)  # noqa: S314


def _text(element: ET.Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None, name
    assert found.text, name
    return found.text


def _links(element: ET.Element) -> dict[str, str]:
    found = {link.attrib["rel"]: link.attrib["href"] for link in element.findall(ATOM + "link")}
    found.pop("license", None)  # leads outside, by its nature
    return found


def test_the_feed_has_what_an_atom_feed_must(client: FlaskClient, write: Write) -> None:
    write("Lieu <&> co".replace("<&>", "& fils"), "Un.\n", "Deux.\n")
    feed = _feed(client)
    for element in (feed, *feed.findall(ATOM + "entry")):
        assert re.match(r"(https?://|urn:)", _text(element, "id"))
        assert _text(element, "title")
        moment = _text(element, "updated")
        assert moment.endswith("Z")
        assert datetime.fromisoformat(moment).tzinfo is not None
        assert all(href.startswith("http://localhost/") for href in _links(element).values())
    assert _links(feed).keys() == {"self", "alternate"}
    entries = feed.findall(ATOM + "entry")
    assert len({_text(entry, "id") for entry in entries}) == 2
    for entry in entries:
        author = entry.find(ATOM + "author")
        assert author is not None
        assert _text(author, "name") == "alice"
        assert "alternate" in _links(entry)
        assert _text(entry, "summary")


def test_every_link_of_the_feed_leads_somewhere(client: FlaskClient, write: Write) -> None:
    write("Le Comptoir", "Un.\n", "Deux.\n")
    feed = _feed(client, "/changes.atom?hide_minor=1")
    for element in (feed, *feed.findall(ATOM + "entry")):
        for href in _links(element).values():
            assert client.get(href.removeprefix("http://localhost")).status_code == 200, href


def test_an_entry_keeps_its_name_when_the_page_changes_its_title(
    client: FlaskClient, write: Write, by: Ask
) -> None:
    page = write("Lieu", "Un.\n")
    before = [_text(entry, "id") for entry in _feed(client).findall(ATOM + "entry")]
    by("alice", rename, page.uid, "Le Comptoir")
    after = [_text(entry, "id") for entry in _feed(client).findall(ATOM + "entry")]
    assert after[1:] == before


def test_an_empty_feed_is_a_feed(client: FlaskClient) -> None:
    assert _text(_feed(client), "updated")


def test_under_a_mount_the_feed_leads_there(client: FlaskClient, write: Write) -> None:
    write("Lieu", "Un.\n")
    feed = _feed(client, environ_overrides={"SCRIPT_NAME": "/monte"})
    found = [*_links(feed).values(), *_links(feed.findall(ATOM + "entry")[0]).values()]
    assert [href.count("/monte/") for href in found] == [1, 1, 1]
    assert _text(feed, "id") == "http://localhost/monte/changes.atom"


def test_the_public_address_is_that_of_the_feed(make_app: Callable[..., Flask]) -> None:
    app = make_app(WIKI_PUBLIC_URL="https://wiki.exemple.fr/")
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", "Un.\n", 0))
    feed = _feed(app.test_client())
    found = [*_links(feed).values(), *_links(feed.findall(ATOM + "entry")[0]).values()]
    assert all(href.startswith("https://wiki.exemple.fr/") for href in found)
