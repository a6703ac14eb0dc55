"""On a telephone: the menu, a wide table, writing, a conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import PHONE
from tests.journeys.sites import Site
from tests.sheets.places import place
from wiki.kernel.permissions import Role
from wiki.pages.service.save import Edit, save

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


@pytest.mark.parametrize("together", [False])
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
    phone.goto(f"{quai}/diff/1..2")
    for tab in phone.locator(".tabs a").all():
        box = tab.bounding_box()
        assert box
        assert box["x"] + box["width"] <= PHONE["width"]


def test_two_pages_of_one_place_are_joined(
    phone: Page, site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    with site.app.app_context():
        alice = people.make("alice")
        people.make("eric", Role.STEWARD)
        seats = [{"kind": "permanent", "count": 5}]
        for title, more in (
            ("Le Quai des uns", {"seats": seats, "phone": "+33471000000"}),
            ("Quai des uns", {"families": ["fablab"], "phone": "+33471111111"}),
        ):
            described = place(name=title, commune="15014", **more)
            save(alice, Edit(title, f"Dit par {title}.\n", 0, sheet=described))
    site.enter(phone, "eric")
    phone.goto(f"{site.address}/places/doubles")
    phone.get_by_role("link", name="Comparer, réunir : Le Quai des uns, Quai des uns").tap()
    expect(phone.get_by_role("group", name="Téléphone")).to_be_visible()
    assert accessibility_faults(phone) == []
    assert not phone.evaluate(WIDER)
    phone.get_by_role("group", name="Téléphone").get_by_label("04 71 11 11 11").tap()
    phone.get_by_role("button", name="Voir le résultat").tap()
    expect(phone.get_by_role("main")).to_contain_text("04 71 00 00 00 (Le Quai des uns)")
    assert accessibility_faults(phone) == []
    assert not phone.evaluate(WIDER)
    phone.get_by_role("button", name="Réunir les deux pages").tap()
    expect(phone.locator("h1")).to_have_text("Le Quai des uns")
    expect(phone.get_by_role("main")).to_contain_text("Dit par Quai des uns.")
    phone.goto(f"{site.address}/wiki/Quai_des_uns?redirect=no")
    phone.get_by_text("Séparer les deux pages").tap()
    phone.get_by_role("button", name="Séparer", exact=True).tap()
    expect(phone.get_by_role("main")).to_contain_text("sont séparées")
    phone.goto(f"{site.address}/wiki/Quai_des_uns")
    expect(phone.locator("h1")).to_have_text("Quai des uns")
