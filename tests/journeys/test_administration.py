"""Running the network's wiki: its look, its people, its journal, who reads and who writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site
from wiki.kernel.permissions import SYSTEM
from wiki.site.service import change_settings


@pytest.fixture
def alice(either: Page, site: Site) -> Page:
    """The administrator's browser."""
    site.enter(either, "alice")
    return either


def change(site: Site, **values: object) -> None:
    with site.app.app_context():
        change_settings(SYSTEM, values)


def test_the_name_and_the_colours_are_the_networks(alice: Page, site: Site) -> None:
    alice.goto(f"{site.address}/admin/settings")
    alice.get_by_label("Nom du wiki").fill("Les lieux du fleuve")
    alice.get_by_label("Couleur principale", exact=True).fill("#7a2e00")
    alice.get_by_role("button", name="Enregistrer les réglages").click()
    expect(alice.locator(".callout-success")).to_be_visible()
    alice.goto(f"{site.address}/wiki/Glossaire")
    expect(alice.locator(".brand")).to_contain_text("Les lieux du fleuve")
    button = alice.locator(".button-primary").first
    expect(button).to_have_css("background-color", "rgb(122, 46, 0)")
    alice.goto(f"{site.address}/admin/journal")
    expect(alice.locator(".journal > li").first).to_contain_text("alice")
    expect(alice.locator(".journal > li").first).to_contain_text("Les lieux du fleuve")


def test_a_role_opens_and_a_closed_account_is_out(
    alice: Page, new_page: Callable[..., Page], site: Site, console: Console
) -> None:
    console.allow("status of 403")
    dora = new_page(java_script_enabled=False)
    site.enter(dora, "dora")
    dora.goto(f"{site.address}/wiki/Glossaire/edit")
    expect(dora.locator("textarea.source")).to_be_visible()

    alice.goto(f"{site.address}/admin/people?q=dora")
    alice.locator("main").get_by_role("link", name="dora", exact=True).click()
    alice.locator("#f-role").select_option("member")
    alice.get_by_role("button", name="Enregistrer le rôle").click()
    expect(alice.locator(".callout-success")).to_contain_text("Le rôle est enregistré.")
    dora.reload()
    expect(dora.locator("form.editor")).to_be_visible()

    alice.locator("summary", has_text="Fermer le compte").click()
    alice.get_by_role("button", name="Fermer le compte de dora").click()
    expect(alice.locator(".callout-success")).to_contain_text("Le compte est fermé")
    dora.goto(f"{site.address}/wiki/Glossaire")
    expect(dora.locator("header").get_by_role("link", name="Se connecter")).to_be_visible()
    alice.goto(f"{site.address}/admin/journal")
    expect(alice.locator(".journal > li", has_text="dora")).not_to_have_count(0)


def test_a_private_wiki_shows_nothing_but_its_door(
    either: Page, site: Site, console: Console
) -> None:
    console.allow("status of 40[13]")
    with site.app.app_context():
        people.make("charlie")
    change(site, visibility="private")
    page = either
    page.goto(f"{site.address}/wiki/Glossaire")
    expect(page.locator("article.prose")).to_have_count(0)
    page.locator("main").get_by_role("link", name="Se connecter").click()
    page.get_by_label("Adresse électronique ou nom").fill("charlie")
    page.get_by_label("Mot de passe").fill(people.PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator("h1")).to_have_text("Glossaire")


def test_read_only_says_why(either: Page, site: Site, console: Console) -> None:
    console.allow("status of 40[13]")
    change(site, read_only=True)
    site.enter(either, "charlie")
    either.goto(f"{site.address}/wiki/Glossaire")
    either.get_by_role("link", name="Voir la source").click()
    expect(either.locator("main")).to_contain_text("lecture seule")
