"""A visitor reads, searches, looks back; with JavaScript and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site


def test_a_visitor_reads_from_page_to_page(either: Page, demo: Site) -> None:
    page = either
    page.goto(demo.address)
    expect(page.locator("h1")).to_have_text("Accueil")
    page.locator(".prose a[href^='/wiki/']:not(.red-link)").first.click()
    expect(page.locator("article.prose")).not_to_be_empty()
    assert "/wiki/Accueil" not in page.url
    page.go_back()
    page.locator(".rail").get_by_role("link", name="Glossaire").click()
    expect(page.locator("h1")).to_have_text("Glossaire")


def test_a_red_link_leads_to_a_page_to_write(either: Page, site: Site, console: Console) -> None:
    console.allow("status of 40[34]")
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Voir [[Une page à écrire]].")
    page = either
    page.goto(f"{site.address}/wiki/Le_quai")
    page.get_by_role("link", name="Une page à écrire").click()
    expect(page.locator("h1")).to_have_text("Une page à écrire")
    expect(page.locator("main")).to_contain_text("Cette page n’existe pas encore.")
    page.locator("main").get_by_role("link", name="Se connecter").click()
    expect(page.locator("[name=identifier]")).to_be_visible()
    page.goto(f"{site.address}/wiki/Une_page_à_écrire")
    expect(page.locator("main").get_by_role("link", name="Le quai")).to_be_visible()


def test_an_old_title_leads_to_the_page(either: Page, site: Site) -> None:
    page = either
    site.enter(page, "bob")
    page.goto(f"{site.address}/wiki/Glossaire")
    page.locator(".page-actions details summary").click()
    page.get_by_role("link", name="Renommer").click()
    page.fill("[name=title]", "Les mots du réseau")
    page.locator("main").get_by_role("button", name="Renommer").click()
    expect(page.locator("h1")).to_have_text("Les mots du réseau")
    page.context.clear_cookies()
    page.goto(f"{site.address}/wiki/Glossaire")
    expect(page.locator("h1")).to_have_text("Les mots du réseau")
    expect(page.locator(".redirected")).to_contain_text("Vous venez de « Glossaire »")


def test_a_visitor_searches(either: Page, demo: Site) -> None:
    page = either
    page.goto(demo.address)
    page.fill("header input[name=q]", "telecentres lozere")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.address}/search?q=telecentres+lozere")
    first = page.locator(".search-hits > li").first
    expect(first.locator("mark").first).to_be_visible()
    first.locator("a").first.click()
    expect(page.locator("h1")).to_contain_text("Lozère")


def test_a_search_is_narrowed_with_the_keyboard_alone(either: Page, demo: Site) -> None:
    page = either
    page.goto(f"{demo.address}/search?q=lieux")
    hits = page.locator(".search-hits > li")
    expect(hits).to_have_count(20)
    page.locator("main input[name=q]").focus()
    for _ in ("the kind", "the button", "what is next"):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Affiner la recherche")).to_be_focused()
    page.keyboard.press("Enter")
    facets = page.get_by_role("navigation", name="Affiner la recherche")
    expect(facets.get_by_role("heading", name="Écrite par")).to_be_visible()
    page.locator("main input[name=q]").focus()
    for _ in ("the kind", "the button", "what is next"):
        page.keyboard.press("Tab")
    expect(facets.get_by_role("link", name="Lieux", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.address}/search?q=lieux&category=Lieux")
    expect(page.locator(".search-total").first).to_have_text("31 résultats")
    page.locator("main input[name=q]").focus()
    for _ in ("the kind", "the button", "what is next"):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Catégorie : Lieux (enlever ce filtre)")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.address}/search?q=lieux&refine=1")
    expect(page.locator(".search-total").first).not_to_have_text("31 résultats")


def test_a_search_is_kept_opened_and_dropped_with_the_keyboard(either: Page, site: Site) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{site.address}/search?q=lieux&category=Lieux")
    page.get_by_role("link", name="Garder cette recherche").focus()
    page.keyboard.press("Enter")
    page.locator("main input[name=name]").fill("Nos lieux")
    page.keyboard.press("Enter")
    kept = page.locator("main").get_by_role("link", name="Nos lieux")
    kept.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/search?q=lieux&category=Lieux")
    page.go_back()
    page.get_by_role("button", name="Supprimer « Nos lieux »").focus()
    page.keyboard.press("Enter")
    expect(kept).to_have_count(0)


def test_a_word_that_is_misspelt_is_mended_with_the_keyboard(either: Page, demo: Site) -> None:
    page = either
    page.goto(demo.address)
    page.locator("header input[name=q]").focus()
    page.keyboard.type("telecantre")
    page.keyboard.press("Enter")
    mended = page.locator(".search-mended")
    expect(mended).to_contain_text("Vouliez-vous dire")
    page.locator("main input[name=q]").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if mended.get_by_role("link").evaluate("link => link === document.activeElement"):
            break
    expect(mended.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".search-hits > li").first).to_contain_text("Télécentre")
    expect(mended).to_have_count(0)


def test_words_of_the_same_meaning_are_said_with_the_keyboard(either: Page, site: Site) -> None:
    page = either
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Un chantier naval.\n")
    site.enter(page, "alice")
    page.goto(f"{site.address}/search?q=darse")
    hits = page.locator(".search-hits > li")
    expect(hits).to_have_count(0)
    page.goto(f"{site.address}/search/synonyms")
    page.get_by_label("Expressions de même sens").fill("darse, chantier naval")
    page.keyboard.press("Enter")
    line = page.get_by_role("row", name="darse, chantier naval")
    expect(line).to_be_visible()
    page.goto(f"{site.address}/search?q=darse")
    expect(hits).to_have_count(1)
    expect(hits).to_contain_text("Le quai")
    page.goto(f"{site.address}/search/synonyms")
    page.get_by_role("button", name="Retirer « darse, chantier naval »").focus()
    page.keyboard.press("Enter")
    expect(line).to_have_count(0)
    page.goto(f"{site.address}/search?q=darse")
    expect(hits).to_have_count(0)


def test_suggestions_come_as_one_types(page: Page, demo: Site) -> None:
    page.goto(demo.address)
    page.locator("header input[name=q]").press_sequentially("coworking")
    options = page.locator(".suggestions [role=option]")
    expect(options.filter(has_text="Coworking").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("article.prose")).to_be_visible()


def test_a_visitor_looks_back_and_compares(either: Page, demo: Site) -> None:
    page = either
    page.goto(f"{demo.address}/wiki/SoLozère")
    page.get_by_role("link", name="Historique").click()
    oldest = page.locator("ol.history > li").last
    oldest.locator("input[name=from]").check()
    page.get_by_role("button", name="Comparer les deux versions choisies").click()
    expect(page.locator(".diff-inline ins").first).to_be_visible()
    expect(page.locator(".diff-summary")).to_contain_text("ajouté")
    page.get_by_role("link", name="Côte à côte").click()
    expect(page.locator(".diff-side .diff-new ins").first).to_be_visible()
    page.get_by_role("link", name="Page mise en forme").click()
    expect(page.locator(".diff-rendered ins").first).to_be_visible()
    page.locator(".diff-versions a", has_text="Version 1").first.click()
    expect(page.locator("main")).to_contain_text("la page a changé depuis")
    assert "rev=1" in page.url


def test_a_permanent_link_shows_what_it_showed(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Ouvert le lundi.")
    page = either
    page.goto(f"{site.address}/wiki/Le_quai")
    page.get_by_role("link", name="Lien permanent").click()
    kept = page.url
    site.write(charlie, "Le quai", "Ouvert le mardi.")
    page.goto(kept)
    expect(page.locator("article.prose")).to_have_text("Ouvert le lundi.")
    page.get_by_role("link", name="Version actuelle", exact=True).click()
    expect(page.locator("article.prose")).to_have_text("Ouvert le mardi.")


@pytest.mark.parametrize("path", ["/search?q=", "/search?q=zzzzzz", "/changes?author=nobody"])
def test_an_empty_screen_says_what_to_do(page: Page, demo: Site, path: str) -> None:
    page.goto(demo.address + path)
    expect(page.locator(".empty")).to_be_visible()


def test_a_link_to_a_section_that_was_renamed_leads_to_it(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    above = "Un café partagé.\n\n" * 60
    for heading in ("Accès", "Venir ici"):
        site.write(charlie, "Le quai", f"{above}## {heading}\n\nEn train.\n")
    site.write(charlie, "La carte", "Voir [[Le quai#Accès|comment venir]].")
    page = either
    page.goto(f"{site.address}/wiki/La_carte")
    page.get_by_role("link", name="comment venir").click()
    heading = page.get_by_role("heading", name="Venir ici", exact=True)
    expect(heading).to_be_in_viewport()
    expect(heading).not_to_have_css("background-image", "none")
    assert page.url.endswith("/wiki/Le_quai#s-acces")
