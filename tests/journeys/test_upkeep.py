"""Tending the whole wiki: what is asked for, what nobody finds."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site


def test_a_wanted_page_is_written_with_the_keyboard(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "[[Atelier du quai]]\n")
    site.write(charlie, "La digue", "[[atelier du quai|là]]\n")
    site.enter(either, "charlie")
    either.goto(site.address)
    either.get_by_role("link", name="Entretien").focus()
    either.keyboard.press("Enter")
    either.get_by_role("link", name="Pages demandées").focus()
    either.keyboard.press("Enter")
    line = either.locator(".tend-list li", has_text="Atelier du quai")
    expect(line).to_contain_text("demandée par 2 pages")
    line.get_by_role("link", name="Créer « Atelier du quai »").focus()
    either.keyboard.press("Enter")
    expect(either.locator("h1")).to_contain_text("Atelier du quai")


def test_an_orphan_is_left_alone_on_purpose(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai perdu", "Rien.\n")
    site.enter(either, "charlie")
    either.goto(f"{site.address}/upkeep/orphans")
    button = either.get_by_role("button", name="« Le quai perdu » reste à l’écart exprès")
    button.focus()
    either.keyboard.press("Enter")
    expect(button).to_have_count(0)
    either.get_by_role("link", name="À l’écart exprès").click()
    expect(either.locator(".tend-list")).to_contain_text("Le quai perdu")
