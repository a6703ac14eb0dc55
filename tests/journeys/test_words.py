"""What a word means, read without leaving the page: by a mouse, a keyboard, a finger; on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site

MEANING = "Espaces de travail partagés."


@pytest.fixture
def quai(site: Site) -> str:
    """The address of a page that says a word."""
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", "Un espace de coworking.")
    return f"{site.address}/wiki/Le_quai"


def test_a_word_says_what_it_means_beside_it(page: Page, quai: str) -> None:
    page.goto(quai)
    word, said = page.locator("a.term").first, page.locator(".term-said")
    word.hover()
    expect(said).to_contain_text(MEANING)
    expect(word).to_have_attribute("aria-describedby", "term-said")
    said.hover()
    expect(said.get_by_role("link", name="Lire la page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(said).to_have_count(0)
    expect(word).to_have_attribute("title", MEANING)
    word.evaluate("word => { word.parentElement.tabIndex = -1; word.parentElement.focus(); }")
    page.keyboard.press("Tab")
    expect(said).to_contain_text(MEANING)
    page.keyboard.press("Tab")
    expect(said.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(word).to_be_focused()
    expect(said).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Coworking")


def test_a_first_touch_says_it_and_a_second_goes_there(phone: Page, quai: str) -> None:
    phone.goto(quai)
    word, said = phone.locator("a.term").first, phone.locator(".term-said")
    word.tap()
    expect(said).to_contain_text(MEANING)
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    phone.locator("h1").tap()
    expect(said).to_have_count(0)
    word.tap()
    word.tap()
    expect(phone.locator("h1")).to_have_text("Coworking")


def test_paper_has_notes_and_without_javascript_brackets(
    page: Page, page_without_javascript: Page, quai: str
) -> None:
    for reader in (page, page_without_javascript):
        reader.goto(quai)
        reader.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".term-notes li").first).to_contain_text(MEANING)
    expect(page.locator("a.term + .term-number").first).to_have_text("(1)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".term-notes, .term-number")).to_have_count(0)
    after = "word => getComputedStyle(word, '::after').content"
    assert MEANING in page_without_javascript.locator("a.term").first.evaluate(after)
