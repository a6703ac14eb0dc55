"""Looking at who did what: who wrote each word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site
from wiki.pages.queries import readings
from wiki.pages.queries.pages import glance


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    """A page of two versions by two people."""
    with site.app.app_context():
        charlie, bob = people.make("charlie"), people.make("bob")
    site.write(charlie, "Le quai", "Un café au port.\n\nOuvert le lundi.\n")
    site.write(bob, "Le quai", "Un café noir au port.\n\nOuvert le lundi.\n", summary="La couleur")
    return f"{site.address}/wiki/Le_quai"


def test_who_wrote_what_is_told_word_by_word(either: Page, quai: str) -> None:
    page = either
    page.goto(quai)
    page.locator(".page-actions details summary").click()
    page.get_by_role("link", name="Qui a écrit quoi").click()
    expect(page.locator(".contributors li .person")).to_contain_text(["charlie", "bob"])
    mixed = page.locator(".blame-block").first
    expect(mixed.locator(".blame-share")).to_have_text(["Un café ", "noir ", "au port."])
    expect(mixed.locator(".blame-mark")).to_have_text(["1", "2", "1"])
    expect(mixed.locator(".blame-origin").nth(1)).to_contain_text("La couleur")
    mixed.get_by_role("link", name="bob").click()
    expect(page.locator("h1")).to_have_text("Ce qui a changé")


@pytest.mark.parametrize("width", [390, 1280])
def test_who_wrote_what_is_accessible(
    new_page: Callable[..., Page],
    quai: str,
    accessibility_faults: Callable[[Page], list[str]],
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{quai}/blame")
    assert accessibility_faults(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_what_changed_since_one_read_is_told_and_marked(
    either: Page, site: Site, quai: str
) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(quai)
    expect(page.locator(".since")).to_have_count(0)
    with site.app.app_context():
        bob, charlie = people.make("bob"), people.make("charlie").member_id or 0
        here = glance("Le quai")
        while not (here and readings.read(charlie, here)):  # written after the answer
            page.wait_for_timeout(20)
    site.write(bob, "Le quai", "Un café noir au port.\n\nOuvert le mardi.\n")
    page.goto(quai)
    expect(page.locator(".since")).to_contain_text("1 version depuis votre dernière lecture")
    page.get_by_role("link", name="Le marquer dans la page").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".prose ins")).to_have_text("mardi")
    expect(page.locator(".prose del")).to_have_text("lundi")
    page.get_by_role("link", name="Ne plus le marquer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".prose ins")).to_have_count(0)
    page.get_by_role("link", name="Voir ce qui a changé").click()
    expect(page.locator("h1")).to_have_text("Ce qui a changé")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_marked_is_accessible(
    new_page: Callable[..., Page],
    quai: str,
    accessibility_faults: Callable[[Page], list[str]],
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{quai}?since=1")
    expect(page.locator(".prose ins")).to_have_text("noir")
    assert accessibility_faults(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
