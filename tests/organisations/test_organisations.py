"""The list of organisations, and the screen of one: its places, its people, its mandates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.kernel.permissions import Role
from wiki.members.service.profile import change_profile, change_showing
from wiki.organisations.queries import organisations as queries
from wiki.organisations.service.mandates import give
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet

SignIn = Callable[[str], FlaskClient]


def organisation(name: str, **values: object) -> Sheet:
    return Sheet("organisation", {"name": name, **values})


@pytest.fixture
def uid(describe: Describe, app: Flask) -> str:
    """A cooperative in Pomerol with three places: one names it, it names another."""
    with app.app_context():
        people.make_all()
        people.make("eric", Role.STEWARD)
    said = {"commune": "33328", "legal_form": "scic_sarl", "places": ["Un quai"]}
    made = describe("La Coopérative", organisation("La Coopérative", **said))
    describe("Un quai", place(name="Un quai"))
    describe("Deux quais", place(name="Deux quais", holder="La Coopérative"))
    describe("Le réseau", Sheet("network", {"name": "Le réseau"}))
    return str(made.page.uid)


def test_they_are_listed_and_found(uid: str, client: FlaskClient, app: Flask) -> None:
    text = client.get("/organisations").text.replace("\u00a0", " ")
    assert f'href="/organisations/{uid}"' in text
    assert "Pomerol (33)" in text
    assert "2 lieux" in text
    assert "Le réseau" in text
    assert "Deux quais" not in text
    for asked, is_there in (
        ("q=COOPÉR", True),
        ("q=coopérative&kind=network", False),
        ("department=33", True),
        ("department=48", False),
        ("kind=%00&after=999", False),
    ):
        found = f"/organisations/{uid}" in client.get(f"/organisations?{asked}").text
        assert found is is_there, asked
    with app.app_context():
        assert queries.departments_told() == ["33"]
        delete(people.make("alice"), uid)
    assert "La Coopérative" not in client.get("/organisations").text
    assert client.get(f"/organisations/{uid}").status_code == 404


def test_one_shows_its_places_its_mandates_and_its_people_as_they_chose(
    uid: str, client: FlaskClient, sign_in: SignIn, app: Flask
) -> None:
    with app.app_context():
        give(people.make("eric"), uid, "charlie", "2026-01-01")
        for name, where, shown_to in (
            ("alice", "la coopérative", "public"),
            ("bob", "Deux quais", "members"),
            ("dora", "La Coopérative", "nobody"),
        ):
            actor = people.make(name)
            change_profile(actor, name, "", where)
            change_showing(actor, shown_to, "33", "couture")

    def told(reader: FlaskClient) -> list[bool]:
        text = reader.get(f"/organisations/{uid}").text.partition('id="personnes"')[2]
        return [f">{name}</a>" in text for name in ("alice", "bob", "dora")]

    text = client.get(f"/organisations/{uid}").text
    assert text.index("Deux quais") < text.index("Un quai") < text.index("charlie")
    assert told(client) == [True, False, False]
    assert told(sign_in("charlie")) == [True, True, False]
    assert told(sign_in("dora")) == [True, True, True]
    with app.app_context():
        rename(people.make("alice"), uid, "La Coopérative des quais")
        profile = people.queries.members_named("alice")[0].uid
    assert told(client) == [True, False, False]
    assert f'href="/organisations/{uid}"' in client.get(f"/members/{profile}").text
    assert f'href="/organisations/{uid}"' in client.get("/wiki/La_Coopérative_des_quais").text
    assert 'href="/organisations"' in client.get("/members").text


def test_titles_are_in_the_order_of_a_dictionary(
    describe: Describe, inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    titles = ["Eau", "Écluse", "Ferme", "Œuf", "Opéra", "Zinc"]
    for title in reversed(titles):
        describe(title, organisation(title))
    assert walked() == titles
    rename(people.make("alice"), pages.get("Zinc").uid, "Édifice")
    assert walked() == [*titles[:2], "Édifice", *titles[2:-1]]


def walked() -> list[str]:
    """The titles of the list, page after page."""
    found = queries.listed(queries.Wanted())
    titles = [one.title for one in found.rows]
    while found.next_key is not None:
        found = queries.listed(queries.Wanted(), after=found.next_key)
        titles += [one.title for one in found.rows]
    return titles


def test_a_place_and_a_network_have_one_and_a_plain_page_none(
    uid: str, client: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        uids = [pages.get(title).uid for title in ("Un quai", "Le réseau")]
        plain = save(people.make("alice"), Edit("Une page", "Un.\n", 0)).page.uid
    for one in uids:
        assert client.get(f"/organisations/{one}").status_code == 200
    assert client.get(f"/organisations/{plain}").status_code == 404
    assert client.get("/organisations/no").status_code == 404
