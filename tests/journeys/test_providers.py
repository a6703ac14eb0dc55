"""Signing in through a provider of accounts, in a real browser, at a real provider."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site
from tests.provider import entry, provided
from wiki.kernel.permissions import SYSTEM
from wiki.members.providers import take_providers
from wiki.site.service import change_settings


def test_somebody_joins_by_a_provider_and_a_member_links_theirs(
    page: Page, site: Site, accessibility_faults: Callable[..., list[str]]
) -> None:
    with provided(f"{site.address}/login/with/reseau/back") as issuer:
        site.app.extensions["wiki"].options["WIKI_OIDC"] = take_providers([entry(issuer)])
        with site.app.app_context():
            change_settings(SYSTEM, {"joining": "open"})
        page.goto(f"{site.address}/login?next=/members")
        page.get_by_role("link", name="Se connecter avec Le réseau").click()
        page.get_by_label("Qui êtes-vous ?").fill("eva")
        page.get_by_role("button", name="Continuer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ouvrir un compte")
        assert accessibility_faults(page) == []
        page.get_by_label("Nom affiché").fill("Eva du quai")
        page.get_by_role("button", name="Ouvrir mon compte").click()
        expect(page.locator(".account-name")).to_have_text("Eva du quai")
        expect(page.get_by_role("heading", level=1)).to_have_text("Membres")

        page.context.clear_cookies()
        site.enter(page, "alice")
        page.goto(f"{site.address}/account/identities")
        page.get_by_role("link", name="Relier Le réseau").click()
        page.get_by_label("Qui êtes-vous ?").fill("alice-ailleurs")
        page.get_by_role("button", name="Continuer").click()
        expect(page.locator(".callout")).to_contain_text("alice-ailleurs@exemple.fr")
        assert accessibility_faults(page) == []
        page.get_by_label("Mot de passe actuel").fill(people.PASSWORD)
        page.get_by_role("button", name="Relier", exact=True).click()
        expect(page.locator(".callout")).to_contain_text("Vous pouvez désormais")
        page.get_by_role("button", name="Délier Le réseau").click()
        expect(page.locator(".callout")).to_contain_text("n’ouvre plus le vôtre")
