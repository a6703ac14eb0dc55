"""A member writes to another one, who accepts it, and whose address nobody is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.mail.conftest import Server, set_server
from wiki.jobs import service as jobs
from wiki.letters import service
from wiki.letters.queries import is_reachable, unwanted_by
from wiki.members.queries import uids
from wiki.members.service.personal import data_of, erase_member
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]
TEXT = "Êtes-vous libre jeudi ?"


@pytest.fixture
def uid(app: Flask) -> str:
    """Bob, who accepts letters."""
    with app.app_context():
        people.make("alice")
        bob = people.make("bob")
        service.accept(bob, accepts=True)
        return uids({bob.member_id or 0})[bob.member_id or 0]


def test_a_letter_goes_by_a_real_server_and_hides_the_address(
    app: Flask, uid: str, sign_in: SignIn
) -> None:
    charlie, at = sign_in("charlie"), f"/members/{uid}/write"
    assert at in charlie.get(f"/members/{uid}").text
    shown = charlie.get(at).text
    for _ in range(2):  # sent twice, it is one letter
        answer = people.post(charlie, at, text=TEXT, submission="once")
        assert answer.location == f"{at}?told=sent"
    shown += charlie.get(answer.location).text
    server = Server()
    server.start()
    with app.app_context():
        set_server(app, server.port)
        jobs.run_all()
    server.stop()
    (message,) = server.mailbox.messages
    assert (message["To"], message["Reply-To"]) == ("bob@exemple.fr", "charlie@exemple.fr")
    said = message.get_content()
    with app.app_context():
        mine = uids({people.make("charlie").member_id or 0}).popitem()[1]
    assert TEXT in said
    assert f"/report/member/{mine}" in said
    assert f"/account/letters?of={mine}" in said
    assert "bob@exemple.fr" not in shown + sign_in("alice").get("/admin/mail").text


def test_refuses_a_letter_and_keeps_what_was_typed(
    app: Flask, uid: str, sign_in: SignIn, client: FlaskClient
) -> None:
    charlie, bob, at = sign_in("charlie"), sign_in("bob"), f"/members/{uid}/write"
    assert client.get(at).status_code == 403
    assert people.post(client, at, text=TEXT).status_code == 403
    with app.app_context():
        change_settings(people.make("alice"), {"blocked_words": "casino"})
        mine = uids({people.make("charlie").member_id or 0}).popitem()[1]
    for text, status, told in (
        (" ", 422, "manque votre message"),
        ("Un casino", 422, "casino"),
        ("x" * 5_001, 422, "trop long"),
    ):
        answer = people.post(charlie, at, text=text)
        assert (answer.status_code, told in answer.text) == (status, True)
        assert text.strip() in answer.text
    for number in range(service.WRITTEN):
        assert people.post(charlie, at, text=TEXT, submission=str(number)).status_code == 303
    answer = people.post(charlie, at, text=TEXT, submission="more")
    assert (answer.status_code, TEXT in answer.text) == (429, True)
    assert "Ne plus en recevoir" in bob.get(f"/account/letters?of={mine}").text
    people.post(bob, "/account/letters/unwanted", member=mine)
    answer = people.post(charlie, at, text=TEXT, submission="again")
    assert (answer.status_code, TEXT in answer.text) == (403, True)
    assert at not in charlie.get(f"/members/{uid}").text
    assert at in sign_in("alice").get(f"/members/{uid}").text
    people.post(bob, "/account/letters/unwanted", member=mine, again="1")
    assert at in charlie.get(f"/members/{uid}").text
    people.post(bob, "/account/letters")
    assert at not in charlie.get(f"/members/{uid}").text


def test_who_is_turned_away_is_not_told_and_all_goes_with_the_account(
    inside: Flask, uid: str
) -> None:
    bob, charlie = people.make("bob"), people.make("charlie")
    mine = uids({charlie.member_id or 0}).popitem()[1]
    service.turn_away(bob, mine)
    said = data_of(bob)["letters"]
    assert (len(said["accepts_letters"]), said["unwanted"][0]["name"]) == (1, "charlie")
    assert data_of(charlie)["letters"]["unwanted"] == []
    erase_member(people.make("alice"), uid)
    assert not is_reachable(bob.member_id or 0)
    assert unwanted_by(bob.member_id or 0) == []


def test_a_member_is_reported_to_the_moderation(sign_in: SignIn, uid: str) -> None:
    at = f"/report/member/{uid}"
    charlie = sign_in("charlie")
    assert at in charlie.get(f"/members/{uid}").text
    assert people.post(charlie, at, reason="Des insultes").status_code == 303
    assert f'href="/members/{uid}"' in sign_in("bob").get("/moderation/reports").text
