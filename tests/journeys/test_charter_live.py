"""A charter written by three at the same moment, each article by itself, until it is discussed."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.charter.made import PAGE, Made
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site

Faults = Callable[[Page], list[str]]


def _write(site: Site, page: Page, who: str, article: str) -> Page:
    """Open an article from the outline of its charter."""
    site.enter(page, who)
    page.goto(f"{site.address}/charters/charte-imaginaire/outline")
    page.get_by_role("link", name=f"Écrire « {article} »").click()
    expect(page.locator("[data-editor-state]")).to_have_text(re.compile("enregistré"))
    page.locator(".cm-content").wait_for()
    return page


def _put(page: Page, text: str) -> None:
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def _said(page: Page, text: str) -> None:
    expect(page.locator("form.editor [name=body]")).to_have_value(re.compile(re.escape(text)))


def test_three_write_two_articles_until_the_consultation_opens(
    site: Site, new_page: Callable[..., Page], accessibility_faults: Faults
) -> None:
    made = Made(site.app)
    page = new_page(viewport=DESK)
    site.enter(page, "eric")
    page.goto(f"{site.address}/charters/charte-imaginaire/outline")
    page.get_by_role("button", name="Donner un identifiant à chaque article").click()
    alice, bob, charlie = (
        _write(site, new_page(viewport=DESK), who, article)
        for who, article in (("alice", "Cotisation"), ("bob", "Cotisation"), ("charlie", "Membres"))
    )
    expect(alice.locator(".live-people").get_by_role("button")).to_have_text([re.compile("bob")])
    expect(charlie.locator(".live-people")).to_be_hidden()
    _put(charlie, "Il vote une fois.")
    _put(alice, "Elle se paie en deux fois. ")
    _said(bob, "Elle se paie en deux fois.")  # two who type at one point mix their letters
    _put(bob, "Un lieu en difficulté le dit.")
    _said(alice, "Un lieu en difficulté le dit.")
    assert not accessibility_faults(alice)
    # One article is saved: the page has it, the other one goes on.
    bob.get_by_role("button", name="Enregistrer").click()
    bob.wait_for_url(re.compile("/wiki/"))
    expect(bob.locator("main")).to_contain_text("Un lieu en difficulté le dit.")
    expect(bob.locator("main")).not_to_contain_text("Il vote une fois.")
    expect(alice.locator(".live [role=status]")).to_contain_text("bob a enregistré la version")
    bob.goto(f"{site.address}/wiki/{PAGE.replace(' ', '_')}/edit")
    expect(bob.locator("form.editor")).to_contain_text("une charte s’écrit article par article")
    expect(bob.locator(".live")).to_have_count(0)
    # The consultation opens in the middle of a sentence.
    _put(alice, " Et puis")
    expect(alice.locator("[data-editor-state]")).to_contain_text(
        re.compile("partagé", re.IGNORECASE)
    )
    with site.app.app_context():
        made.eric = people.make("eric")
        made.open()
    for one in (alice, charlie):
        expect(one.locator(".live-banner")).to_contain_text("amendements")
        expect(one.locator(".cm-content")).to_have_attribute("aria-readonly", "true")
    alice.keyboard.type(" rien ne reçoit")
    site.enter(alice, "alice")
    alice.goto(f"{site.address}/charters/charte-imaginaire/amendments/new")
    alice.select_option('[name="block"]', label="Article 2, Cotisation")
    alice.get_by_role("button", name="Continuer").click()
    alice.get_by_role("link", name="Partir de ce texte").click()
    expect(alice.locator("textarea[name=text]")).to_have_value(re.compile(r"le dit\.\s* Et puis$"))
