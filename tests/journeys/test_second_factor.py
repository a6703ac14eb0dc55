"""The second factor: set with a telephone, asked for at the door, and the other devices put out."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site


def knock(page: Page, site: Site) -> None:
    """Give the name and the password."""
    page.goto(f"{site.address}/login")
    page.get_by_label("Adresse électronique ou nom").fill("charlie")
    page.get_by_label("Mot de passe").fill(people.PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()


def test_a_stolen_password_opens_nothing_and_the_devices_are_put_out(
    new_page: Callable[..., Page],
    site: Site,
    console: Console,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    console.allow("status of 422")
    with site.app.app_context():
        people.make("charlie")
    page, other = new_page(viewport=DESK), new_page(viewport=DESK, java_script_enabled=False)
    knock(page, site)
    page.goto(f"{site.address}/account")
    page.get_by_role("link", name="Mettre un second facteur").click()
    page.get_by_label("Mot de passe actuel").fill(people.PASSWORD)
    page.get_by_role("button", name="Commencer").click()
    expect(
        page.locator("svg.qr[viewBox]")
    ).to_be_visible()  # or it would be cut: none could read it
    secret = page.locator("#secret").inner_text().replace(" ", "")
    assert accessibility_faults(page) == []
    page.get_by_label("Code à six chiffres").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Mettre le second facteur").click()
    codes = page.locator("#codes code")
    expect(codes).to_have_count(10)
    assert accessibility_faults(page) == []

    knock(other, site)
    expect(other.locator("h1")).to_have_text("Second facteur")
    other.get_by_label("Code").fill("000000")
    other.get_by_role("button", name="Entrer").click()
    expect(other.get_by_role("alert")).to_be_visible()
    other.get_by_label("Code").fill(codes.first.inner_text())
    other.get_by_role("button", name="Entrer").click()
    expect(other.locator(".account-name")).to_have_text("charlie")
    other.goto(f"{site.address}/account")
    other.get_by_role("button", name="Déconnecter tous les autres").click()
    expect(other.locator("main")).to_contain_text("Vos autres appareils sont déconnectés.")
    page.goto(f"{site.address}/wiki/Glossaire")
    expect(page.locator("header").get_by_role("link", name="Se connecter")).to_be_visible()
