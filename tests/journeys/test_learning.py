"""What newcomers learn from: the library, a path, a booklet."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site

PATH = "Créer un tiers-lieu, pas à pas"


def test_resources_are_narrowed_and_a_path_is_followed(
    new_page: Callable[..., Page], site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    page, watched = new_page(viewport=DESK, java_script_enabled=False), new_page(viewport=DESK)
    page.goto(f"{site.address}/resources")
    every = page.locator(".resource-card").count()
    theme = page.get_by_role("region", name="Thèmes").get_by_role("listitem").first
    name, number = theme.locator("a").inner_text(), theme.locator("[aria-hidden]").inner_text()
    assert 0 < int(number) < every
    theme.locator("a").click()
    expect(page.locator(".resource-card")).to_have_count(int(number))
    watched.goto(page.url)
    assert accessibility_faults(watched) == []
    page.get_by_role("region", name="Thèmes").get_by_role("link", name=f"{name} ôter").click()
    expect(page.locator(".resource-card")).to_have_count(every)

    with site.app.app_context():
        people.make("charlie")
    for one in (page, watched):
        site.enter(one, "charlie")
    page.goto(f"{site.address}/resources")
    page.locator("main").get_by_role("link", name="Parcours").first.click()
    page.get_by_role("link", name=PATH).click()
    page.locator(".path-tasks").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator(".path-steps [aria-current=step]")).to_be_visible()
    expect(page.locator(".path-progress")).to_contain_text("fait : 1 sur")
    watched.goto(page.url)
    assert accessibility_faults(watched) == []


def test_two_compose_a_booklet_and_its_edition_is_read(
    new_page: Callable[..., Page],
    site: Site,
    console: Console,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    console.allow("status of 409")
    page, other = new_page(viewport=DESK, java_script_enabled=False), new_page(viewport=DESK)
    for one, name in ((page, "alice"), (other, "bob")):
        site.enter(one, name)
    page.goto(f"{site.address}/booklets")
    page.get_by_role("link", name="Nouveau livret").click()
    page.get_by_label("Titre du livret").fill("Pour qui arrive")
    page.get_by_role("button", name="Choisir les chapitres").click()
    other.goto(page.url)
    page.get_by_label("Une page, un lieu").fill("SoLozère")
    page.get_by_role("button", name="Ajouter cette page").click()
    page.get_by_role("button", name="Ajouter le lexique").click()
    page.get_by_role("button", name="Monter Lexique").click()
    expect(page.locator(".booklet-chapters > li").first).to_contain_text("Lexique")
    page.get_by_label("Titre du livret").fill("Le livret d’accueil")
    page.get_by_role("button", name="Enregistrer").click()

    other.get_by_label("Titre du livret").fill("Mon livret")
    other.get_by_role("button", name="Enregistrer").click()
    expect(other.get_by_label("Titre du livret")).to_have_value("Mon livret")
    expect(other.get_by_role("alert")).to_contain_text("Le livret d’accueil")
    assert accessibility_faults(other) == []

    page.get_by_role("link", name="Composer").first.click()
    page.get_by_role("button", name="Publier une édition").click()
    expect(page.locator("h1")).to_have_text("Le livret d’accueil")
    expect(page.locator(".booklet-chapter h2").nth(1)).to_have_text("SoLozère")
    other.goto(page.url)
    assert accessibility_faults(other) == []
    pdf = page.get_by_role("link", name="Télécharger (PDF)").get_attribute("href")
    assert page.request.get(f"{site.address}{pdf}").body()[:5] == b"%PDF-"
