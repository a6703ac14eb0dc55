"""One's own account: a forgotten password, and the interface in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.mailbox import letter_to, link_in
from tests.journeys.sites import Site
from tests.mail.conftest import Server, set_server

#: Words that every French screen has and no English one.
FRENCH = re.compile(
    r"[éèêàùç]|\b(le|la|les|des|une?|du|vous|votre|avec|pour|dans|sur|est|sont|page d’)\b",
    re.IGNORECASE,
)
SCREENS = (
    "/changes",
    "/search?q=",
    "/search?q=zzzzzz",
    "/files",
    "/files/new",
    "/members",
    "/rights",
    "/drafts",
    "/account",
    "/account/tokens",
    "/account/passkeys",
    "/account/identities",
    "/invitations",
    "/bin",
    "/admin",
    "/admin/settings",
    "/admin/people",
    "/admin/journal",
    "/admin/jobs",
    "/admin/mail",
    "/wiki/The_quay",
    "/wiki/The_quay/edit",
    "/wiki/The_quay/history",
    "/wiki/The_quay/diff/1..2",
    "/wiki/The_quay/rename",
    "/wiki/The_quay/protect",
    "/wiki/The_quay/delete",
    "/wiki/The_quay/backlinks",
)
#: What the interface itself says: not pages, names, settings' values, dates in French contents.
SAID = """() => {
    const copy = document.body.cloneNode(true);
    const content = ".prose, .rail-list:first-of-type, .brand, .diff, .hit-text, textarea, input,"
        + " select[name=author], select[name=zone], select[name=language], .languages, script,"
        + " select[name=department],"
        + " .change-summary, .change-title, .breadcrumb, pre, code, .journal,"
        + " .avatar, .person, .people .muted, .account-name, .file-name";
    for (const part of copy.querySelectorAll(content)) part.remove();
    const labels = [...copy.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap(
        (node) => [node.ariaLabel, node.title, node.placeholder]);
    return [document.title.replace(/ — .*/, ""), copy.textContent, ...labels].join(" \\n ");
}"""


@pytest.fixture
def mail_server(site: Site) -> Iterator[Server]:
    server = Server()
    server.start()
    set_server(site.app, server.port)
    yield server
    server.stop()


def test_a_forgotten_password_is_replaced(either: Page, site: Site, mail_server: Server) -> None:
    page = either
    with site.app.app_context():
        people.make("charlie")
    page.goto(f"{site.address}/login")
    page.get_by_role("link", name="Mot de passe oublié ?").click()
    page.get_by_label("Adresse électronique").fill("charlie@exemple.fr")
    page.get_by_role("button", name="Recevoir un lien").click()
    page.goto(link_in(letter_to(mail_server, "charlie@exemple.fr")))
    page.get_by_label("Nouveau mot de passe").fill("lanterne osier canal")
    page.get_by_role("button", name="Changer le mot de passe").click()
    page.get_by_label("Adresse électronique ou nom").fill("charlie@exemple.fr")
    page.get_by_label("Mot de passe").fill("lanterne osier canal")
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator(".account-name")).to_have_text("charlie")


def test_the_whole_interface_is_in_english(page: Page, site: Site) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/account")
    page.get_by_label("Langue").select_option("en")
    page.get_by_role("button", name="Enregistrer les préférences").click()
    expect(page.locator("h1")).to_have_text("My account")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "The quay", "Open.")
    site.write(alice, "The quay", "Closed.")
    left = {}
    for path in SCREENS:
        page.goto(site.address + path)
        said = page.evaluate(SAID)
        if found := [line.strip() for line in said.split("\n") if FRENCH.search(line)]:
            left[path] = found
    assert left == {}
