"""Administering: one line of the menu, what waits, the way back; the rest of the menu, unfolded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import PHONE
from tests.journeys.sites import Site
from wiki.members.service.codes import Letter
from wiki.moderation.queries.reports import target
from wiki.moderation.service.reports import report
from wiki.pages.queries.pages import get


def test_what_waits_is_found_from_the_menu(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie, about = people.make("charlie"), target("page", get("SoLozère").uid)
        report(charlie, about, "Une adresse fausse", lambda _one: Letter("s", "t"), place="::1")
    page = either
    site.enter(page, "bob")
    page.goto(site.address)
    page.locator("#menu").get_by_role("link", name="Administration").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Administration")
    expect(page.locator("main").get_by_role("link", name="Réglages")).to_have_count(0)
    line = page.locator("main").get_by_role("link", name="Signalements")
    expect(line).to_contain_text("1 à traiter")
    line.click()
    expect(page.locator("main")).to_contain_text("Une adresse fausse")
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Administration")


def test_the_rest_of_the_menu_is_unfolded_with_the_keyboard(either: Page, demo: Site) -> None:
    page = either
    page.goto(demo.address)
    folded = page.locator("#menu").get_by_role("link", name="Territoires")
    expect(folded).not_to_be_visible()
    page.locator("#menu summary").focus()
    page.keyboard.press("Enter")
    expect(folded).to_be_visible()
    folded.click()
    expect(page.locator("h1")).to_have_text("Territoires")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["alice", "bob"])
def test_it_is_sound_on_a_phone(
    new_page: Callable[..., Page],
    demo: Site,
    accessibility_faults: Callable[[Page], list[str]],
    who: str,
    scheme: str,
) -> None:
    page = new_page(viewport=PHONE, color_scheme=scheme)
    demo.enter(page, who)
    page.goto(f"{demo.address}/admin")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert accessibility_faults(page) == []
    page.click("[data-menu]")
    page.click("#menu summary")
    assert accessibility_faults(page) == []
