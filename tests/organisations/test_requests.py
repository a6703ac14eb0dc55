"""A mandate is asked for, given or refused, and asked for no more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.organisations.test_mandates import page_uid, today
from tests.sheets.places import Describe, place
from wiki.journal.queries import entries
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.kernel.permissions import VISITOR
from wiki.organisations.queries import mandates as held
from wiki.organisations.queries import requests as queries
from wiki.organisations.service.mandates import end, give
from wiki.organisations.service.requests import accept, ask, refuse, withdraw
from wiki.pages.queries import pages

__all__ = ["page_uid"]

SignIn = Callable[[str], FlaskClient]


def test_one_is_asked_for_and_given(page_uid: str, inside: Flask) -> None:
    eric, charlie = people.make("eric"), people.make("charlie")
    asked = ask(charlie, page_uid, "2026-01-01", "L’assemblée")
    assert entries().rows[0].action == "mandate_asked"
    assert [one.uid for one in queries.waiting()] == [asked.uid]
    with pytest.raises(Conflict, match="mandate_asked"):
        ask(charlie, page_uid, "2026-01-01")
    with pytest.raises(Refused):
        accept(charlie, asked.uid)
    accept(eric, asked.uid)
    (one,) = held.of_page(pages.get("Arrêt Minute").id)
    assert (one.member_id, one.since, one.given_at) == (
        charlie.member_id,
        "2026-01-01",
        "L’assemblée",
    )
    assert entries().rows[0].action == "mandate_given"
    assert queries.waiting() == []
    for answer in (accept, refuse):
        with pytest.raises(Conflict, match="mandate_answered"):
            answer(eric, asked.uid)
    with pytest.raises(Conflict, match="mandate_held"):
        ask(charlie, page_uid, today())


def test_one_is_refused_with_a_reason_or_asked_for_no_more(page_uid: str, inside: Flask) -> None:
    eric, charlie, bob = (people.make(name) for name in ("eric", "charlie", "bob"))
    refuse(eric, ask(charlie, page_uid, "2026-01-01").uid, "L’assemblée\na dit non")
    assert entries().rows[0].action == "mandate_refused"
    other = ask(charlie, page_uid, "2026-01-01")
    with pytest.raises(Refused):
        withdraw(bob, other.uid)
    withdraw(charlie, other.uid)
    page_id = pages.get("Arrêt Minute").id
    found = [(one.outcome, one.reason) for one in queries.of_page(page_id)]
    assert found == [("withdrawn", ""), ("refused", "L’assemblée a dit non")]
    assert held.of_page(page_id) == []


def test_refuses_what_cannot_be_asked(page_uid: str, inside: Flask) -> None:
    charlie = people.make("charlie")
    for actor in (VISITOR, people.make("dora")):
        with pytest.raises(Refused):
            ask(actor, page_uid, "2026-01-01")
    with pytest.raises(Invalid, match="mandate_to_come"):
        ask(charlie, page_uid, "2999-01-01")
    with pytest.raises(Missing, match="mandate_request_missing"):
        withdraw(charlie, "no")
    with pytest.raises(Invalid, match="mandate_too_long"):
        refuse(people.make("eric"), ask(charlie, page_uid, "2026-01-01").uid, "x" * 201)


def test_the_list_tells_double_mandates_and_what_waits(
    page_uid: str, describe: Describe, sign_in: SignIn, client: FlaskClient, app: Flask
) -> None:
    other = describe("Un quai", place(name="Un quai")).page.uid
    with app.app_context():
        eric, bob = people.make("eric"), people.make("bob")
        kept = give(eric, page_uid, "charlie", "2026-01-01")
        give(eric, other, "charlie", "2026-01-01")
        give(eric, other, "bob", "2026-02-01")
        ask(bob, page_uid, "2026-01-01")
    text = client.get("/mandates").text.replace("\u00a0", " ")
    assert (text.count("2 mandats"), text.count("2 personnes")) == (2, 2)
    assert [text.count(title) > 0 for title in ("Arrêt Minute", "Un quai")] == [True, True]
    assert ">eric</td>" in text
    assert "Mandats demandés" not in text
    assert "Mandats demandés" in sign_in("eric").get("/mandates").text
    here = f"/organisations/{page_uid}/mandates"
    assert "Parle aussi pour Un quai" in client.get(here).text
    assert "Ne plus demander" in sign_in("bob").get(here).text
    with app.app_context():
        end(eric, kept.uid)
    assert "fini par eric" in client.get(here).text
    ended = client.get("/mandates?state=ended&q=arrêt").text
    assert "Aucun mandat" in ended  # it ends tonight
    assert "Un quai" not in client.get("/mandates?state=all&q=Arrêt").text
    assert client.get("/mandates?after=x&state=y&q=z").status_code == 200
    assert "Un quai" in client.get("/mandates?double=1&state=all").text


def test_what_was_typed_comes_back(page_uid: str, sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    at = f"/organisations/{page_uid}/mandates"
    answer = people.post(charlie, f"{at}/ask", since="hier", given_at="Le conseil")
    assert answer.status_code == 422
    assert 'value="Le conseil"' in answer.text
    assert people.post(charlie, f"{at}/ask", since="2026-01-01").status_code == 303
    assert "Mandats demandés" in charlie.get(at).text
    assert "Demander ce mandat" not in charlie.get(at).text
    eric = sign_in("eric")
    refusing = re.search(r"/mandates/requests/\w+/refuse", eric.get(at).text)
    assert refusing
    answer = people.post(eric, refusing[0], reason="x" * 201)
    assert (answer.status_code, "x" * 201 in answer.text) == (422, True)
