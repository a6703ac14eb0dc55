"""« Où l’on parle de vous », over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.discussions.service.speak import Words, open_thread
from wiki.members.queries import members_named
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]


def uid_of(app: Flask, name: str) -> str:
    with app.app_context():
        people.make(name)
        return members_named(name)[0].uid


def test_one_reads_where_one_is_named(app: Flask, sign_in: SignIn) -> None:
    bob = sign_in("bob")
    uid = uid_of(app, "bob")
    assert "Personne ne vous a encore nommé" in bob.get("/mentions").text
    with app.app_context():
        save(people.make("alice"), Edit("Lieu", f"Dit [@bob](/members/{uid}).\n", 0))
    text = bob.get("/mentions").text
    assert '<a href="/wiki/Lieu">Lieu</a>' in text
    assert "alice" in text
    assert f'<a href="/members/{uid}" class="member-link">@bob</a>' in bob.get("/wiki/Lieu").text
    assert 'href="/mentions"' in bob.get(f"/members/{uid}").text


def test_what_is_said_of_a_page_of_the_bin_is_not_told(app: Flask, sign_in: SignIn) -> None:
    uid = uid_of(app, "bob")
    with app.app_context():
        alice = people.make("alice")
        page = save(alice, Edit("Lieu", "Un secret.\n", 0)).page
        words = Words(f"Dit [@bob](/members/{uid}).")
        open_thread(alice, "page", page.uid, "« Un secret. »", words)
    bob = sign_in("bob")
    assert "« Un secret. »" in bob.get("/mentions").text
    with app.app_context():
        delete(alice, page.uid)
    text = bob.get("/mentions").text
    assert "Un secret" not in text
    assert "dans une page qui n’est plus là" in text


def test_others_are_not_led_there(app: Flask, sign_in: SignIn) -> None:
    uid = uid_of(app, "bob")
    assert 'href="/mentions"' not in sign_in("charlie").get(f"/members/{uid}").text


def test_refuses_a_visitor(client: FlaskClient) -> None:
    assert client.get("/mentions").status_code == 403
