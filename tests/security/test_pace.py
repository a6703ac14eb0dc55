"""Nobody saves, asks or sends without end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.conftest import Call
from wiki.members.rules import network_of
from wiki.pages.queries import drafts, pages
from wiki.pages.service import drafts as drafting


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """A wiki in which each may save three times a minute."""
    return make_app(WIKI_SAVES_PER_MINUTE=3)


def save(client: FlaskClient, title: str, body: str) -> int:
    """Send the form of a new page."""
    sent = people.post(client, f"/wiki/{title}/edit", body=body, base="0")
    return sent.status_code


def test_a_member_who_saves_without_end_is_refused_and_loses_nothing(
    client: FlaskClient, app: Flask
) -> None:
    charlie = people.sign_in(client, app, "charlie")
    assert [save(client, f"Page {n}", "texte") for n in range(3)] == [303] * 3
    refused = people.post(client, "/wiki/Page 4/edit", body="ce que j’écrivais", base="0")
    assert refused.status_code == 429
    assert "ce que j’écrivais" in refused.text
    with app.app_context():
        assert pages.find("Page 4") is None
        draft = drafts.draft(charlie.member_id, "Page 4")
        assert draft is not None
        assert draft.body == "ce que j’écrivais"


def test_the_pace_of_one_member_is_not_that_of_another(app: Flask) -> None:
    for name in ("charlie", "bob"):
        client = app.test_client()
        people.sign_in(client, app, name)
        assert [save(client, f"{name} {n}", "texte") for n in range(3)] == [303] * 3


def test_a_program_that_speaks_without_end_is_refused(call: Call) -> None:
    call("POST", "/pages", {"title": "Lieu", "body": "Un.\n"})
    new = {"subject": "Des exemples", "text": "Lesquels ?"}
    answers = [call("POST", "/pages/Lieu/talk", new) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]


def test_an_address_of_ipv6_counts_as_its_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("2001:db8::1") != network_of("2001:db8:0:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of("") == ""


def test_drafts_without_end_are_left_to_the_browser(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
    with app.app_context():
        charlie = people.make("charlie")
        kept = [drafting.keep_draft(charlie, f"Page {n}", body="a", base=0) for n in range(3)]
        assert kept == [True, True, False]
        assert drafting.keep_draft(charlie, "Page 1", body="b", base=0)


def test_a_form_of_endless_fields_is_refused(client: FlaskClient) -> None:
    kind = "application/x-www-form-urlencoded"
    answer = client.post("/login", data=b"a&" * 60_000, content_type=kind)
    assert answer.status_code == 413


def test_a_form_keeps_its_fields_once_they_are_counted(client: FlaskClient, app: Flask) -> None:
    people.sign_in(client, app, "charlie")
    answer = people.post(client, "/preview", body="**gras**")
    assert "<strong>gras</strong>" in answer.text


@pytest.mark.parametrize("path", ["/preview", "/wiki/Secret/conflict"])
@pytest.mark.usefixtures("actors")
def test_who_may_not_write_has_nothing_rendered_or_merged(client: FlaskClient, path: str) -> None:
    answer = people.post(client, path, body="a", base="1", head="1")
    assert answer.status_code == 403
