"""Two people fill one sheet: each sees what the other gives, and where both did, one chooses."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.sites import Site
from tests.sheets.places import place
from wiki.pages.queries import pages as queries
from wiki.pages.service.sheets import sheet_at


@pytest.fixture
def opened(site: Site, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Gives `opened(name)`: somebody before the form of the sheet."""
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Un lieu.\n", sheet=place(name="Le quai"))

    def open_(name: str, **more: object) -> Page:
        page = new_page(**{"viewport": DESK, **more})
        site.enter(page, name)
        _enter(page, site)
        return page

    return open_


def _enter(page: Page, site: Site) -> None:
    with page.expect_response(lambda one: "/values?" in one.url):
        page.goto(f"{site.address}/wiki/Le_quai/sheet")
    page.locator("summary", has_text="Identité").click()


def tagline(page: Page) -> Locator:
    return page.get_by_label("Présentation courte", exact=True)


def give(page: Page, field: Locator, text: str) -> None:
    with page.expect_response(lambda one: one.url.endswith("/values") and one.ok):
        field.fill(text)
        field.press("Tab")


def test_two_fill_one_sheet(
    opened: Callable[..., Page],
    site: Site,
    accessibility_faults: Callable[[Page], object],
    console: Console,
) -> None:
    console.allow("ERR_FAILED")  # the line that is cut
    alice = opened("alice")
    bob = opened("bob", viewport=PHONE, has_touch=True, is_mobile=True)
    give(alice, tagline(alice), "Un quai")
    expect(tagline(bob)).to_have_value("Un quai")
    told = bob.locator(".sheet-given")
    expect(told).to_contain_text("alice a mis cette valeur")
    # A choice is a value like another, and a value may be put back.
    alice.locator("[name=field-status]").select_option(label="En projet")
    expect(bob.locator("[name=field-status]")).to_have_value("project")
    bob.get_by_role("button", name="Remettre « rien »").press("Enter")
    expect(tagline(alice)).to_have_value("")
    expect(alice.locator(".sheet-given")).to_contain_text("bob a mis cette valeur")
    # Both at once: neither line is there when they type.
    for page in (alice, bob):
        page.route("**/live/sheet/*/values*", lambda route: route.abort())
    for page, text in ((alice, "Un atelier"), (bob, "Une fabrique")):
        tagline(page).fill(text)
        tagline(page).press("Tab")
    alice.unroute("**/live/sheet/*/values*")
    give(alice, tagline(alice), "Un grand atelier")
    bob.unroute("**/live/sheet/*/values*")
    give(bob, tagline(bob), "Une grande fabrique")
    for page in (alice, bob):
        choice = page.get_by_role("group", name="« Présentation courte » a reçu plusieurs valeurs.")
        expect(choice.get_by_role("button")).to_have_count(2)
        assert not accessibility_faults(page)
    expect(tagline(alice)).to_have_value("Un grand atelier")
    expect(tagline(bob)).to_have_value("Une grande fabrique")
    # One does not save over the other without choosing.
    alice.get_by_role("button", name="Enregistrer").click()
    expect(alice.locator(".sheet-choice button").first).to_be_focused()
    alice.get_by_role("button", name=re.compile("^bob.*Une grande fabrique")).press("Enter")
    for page in (alice, bob):
        expect(tagline(page)).to_have_value("Une grande fabrique")
        expect(page.locator(".sheet-choice")).to_have_count(0)
    # It is there for one who comes, and gone once it is saved.
    _enter(bob, site)
    expect(tagline(bob)).to_have_value("Une grande fabrique")
    alice.get_by_role("button", name="Enregistrer").click()
    alice.wait_for_url("**/wiki/Le_quai")
    expect(bob.locator(".sheet-live .callout")).to_contain_text("alice vient d’enregistrer")
    expect(bob.locator(".sheet-given")).to_have_count(0)
    with site.app.app_context():
        page_ = queries.get("Le quai")
        values = sheet_at(page_, page_.head).values
    assert (values["tagline"], values["status"]) == ("Une grande fabrique", "project")
    alice.goto(f"{site.address}/wiki/Le_quai/history")
    expect(alice.locator("main li").filter(has_text="avec").first).to_contain_text("bob")
