"""Mandates are given, ended, journaled and shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.journal.queries import entries
from wiki.kernel import clock
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.kernel.permissions import Role
from wiki.organisations.queries import mandates as queries
from wiki.organisations.service.mandates import end, give
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def page_uid(describe: Describe, app: Flask) -> str:
    with app.app_context():
        people.make_all()
        people.make("eric", Role.STEWARD)
    return str(describe("Arrêt Minute", place()).page.uid)


def today() -> str:
    return clock.now().date().isoformat()


def test_a_steward_gives_one_that_holds_until_it_is_ended(page_uid: str, inside: Flask) -> None:
    eric, charlie = people.make("eric"), people.make("charlie")
    mandate = give(eric, page_uid, "Charlie", "2026-01-01", given_at="L’assemblée")
    page = pages.get("Arrêt Minute")
    held = queries.of_page(page.id)[0]
    assert held.member_id == charlie.member_id
    assert (held.runs("2025-12-31"), held.runs(today())) == (False, True)
    assert entries().rows[0].action == "mandate_given"
    assert entries().rows[0].detail["title"] == "Arrêt Minute"
    end(charlie, mandate.uid)
    assert entries().rows[0].action == "mandate_ended"
    assert queries.of_page(page.id)[0].until == today()
    with pytest.raises(Conflict, match="mandate_over"):
        end(eric, mandate.uid)


def test_refuses_two_at_once_for_the_same_member(page_uid: str, inside: Flask) -> None:
    eric = people.make("eric")
    give(eric, page_uid, "charlie", "2025-01-01", "2025-12-31")
    with pytest.raises(Conflict, match="mandate_twice"):
        give(eric, page_uid, "charlie", "2025-06-01")
    give(eric, page_uid, "charlie", "2026-01-01")


def test_refuses_what_cannot_be(page_uid: str, inside: Flask) -> None:
    eric = people.make("eric")
    with pytest.raises(Invalid, match="mandate_member"):
        give(eric, page_uid, "personne\x00" * 500, "2026-01-01")
    with pytest.raises(Refused):
        give(people.make("charlie"), page_uid, "charlie", "2026-01-01")
    plain = save(eric, Edit("Une page", "Un.\n", 0)).page
    with pytest.raises(Invalid, match="mandate_kind"):
        give(eric, plain.uid, "charlie", "2026-01-01")
    with pytest.raises(Missing, match="mandate_missing"):
        end(eric, "no")


def test_it_is_shown_on_the_page_and_on_the_profile(
    page_uid: str, sign_in: SignIn, client: FlaskClient, app: Flask
) -> None:
    client.get("/wiki/Arrêt_Minute")
    at = f"/organisations/{page_uid}/mandates"
    eric = sign_in("eric")
    refused = people.post(eric, at, member="charlie", since="9" * 50)
    assert (refused.status_code, 'value="charlie"' in refused.text) == (422, True)
    assert people.post(eric, at, member="charlie", since="2026-01-01").status_code == 303
    assert "Mandats" in client.get("/wiki/Arrêt_Minute").text
    with app.app_context():
        uid = people.queries.members_named("charlie")[0].uid
    assert "Arrêt Minute" in client.get(f"/members/{uid}").text
    assert "Finir aujourd’hui" not in client.get(at).text
    assert "Finir aujourd’hui" in sign_in("charlie").get(at).text


def test_the_register_is_in_the_order_of_a_dictionary(describe: Describe, inside: Flask) -> None:
    people.make_all()
    people.make("eric", Role.STEWARD)
    titles = ["Eau", "Écluse", "Ferme", "Œuf", "Opéra"]
    for title in reversed(titles):
        uid = describe(title, place(name=title)).page.uid
        for who in ("charlie", "bob"):
            give(people.make("eric"), uid, who, "2026-01-01")
    found = queries.register(queries.Wanted(), today(), size=3)
    seen = [one.title for one in found.rows]
    while found.next_key is not None:
        found = queries.register(queries.Wanted(), today(), after=found.next_key, size=3)
        seen += [one.title for one in found.rows]
    assert seen == [title for title in titles for _ in range(2)]
