"""Looking after the pages: undo, restore, rename, bin, protection, what changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site

BODY = "# Accueil\n\nOuvert le lundi.\n\n# Prix\n\nDouze euros.\n\n# Lieu\n\nAu port.\n"


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    """A page of three versions by charlie."""
    with site.app.app_context():
        charlie = people.make("charlie")
    second = BODY.replace("lundi", "mardi")
    site.write(charlie, "Le quai", BODY)
    site.write(charlie, "Le quai", second, summary="Le bon jour")
    site.write(charlie, "Le quai", second.replace("port", "phare"), is_minor=True)
    return f"{site.address}/wiki/Le_quai"


def test_one_old_edit_is_undone_and_the_later_ones_stay(
    either: Page, site: Site, quai: str
) -> None:
    page = either
    site.enter(page, "bob")
    page.goto(f"{quai}/diff/1..2")
    page.get_by_role("button", name="Annuler cette modification").click()
    expect(page.locator("article.prose")).to_contain_text("Ouvert le lundi.")
    assert site.text("Le quai") == BODY.replace("port", "phare")
    page.goto(f"{quai}?rev=1")
    page.get_by_role("button", name="Reprendre cette version").click()
    expect(page.locator("article.prose")).to_contain_text("Au port.")
    page.goto(f"{quai}/history")
    expect(page.locator("ol.history > li")).to_have_count(5)


def test_a_page_goes_to_the_bin_and_comes_back(
    either: Page, site: Site, quai: str, console: Console
) -> None:
    console.allow("status of 404")
    page = either
    site.enter(page, "bob")
    page.goto(quai)
    page.locator(".page-actions details summary").click()
    page.get_by_role("link", name="Mettre à la corbeille").click()
    page.fill("[name=reason]", "Essai")
    page.locator("main").get_by_role("button", name="Mettre à la corbeille").click()
    expect(page.locator("main")).to_contain_text("est à la corbeille.")
    page.goto(f"{site.address}/bin")
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
    page.goto(quai)
    page.get_by_role("button", name="La reprendre").click()
    expect(page.locator("article.prose")).to_contain_text("Ouvert le mardi.")


def test_a_protected_page_says_who_may_write(
    either: Page, site: Site, quai: str, console: Console
) -> None:
    console.allow("status of 403")
    page = either
    site.enter(page, "bob")
    page.goto(f"{quai}/protect")
    page.get_by_label("La modération").check()
    page.get_by_role("button", name="Appliquer").click()
    page.context.clear_cookies()
    site.enter(page, "charlie")
    page.goto(quai)
    page.get_by_role("link", name="Voir la source").click()
    expect(page.locator("main")).to_contain_text("modération")
    expect(page.locator("#source")).to_have_value(site.text("Le quai"))


def test_the_recent_changes_are_filtered_and_read_again(
    either: Page, site: Site, quai: str
) -> None:
    page = either
    site.enter(page, "bob")
    page.goto(f"{site.address}/changes")
    page.get_by_role("button", name="J’ai tout lu jusqu’ici").click()
    expect(page.locator(".empty")).to_be_visible()
    page.goto(f"{site.address}/changes")
    page.get_by_label("Personne").select_option("charlie")
    page.get_by_label("Sans les mineures").check()
    page.get_by_label("Pas encore relues").check()
    page.get_by_role("button", name="Filtrer").click()
    lines = page.locator(".changes li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("Le bon jour")
    lines.first.get_by_role("button", name="Relue").click()
    expect(page.locator("h1")).to_have_text("Modifications récentes")
    page.goto(f"{quai}/diff/2..3")
    page.get_by_role("button", name="Marquer comme relu").click()
    page.goto(f"{site.address}/changes")
    expect(page.locator(".changes li", has_text="relue")).to_have_count(2)


def test_what_is_new_since_my_last_visit(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "bob")
    page.goto(f"{site.address}/changes")
    page.get_by_role("button", name="J’ai tout lu jusqu’ici").click()
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "La digue", "Du vent.")
    page.goto(f"{site.address}/changes")
    page.get_by_label("Depuis ma dernière visite").check()
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".change-title")).to_have_text(["La digue"])
