"""Accounts and administration in a real browser: by hand, on a phone, and as axe sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import people
from tests.conftest import Console, upgraded
from tests.journeys.sites import Site, close, make, served
from wiki.kernel.permissions import Role
from wiki.members.queries import members_named
from wiki.members.service.invitations import invite
from wiki.site.service import change_settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

VISITED = ("/login", "/reset", "/register", "/sent/join", "/members", "/rights")
OWNED = ("/account", "/account/tokens", "/account/second-factor", "/invitations")
ADMINISTERED = ("/admin/people", "/admin/settings", "/admin/journal")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, assets: None) -> Iterator[Site]:
    """A wiki with its people, that anyone may join."""
    data: Path = tmp_path_factory.mktemp("members") / "data"
    data.mkdir()
    upgraded(f"sqlite:///{data}/wiki.db")
    app = make(data, WIKI_WORKER=False)
    with app.app_context():
        change_settings(people.make_all()["alice"], {"joining": "open"})
    with served(app) as found:
        yield found
    close(app)


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_and_out(
    site: Site, new_page: Callable[..., Page], console: Console, javascript: bool
) -> None:
    console.allow("status of 404")  # the home page is not written
    page = new_page(java_script_enabled=javascript)
    page.goto(f"{site.address}/members")
    page.get_by_role("banner").get_by_role("link", name="Se connecter").click()
    page.get_by_label("Adresse électronique ou nom").fill("charlie@exemple.fr")
    page.get_by_label("Mot de passe", exact=True).fill(people.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/members")
    page.get_by_title("Mon compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("banner").get_by_role("link", name="Se connecter").wait_for()


def test_a_wrong_password_is_announced_and_the_address_kept(
    site: Site, page: Page, console: Console
) -> None:
    console.allow("status of 403")
    page.goto(f"{site.address}/login")
    page.get_by_label("Adresse électronique ou nom").fill("dora@exemple.fr")
    page.get_by_label("Mot de passe", exact=True).fill("cheval agrafe")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    field = page.get_by_label("Adresse électronique ou nom")
    assert field.input_value() == "dora@exemple.fr"
    assert field.get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_accessible_and_holds_in_its_width(
    site: Site,
    new_page: Callable[..., Page],
    accessibility_faults: Callable[[Page], list[str]],
    width: int,
    scheme: str,
) -> None:
    with site.app.app_context():
        token = invite(people.make("alice"), Role.MEMBER)
        uid = members_named("charlie")[0].uid
    visitor, alice = (
        new_page(viewport={"width": width, "height": 800}, color_scheme=scheme) for _ in range(2)
    )
    site.enter(alice, "alice")
    seen = [(visitor, path) for path in (*VISITED, f"/invitation/{token}")]
    seen += [(alice, path) for path in (*OWNED, *ADMINISTERED)]
    seen += [(alice, path) for path in (f"/members/{uid}", f"/admin/people/{uid}")]
    for page, path in seen:
        page.goto(f"{site.address}{path}")
        assert accessibility_faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
