"""A place corrects its sheet by a link; nothing changes until a member has read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.kernel import clock
from wiki.pages.queries.pages import get, head
from wiki.sheets.queries.corrections import waiting
from wiki.sheets.service import corrections

SignIn = Callable[[str], FlaskClient]
LINKS = "/wiki/Arrêt_Minute/sheet/links"
#: Where it is said that corrections wait.
WAITING = {
    "/changes": "Une correction proposée attend d’être relue.",
    "/upkeep": "Des lieux ont corrigé leur fiche",
}
SENT = {
    "kind": "place",
    "base": "1",
    "field-name": "Arrêt Minute",
    "field-commune": "Pomerol",
    "field-status": "paused",
    "field-families": "coworking",
    "summary": "Je tiens le lieu.",
}


def _link(client: FlaskClient) -> str:
    shown = people.post(client, LINKS, days="30").text
    found = re.search(r"https?://[^/<]+(/sheets/correct/[\w-]+)", shown)
    assert found, shown
    return found[1]


def _uid(ask: Any) -> str:
    return str(ask(lambda: waiting().rows[0].correction.uid))


def _said(ask: Any) -> dict[str, Any]:
    return dict(ask(lambda: head(get("Arrêt Minute")).sheet.values))


@pytest.fixture
def link(describe: Describe, sign_in: SignIn) -> str:
    """A link to the sheet of a place, of which members know what others do not."""
    describe("Arrêt Minute", place(metrics=_HIDDEN))
    return _link(sign_in("charlie"))


_HIDDEN = [
    {
        "year": 2024,
        "indicator": "visits",
        "value": 12,
        "source": "Registre de passage",
        "visibility": "members",
    }
]


def test_a_place_proposes_and_a_member_accepts(
    link: str, client: FlaskClient, sign_in: SignIn, describe: Describe, ask: Any
) -> None:
    form = client.get(link)
    assert form.status_code == 200
    assert "Registre de passage" not in form.text
    assert form.headers["Cache-Control"] == "no-store"
    assert "Merci" in people.post(client, link, **SENT).text
    assert _said(ask)["status"] == "open"
    describe("Arrêt Minute", place(metrics=_HIDDEN, opened_on="2010"))  # meanwhile
    bob, uid = sign_in("bob"), _uid(ask)
    assert "Arrêt Minute" in bob.get("/sheets/corrections").text
    for path, told in WAITING.items():
        assert told in bob.get(path).text, path
        assert told not in client.get(path).text, path
    shown = bob.get(f"/sheets/corrections/{uid}").text
    assert "Fermé pour un temps" in shown
    assert "Je tiens le lieu." in shown
    answer = people.post(bob, f"/sheets/corrections/{uid}/accept")
    assert answer.location.endswith("?saved=3&merged=2")
    said = _said(ask)
    assert (said["status"], said["opened_on"], said["metrics"]) == ("paused", "2010", _HIDDEN)
    assert ask(lambda: head(get("Arrêt Minute")).summary).startswith("Correction proposée par le")
    assert people.post(bob, f"/sheets/corrections/{uid}/accept").status_code == 409
    assert WAITING["/changes"] not in bob.get("/changes").text


def test_a_member_refuses_with_a_word(
    link: str, client: FlaskClient, sign_in: SignIn, ask: Any
) -> None:
    people.post(client, link, **SENT)
    bob, uid = sign_in("bob"), _uid(ask)
    path = f"/sheets/corrections/{uid}/refuse"
    assert people.post(bob, path, answer=" ").status_code == 422
    assert people.post(bob, path, answer="Déjà dit.").status_code == 303
    assert ask(lambda: list(waiting().rows)) == []
    assert "Déjà dit." in bob.get(f"/sheets/corrections/{uid}").text
    assert _said(ask)["status"] == "open"


def test_a_contradiction_is_told_and_nothing_saved(
    link: str, client: FlaskClient, sign_in: SignIn, describe: Describe, ask: Any
) -> None:
    people.post(client, link, **SENT)
    describe("Arrêt Minute", place(metrics=_HIDDEN, status="closed"))
    path = f"/sheets/corrections/{_uid(ask)}/accept"
    assert people.post(sign_in("bob"), path).status_code == 409
    assert _said(ask)["status"] == "closed"


def test_a_link_is_taken_back(link: str, client: FlaskClient, sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    revoke = re.search(r'action="(/sheets/links/\w+/revoke)"', charlie.get(LINKS).text)
    assert revoke
    assert people.post(charlie, revoke[1]).status_code == 303
    assert client.get(link).status_code == 404
    assert people.post(client, link, **SENT).status_code == 404


def test_a_link_ends(link: str, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"field-commune": "Nulle-Part"}, 422),
        ({"field-status": "open"}, 422),  # nothing changes
        ({"base": "9"}, 422),
        ({"base": "²"}, 422),
        ({"kind": "network"}, 422),
        ({"kind": "rien"}, 422),
        ({"summary": "a" * 501}, 422),
        ({"field-purpose": "a\0b"}, 422),
    ],
)
def test_refuses_what_cannot_be_proposed(
    link: str, client: FlaskClient, ask: Any, sent: dict[str, str], status: int
) -> None:
    assert people.post(client, link, **SENT | sent).status_code == status
    assert ask(lambda: list(waiting().rows)) == []


def test_refuses_more_than_somebody_can_read(
    link: str, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "WAIT", 1)
    assert people.post(client, link, **SENT).status_code == 200
    assert people.post(client, link, **SENT).status_code == 403
    monkeypatch.setattr(corrections, "WAIT", 9)
    monkeypatch.setattr(corrections, "SENT", 1)
    assert people.post(client, link, **SENT).status_code == 429
    monkeypatch.setattr(corrections, "SIZE", 10)
    assert people.post(client, link, **SENT).status_code == 413


@pytest.mark.parametrize("days", ["0", "91", "²", "", "9" * 30])
def test_refuses_a_link_without_end(describe: Describe, sign_in: SignIn, days: str) -> None:
    describe("Arrêt Minute", place())
    assert people.post(sign_in("charlie"), LINKS, days=days).status_code == 422


def test_visitors_and_readers_make_no_link(
    describe: Describe, client: FlaskClient, sign_in: SignIn
) -> None:
    describe("Arrêt Minute", place())
    for one in (client, sign_in("dora")):
        assert people.post(one, LINKS, days="30").status_code == 403
        assert one.get("/sheets/corrections").status_code == 403
