"""Places compared in a browser, and the page that follows from it, with a chart."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sites import Site
from tests.people import make
from tests.sheets.places import place
from wiki.pages.service.save import Edit, save

CHART = "## Chiffres\n\n:::{graphique}\n:par: état\n:::\n\n:::{lieux tableau}\n:nom: poste\n:::\n"


def test_places_are_compared_and_the_page_follows(
    page: Page, site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    with site.app.app_context():
        alice = make("alice")
        for number in range(1, 6):
            price = {"cents": 1000 * number, "tax": "incl"}
            offers = [{"formula": "day", "unit": "day", "price": price}]
            sheet = place(name=f"Poste {number}", offers=offers)
            save(alice, Edit(f"Poste {number}", "", 0, sheet=sheet))
        save(alice, Edit("Graphiques", CHART, 0))
    site.enter(page, "charlie")
    page.goto(f"{site.address}/benchmarks/new?q=poste")
    for number in range(1, 6):
        page.get_by_label(f"Poste {number}").check()
    page.get_by_label("Prix d’un poste à la journée").check()
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("row").filter(has_text="Médiane")).to_contain_text("30")
    assert accessibility_faults(page) == []
    page.get_by_label("Titre de la page").fill("Prix comparés")
    page.get_by_role("button", name="Enregistrer la page").click()
    expect(page.locator("h1")).to_have_text("Prix comparés")
    expect(page.get_by_role("link", name="30 TTC, Prix d’un poste")).to_have_attribute(
        "href", "/wiki/Poste_3?rev=1"
    )
    assert accessibility_faults(page) == []
    page.goto(f"{site.address}/wiki/Graphiques")
    expect(page.get_by_role("img", name="Lieux, par état")).to_be_visible()
    assert accessibility_faults(page) == []
