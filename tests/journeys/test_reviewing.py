"""Looking at who did what: who wrote each word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site
from wiki.kernel import clock
from wiki.kernel.permissions import SYSTEM
from wiki.pages.queries import readings
from wiki.pages.queries.pages import glance
from wiki.pages.service.past import PastRevision, record_history


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


def test_a_page_is_replayed_with_the_keyboard_alone(page: Page, quai: str) -> None:
    page.goto(f"{quai}/replay")
    expect(page.locator("output")).to_have_text("1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-step='2'] ins")).to_have_text("noir")
    expect(page).to_have_url(re.compile(r"\?rev=2$"))
    page.keyboard.press("Home")
    expect(page.locator("[data-step='1']")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("[data-step='2']")).to_be_visible()
    page.keyboard.press("Space")  # from the end, it starts again
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("[data-step='1']")).to_be_visible()
    expect(page.locator("[data-step='2']")).to_be_visible()
    expect(page.get_by_role("button", name="Lire")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-step='1']")).to_be_visible()


def test_only_what_is_near_is_asked_for(page: Page, site: Site) -> None:
    with site.app.app_context():
        bob = people.make("bob")
        past = [PastRevision(bob, clock.now(), f"Version {n}.\n") for n in range(1, 501)]
        record_history(SYSTEM, "Longue", past)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/steps" in one.url else None)
    page.goto(f"{site.address}/wiki/Longue/replay")
    page.get_by_role("slider").fill("300")
    expect(page.locator("[data-step='300'] ins")).to_have_text("300")
    page.keyboard.press("End")
    expect(page.locator("[data-step='500'] ins")).to_have_text("500")
    for number in (499, 498, 497):
        page.keyboard.press("ArrowLeft")
        expect(page.locator(f"[data-step='{number}'] ins")).to_have_text(str(number))
    assert len(asked) < 12, asked


def test_a_page_is_replayed_without_javascript(page_without_javascript: Page, quai: str) -> None:
    page = page_without_javascript
    page.goto(f"{quai}/history")
    page.get_by_role("link", name="Rejouer").click()
    page.get_by_role("link", name="Version suivante").click()
    expect(page.locator("ins")).to_have_text("noir")
    expect(page.get_by_role("button", name="Lire")).to_be_hidden()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Aller").click()
    expect(page.locator("output")).to_have_text("1")


def test_authors_are_shown_in_the_margin_and_hidden_again(either: Page, quai: str) -> None:
    page = either
    page.goto(quai)
    menu = page.locator(".page-actions details summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Auteurs dans la marge").focus()
    page.keyboard.press("Enter")
    notes = page.locator(".margin-note")
    expect(notes).to_contain_text(["bob", "charlie"])
    expect(notes.first).to_contain_text("La couleur")
    notes.first.get_by_role("link", name="bob").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ce qui a changé")
    page.go_back()
    page.get_by_role("link", name="Ne plus les montrer").click()
    expect(notes).to_have_count(0)


def test_revisions_are_read_again_with_the_keyboard_alone(page: Page, site: Site) -> None:
    with site.app.app_context():
        people.make_all()
        bob, charlie = people.make("bob"), people.make("charlie")
    site.write(charlie, "Le port", "Un café.\n")
    site.write(bob, "Le port", "Un café noir.\n")
    site.write(charlie, "Le port", "Un café noir.\n\nUn thé.\n")
    site.enter(page, "alice")
    page.goto(f"{site.address}/review")
    number = page.locator(".queue a", has_text="version")
    expect(number).to_have_text("version 3")
    page.keyboard.press("j")
    expect(number).to_have_text("version 2")
    page.keyboard.press("k")
    expect(number).to_have_text("version 3")
    page.keyboard.press("r")
    expect(page.locator(".callout")).to_contain_text("version 3 : relue")
    expect(number).to_have_text("version 2")
    page.keyboard.press("u")
    page.keyboard.type("Pas noir")
    page.keyboard.press("Enter")
    expect(page.locator(".callout")).to_contain_text("version 2 : annulée")
    assert site.text("Le port") == "Un café.\n\nUn thé.\n"


def test_revisions_are_read_again_without_javascript(
    page_without_javascript: Page, site: Site
) -> None:
    page = page_without_javascript
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le port", "Un café.\n")
    site.enter(page, "bob")
    page.goto(f"{site.address}/review")
    page.get_by_role("button", name="Relue").click()
    expect(page.locator(".callout")).to_contain_text("« Le port », version 1")
