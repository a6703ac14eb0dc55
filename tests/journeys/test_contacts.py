"""Reaching who answers for a place, saying who speaks for it, telling doubles: axe clean."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site
from tests.sheets.places import place
from wiki.pages.service.save import Edit, save


def test_people_are_reached_and_speak_for_a_place(
    page_without_javascript: Page,
    new_page: Callable[..., Page],
    site: Site,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    page = page_without_javascript
    with site.app.app_context():
        alice = people.make("alice")
        for title in ("Le Relais", "Le Relais d’Amont"):
            closed = place(name=title, status="closed", closed_on="2013-07")
            uid = save(alice, Edit(title, "", 0, sheet=closed)).page.uid
    site.enter(page, "alice")
    page.goto(f"{site.address}/wiki/Le_Relais_d’Amont")
    expect(page.get_by_text("Fermé depuis juillet 2013.")).to_be_visible()
    page.get_by_role("link", name="Donner un contact").click()
    page.get_by_label("Nom").fill("Dora")
    page.get_by_label("Adresse électronique").fill("dora@exemple.fr")
    page.get_by_label("C’est mon propre contact").check()
    page.get_by_label("La personne a accepté ces mots").check()
    page.get_by_role("button", name="Garder ce contact").click()
    expect(page.get_by_text("Le contact est gardé.")).to_be_visible()
    page.goto(f"{site.address}/organisations/{uid}/mandates")
    page.get_by_label("Membre").fill("alice")
    page.get_by_role("button", name="Donner ce mandat").click()
    expect(page.get_by_role("rowheader", name="alice")).to_be_visible()
    page.get_by_role("button", name="Finir aujourd’hui").click()
    expect(page.get_by_text("Le mandat est fini.")).to_be_visible()
    expect(page.get_by_text("fini par alice")).to_be_visible()
    page.get_by_role("link", name="Tous les mandats").click()
    page.get_by_role("link", name="Le Relais d’Amont").click()
    expect(page.get_by_role("rowheader", name="alice")).to_be_visible()

    watched = new_page(viewport={"width": 390, "height": 800})
    site.enter(watched, "alice")
    for path in (
        "/wiki/Le_Relais_d’Amont",
        "/wiki/Le_Relais_d’Amont/contact",
        f"/contacts/page/{uid}",
        f"/organisations/{uid}/mandates",
        f"/organisations/{uid}",
        "/organisations",
        "/mandates",
        "/places/doubles",
        "/account/erase",
    ):
        watched.goto(site.address + path)
        assert accessibility_faults(watched) == [], path
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not watched.evaluate(wide), path

    visitor = new_page(java_script_enabled=False)
    visitor.goto(f"{site.address}/wiki/Le_Relais_d’Amont")
    visitor.get_by_role("link", name="Écrire un message").click()
    visitor.get_by_label("Votre nom").fill("Eva")
    visitor.get_by_label("Votre adresse électronique").fill("eva@exemple.fr")
    visitor.get_by_label("Votre message").fill("Où êtes-vous maintenant ?")
    visitor.wait_for_timeout(3_100)  # a machine would not wait
    visitor.get_by_role("button", name="Envoyer").click()
    expect(visitor.get_by_text("Votre message est gardé")).to_be_visible()
    assert "dora@exemple.fr" not in visitor.content()
