"""What sheets say of one another is shown on both pages, and is never stale."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import Describe, place
from wiki.organisations.queries import related
from wiki.pages.queries import pages
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.schema.sheet import Sheet


def network(*members: dict[str, str]) -> Sheet:
    return Sheet("network", {"name": "SoLozère", "members": list(members)})


def told(client: FlaskClient, title: str) -> str:
    """What other sheets say of a page, as a visitor reads it."""
    text = client.get(f"/wiki/{title}").text.replace("\u00a0", " ").replace("\u202f", " ")
    found = re.search(r'<section class="related".*?</section>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip() if found else ""


def test_a_place_says_of_which_networks_it_is(
    client: FlaskClient, describe: Describe, app: Flask
) -> None:
    describe("Arrêt Minute", place())
    assert told(client, "Arrêt_Minute") == ""
    one = {"place": "Arrêt Minute", "status": "candidate", "since": "2011"}
    describe("SoLozère", network(one))
    assert told(client, "Arrêt_Minute") == "Réseau : SoLozère (candidat, depuis 2011)"
    describe("SoLozère", network(one | {"status": "member", "since": "2012-03"}))
    assert "membre, depuis mars 2012" in told(client, "Arrêt_Minute")
    with app.app_context():
        alice = people.make("alice")
        uid = pages.get("SoLozère").uid
        rename(alice, uid, "Sud Lozère")
    assert "Sud Lozère" in told(client, "Arrêt_Minute")
    with app.app_context():
        delete(alice, uid)
    assert told(client, "Arrêt_Minute") == ""
    with app.app_context():
        bring_back(alice, uid)
    assert "Sud Lozère" in told(client, "Arrêt_Minute")
    describe("Sud Lozère", network())
    assert told(client, "Arrêt_Minute") == ""


def test_a_place_that_was_renamed_is_still_of_its_network(
    client: FlaskClient, describe: Describe, app: Flask
) -> None:
    describe("Arrêt Minute", place())
    describe("SoLozère", network({"place": "Arrêt Minute", "status": "member"}))
    with app.app_context():
        rename(people.make("alice"), pages.get("Arrêt Minute").uid, "Le Quai")
    assert "SoLozère (membre)" in told(client, "Le_Quai")
    describe("SoLozère", network({"place": "Arrêt Minute", "status": "former", "until": "2020"}))
    assert "ancien membre, jusqu’en 2020" in told(client, "Le_Quai")


def test_a_network_shows_its_places_as_a_table_with_dated_states(
    client: FlaskClient, describe: Describe
) -> None:
    describe(
        "SoLozère",
        network(
            {"place": "La Cantine", "status": "former", "since": "2012", "until": "2013"},
            {"place": "Arrêt Minute", "status": "member", "since": "2012-10-08"},
            {"place": "A Mi-Chemin", "status": "candidate"},
        ),
    )
    said = told(client, "SoLozère")
    names = ("Arrêt Minute", "A Mi-Chemin", "La Cantine")
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)
    assert "Membre 8 octobre 2012" in said
    assert "Ancien membre 2012 2013" in said
    describe("Kokerboom", place(name="Kokerboom", networks=["SoLozère"]))
    assert "Se disent de ce réseau : Kokerboom" in told(client, "SoLozère")


def test_an_organisation_lists_its_places(
    client: FlaskClient, describe: Describe, inside: Flask
) -> None:
    describe("Co-Actions", Sheet("organisation", {"name": "Co-Actions"}))
    for name in ("Un quai", "Deux quais", "Trois quais"):
        describe(name, place(name=name, holder="Co-Actions"))
    said = "Ses lieux : Deux quais , Trois quais , Un quai"
    assert told(client, "Co-Actions").removesuffix(" Lieux, personnes et mandats") == said
    page = pages.get("Co-Actions")
    first = related.named_by(page.id, related.HOLDER, size=2)
    assert first.titles == ["Deux quais", "Trois quais"]
    assert related.named_by(page.id, related.HOLDER, after=first.next_key).titles == ["Un quai"]
    listed = client.get(f"/organisations/{page.uid}/places?after=\x00")
    assert "Un quai" in listed.text
    assert client.get("/organisations/no/places").status_code == 404


def test_titles_are_in_the_order_of_a_dictionary(describe: Describe, inside: Flask) -> None:
    describe("Co-Actions", Sheet("organisation", {"name": "Co-Actions"}))
    titles = ["Eau", "Écluse", "Ferme", "Œuf", "Opéra"]
    for title in reversed(titles):
        describe(title, place(name=title, holder="Co-Actions"))
    found = related.named_by(pages.get("Co-Actions").id, related.HOLDER, size=2)
    seen = list(found.titles)
    while found.next_key:
        page_id = pages.get("Co-Actions").id
        found = related.named_by(page_id, related.HOLDER, after=found.next_key, size=2)
        seen += found.titles
    assert seen == titles


def test_the_facts_are_found_by_an_index(
    describe: Describe, inside: Flask, plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    if not inside.extensions["wiki"].database.is_sqlite:
        return
    describe("SoLozère", network({"place": "Arrêt Minute", "status": "member"}))
    page_id = pages.get("SoLozère").id
    for look in (related.networks_of, lambda of: related.named_by(of, related.HOLDER)):
        steps = plan_of(lambda look=look: look(page_id))
        assert not [step for step in steps if step.startswith("SCAN wiki_")], steps
