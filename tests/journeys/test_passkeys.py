"""A passkey, made and shown by a real browser: its device is that of Chromium's tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _device(page: Page) -> tuple[CDPSession, dict[str, str]]:
    """A device beside the browser of a page."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return line, {"authenticatorId": made["authenticatorId"]}


def _leave(page: Page) -> None:
    page.locator(".account-menu > summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("link", name="Se connecter").first.click()


def test_a_passkey_is_added_opens_the_account_and_is_removed(
    page: Page,
    site: Site,
    console: Console,
    accessibility_faults: Callable[..., list[str]],
) -> None:
    here: Any = Site(site.app, site.address.replace("127.0.0.1", "localhost"))
    here.enter(page, "alice")
    line, device = _device(page)
    page.goto(f"{here.address}/account/passkeys")
    page.get_by_label("Comment l’appeler ?").fill("Ordinateur")
    page.get_by_label("Mot de passe actuel").fill("faux")
    console.allow("status of (403|422)")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Ce n’est pas le bon mot de passe.")
    page.get_by_label("Mot de passe actuel").fill(people.PASSWORD)
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".callout-success")).to_contain_text("ouvre désormais votre compte")
    assert accessibility_faults(page) == []

    _leave(page)
    line.send("WebAuthn.setUserVerified", device | {"isUserVerified": False})
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page.get_by_role("main")).to_contain_text("Vous n’êtes pas connecté")
    line.send("WebAuthn.setUserVerified", device | {"isUserVerified": True})
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page.locator(".account-name")).to_have_text("alice")

    page.goto(f"{here.address}/account/passkeys")
    expect(page.get_by_role("main")).to_contain_text("a servi")
    page.get_by_role("button", name="Retirer « Ordinateur »").click()
    expect(page.locator(".callout-success")).to_contain_text("n’ouvre plus votre compte")
    _leave(page)
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page.get_by_role("main")).to_contain_text("ne connaît pas cette clé d’accès")
