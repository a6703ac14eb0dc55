"""Finding one's way: categories, with and without JavaScript, by the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    """A page that nobody has filed."""
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Un café au port.\n")
    return f"{site.address}/wiki/Le_quai"


def test_a_page_is_filed_by_its_field_and_found_by_its_category(
    either: Page, site: Site, quai: str
) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    page.get_by_label("Catégories", exact=True).fill("Ports, Coworking")
    page.get_by_label("Catégories", exact=True).press("Enter")
    foot = page.get_by_role("navigation", name="Catégories de cette page")
    expect(foot.get_by_role("link")).to_have_text(["Ports", "Coworking"])
    foot.get_by_role("link", name="Ports").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ports")
    expect(page.locator(".page-list a")).to_have_text(["Le quai"])
    page.goto(f"{site.address}/categories")
    page.get_by_role("main").get_by_role("link", name="Coworking", exact=True).click()
    expect(page.locator(".category-text")).to_contain_text("coworking")
    expect(page.locator(".page-list a")).to_have_text(["La Cantine", "Le quai"])


def test_emptying_the_field_unfiles_the_page(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", "Un café au port.\n\n:::{catégories} Ports\n")
    page.goto(f"{quai}/edit")
    expect(page.get_by_label("Catégories", exact=True)).to_have_value("Ports")
    page.get_by_label("Catégories", exact=True).fill("")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("article.prose")).to_contain_text("Un café au port.")
    expect(page.locator(".filed")).to_have_count(0)
    assert site.text("Le quai") == "Un café au port.\n"
