"""« Merci » in a history, on a comparison, and on the page of who is thanked."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.members.queries import uids
from wiki.members.service.profile import change_showing
from wiki.pages.service.save import Edit, save


def test_thanks_are_given_and_taken_back_without_a_script(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        charlie = people.make("charlie")
        for base, text in enumerate(("Un.\n", "Deux.\n")):
            save(charlie, Edit("Lieu", text, base))
        uid = uids({charlie.member_id or 0})[charlie.member_id or 0]
    bob, own = sign_in("bob"), sign_in("charlie")
    history, diff = "/wiki/Lieu/history", "/wiki/Lieu/diff/1..2"
    assert "Merci pour la version 2" in bob.get(history).text
    assert "Merci pour la version" not in own.get(history).text + client.get(history).text
    answer = people.post(bob, "/wiki/Lieu/thank", number="2", to="diff")
    assert answer.location == diff
    assert "1 merci" in bob.get(diff).text.replace("\u00a0", " ")
    assert "Retirer mon merci pour la version 2" in bob.get(history).text
    assert "1 merci" in own.get(history).text.replace("\u00a0", " ")
    profile = f"/members/{uid}"
    assert "remerciement reçu" in bob.get(profile).text
    assert "remerciement" not in client.get(profile).text
    with app.app_context():
        change_showing(charlie, shown_to="public", department="", skills="")
    assert "remerciement reçu" in client.get(profile).text
    assert people.post(bob, "/wiki/Lieu/thank", back="2").location == history
    assert "remerciement" not in client.get(profile).text
    assert people.post(own, "/wiki/Lieu/thank", number="2").status_code == 422
    assert people.post(bob, "/wiki/Lieu/thank", number="9").status_code == 404
