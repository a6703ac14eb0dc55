"""On a telephone: the menu, a wide table, writing, a conflict."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site

TABLE = (
    "| Un lieu | Une ville | Des heures | Des tarifs | Des outils |\n|---|---|---|---|---|\n"
    + ("| L’atelier | Pomerol | Du lundi au vendredi | Douze euros | Imprimante |\n" * 3)
)
WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", f"Douze euros.\n\n{TABLE}")
    return f"{site.address}/wiki/Le_quai"


def test_the_menu_leads_elsewhere(phone: Page, quai: str) -> None:
    phone.goto(quai)
    phone.locator(".bar [data-menu]").tap()
    phone.locator("#menu").get_by_role("link", name="Glossaire").tap()
    expect(phone.locator("h1")).to_have_text("Glossaire")


def test_a_wide_table_scrolls_in_its_box(phone: Page, quai: str) -> None:
    phone.goto(quai)
    box = phone.locator(".prose .table-box, .prose .table-scroll, .prose div:has(> table)").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert not phone.evaluate(WIDER)
    box.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_an_abbreviation_that_is_touched_says_what_it_means(phone: Page, site: Site) -> None:
    with site.app.app_context():
        alice, charlie = people.make("alice"), people.make("charlie")
    site.write(alice, "Wiki:Abréviations", "- FTL : France Tiers-Lieux\n")
    site.write(charlie, "Le quai", "La FTL nous aide.")
    phone.goto(f"{site.address}/wiki/Le_quai")
    word = phone.locator("abbr", has_text="FTL")
    expect(word).to_have_attribute("title", "France Tiers-Lieux")
    narrow = word.bounding_box()
    word.tap()
    wide = word.bounding_box()
    assert narrow
    assert wide
    assert wide["width"] > narrow["width"] + 50
    said = phone.evaluate("getComputedStyle(document.querySelector('abbr'), '::after').content")
    assert said == '" (France Tiers-Lieux)"'
    word.tap()
    assert word.bounding_box() == narrow


def test_one_writes_and_settles_a_conflict(
    phone: Page, site: Site, quai: str, console: Console
) -> None:
    console.allow("status of 409")
    site.enter(phone, "bob")
    phone.goto(quai)
    phone.locator(".page-actions").get_by_role("link", name="Modifier").tap()
    expect(phone.locator("#body")).to_be_visible()
    phone.fill("#body", f"Quinze euros.\n\n{TABLE}")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", f"Quatorze euros.\n\n{TABLE}")
    phone.locator("[data-save]").tap()
    expect(phone.locator("fieldset.conflict")).to_have_count(1)
    assert not phone.evaluate(WIDER)
    phone.get_by_label("La vôtre").tap()
    phone.get_by_role("button", name="Enregistrer le résultat").tap()
    expect(phone.locator("article.prose")).to_contain_text("Quinze euros.")
