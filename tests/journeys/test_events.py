"""Coming to an event, without scripts: the last seat, the waiting list, the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.events.conftest import event
from tests.journeys.mailbox import letter_to, link_in
from tests.journeys.sites import Site
from tests.mail.conftest import Server, set_server


@pytest.fixture
def mail_server(site: Site) -> Iterator[Server]:
    server = Server()
    server.start()
    set_server(site.app, server.port)
    site.app.extensions["wiki"].options["WIKI_PUBLIC_URL"] = site.address
    yield server
    server.stop()


def test_who_waits_comes_in_when_another_cancels(
    page_without_javascript: Page,
    new_page: Callable[..., Page],
    site: Site,
    mail_server: Server,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    page, other = page_without_javascript, new_page(java_script_enabled=False)
    with site.app.app_context():
        alice = people.make("alice")
    sheet = event("Un soir au quai", "2999-12-01", starts_at="18:00", capacity=1)
    site.write(alice, "Un soir au quai", "Le programme.", sheet=sheet)
    for who, seen, told in (
        ("bob", page, "Votre place est gardée."),
        ("charlie", other, "vous êtes sur la liste d’attente."),
    ):
        site.enter(seen, who)
        seen.goto(f"{site.address}/wiki/Un_soir_au_quai")
        seen.locator("main").get_by_role("link", name="S’inscrire").click()
        seen.get_by_label("Mon nom peut figurer au compte rendu").check()
        seen.locator("main").get_by_role("button", name="S’inscrire").click()
        expect(seen.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.get_by_text("Votre inscription est annulée")).to_be_visible()
    site.rest()
    letter = letter_to(mail_server, people.address("charlie"), "Une place s’est libérée pour vous")
    assert f"{site.address}/events/" in letter
    other.reload()
    expect(other.get_by_text("inscrit", exact=True)).to_be_visible()
    watched = new_page(viewport={"width": 390, "height": 800})
    site.enter(watched, "charlie")
    watched.goto(link_in(letter.partition("Votre inscription")[2]))
    expect(watched.get_by_role("button", name="Annuler mon inscription")).to_be_visible()
    assert accessibility_faults(watched) == []
