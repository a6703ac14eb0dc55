"""Arranging the home page by the keyboard alone, without a script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.sites import Site


def test_the_home_is_arranged_by_the_keyboard(page_without_javascript: Page, site: Site) -> None:
    page = page_without_javascript
    site.enter(page, "charlie")
    page.goto(site.address)
    page.get_by_role("link", name="Arranger", exact=True).press("Enter")
    expect(page.locator("h1")).to_have_text("Arranger « Accueil »")
    names = page.locator(".portal-arranged-name strong")
    before = names.all_inner_texts()
    at = before.index("À l’agenda")
    page.get_by_role("button", name="Descendre : À l’agenda").press("Enter")
    expect(page.locator("li:target")).to_contain_text("À l’agenda")
    expect(names.nth(at + 1)).to_have_text("À l’agenda")
    # the keyboard goes on from the block that moved
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Monter")
    page.get_by_role("button", name="Masquer : À l’agenda").press("Enter")
    expect(page.locator("li:target")).to_contain_text("masqué")
    page.get_by_label("Ce qu’il montre").select_option("text")
    page.get_by_label("Son titre").fill("Bonjour")
    page.get_by_label("Le texte, le titre de la page, ou la liste").fill("Un mot **de plus**.")
    page.get_by_label("En haut de la page").press("Space")
    page.get_by_role("button", name="Ajouter ce bloc").press("Enter")
    expect(names.first).to_have_text("Bonjour")
    page.get_by_role("link", name="Voir la page").press("Enter")
    expect(page.locator(".portal-block").first).to_contain_text("Un mot de plus.")
    expect(page.locator(".portal-block h2", has_text="À l’agenda")).to_have_count(0)
