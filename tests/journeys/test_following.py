"""Following a page and a search, being told of them and why, and following them no more."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site
from wiki.watch.service.tell import look


def test_what_one_follows_says_why_it_is_told_and_stops(
    new_page: Callable[..., Page], site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
        people.make("bob")
    site.write(charlie, "Le quai", "Ouvert le lundi.\n")
    page, watched = new_page(viewport=DESK, java_script_enabled=False), new_page(viewport=DESK)
    for one in (page, watched):
        site.enter(one, "bob")
    page.goto(f"{site.address}/wiki/Le_quai")
    page.get_by_role("button", name="Suivre", exact=True).click()
    page.goto(f"{site.address}/search?q=quai")
    page.get_by_role("link", name="Garder cette recherche").click()
    page.get_by_label("Nom de la recherche").fill("Les quais")
    page.get_by_role("button", name="Garder cette recherche").click()
    kept = page.get_by_role("listitem").filter(has_text="Les quais")
    kept.get_by_role("button", name="Suivre").click()
    expect(kept.get_by_role("button", name="Suivi")).to_be_visible()
    site.write(charlie, "Le quai", "Ouvert le mardi.\n")
    site.write(charlie, "Le vieux quai", "Fermé.\n")
    with site.app.app_context():
        look()
    page.reload()
    page.locator("a.bell").click()
    lines = page.locator(".notice")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Parce que vous suivez la recherche « Les quais »")
    expect(lines.nth(1)).to_contain_text("1 modification, par charlie")
    expect(lines.nth(1)).to_contain_text("Parce que vous suivez cette page")
    for path in (
        "/inbox",
        "/search/saved",
        lines.nth(1).get_by_role("link", name="Ne plus suivre"),
    ):
        where = path if isinstance(path, str) else str(path.get_attribute("href"))
        watched.goto(f"{site.address}{where}")
        assert accessibility_faults(watched) == [], where
    lines.nth(1).get_by_role("link", name="Ne plus suivre").click()
    page.get_by_role("button", name="Ne plus suivre").click()
    expect(page.locator(".notice").nth(1)).not_to_contain_text("Parce que")
    page.goto(f"{site.address}/following")
    expect(page.locator(".notice-title")).to_have_text(["Les quais"])
