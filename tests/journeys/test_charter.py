"""A charter from its page to a signature, by a browser: with its scripts, and without any."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import people
from tests.charter.made import NETWORK, PAGE, TEXT
from tests.charter.voting import PLACES, network
from tests.journeys.sites import Site, served
from tests.sheets.places import place
from wiki.charter.rules.contests import WINDOW
from wiki.charter.rules.procedure import STEPS
from wiki.charter.service import contests
from wiki.kernel import clock
from wiki.kernel.permissions import Role
from wiki.organisations.service.mandates import give
from wiki.pages.service.save import Edit, save

HERE = "/charters/charte-imaginaire"


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """A network of four places, and a page that says what they may agree on."""
    with served(app) as found:
        with app.app_context():
            eric = people.make("eric", Role.STEWARD)
            alice = people.make("alice")
            save(eric, Edit(PAGE, TEXT, 0))
            for title, (who, *_) in PLACES.items():
                people.make(who)
                page = save(eric, Edit(title, "", 0, sheet=place(name=title))).page
                give(alice, page.uid, who, "2020-01-01")
            save(eric, Edit(NETWORK, "", 0, sheet=network()))
        yield found


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _settle(page: Page) -> None:
    """All in a day, by two thirds."""
    page.get_by_role("link", name="Calendrier et règles").click()
    today = clock.now().date().isoformat()
    for step in STEPS:
        page.fill(f'[name="{step}"]', today)
    page.select_option('[name="adoption_rule"]', "two_thirds")
    _press(page, "Enregistrer")


def _arrange(page: Page, has_scripts: bool) -> None:
    """Put an article before another one by a button, and back by dragging it where that is."""
    page.get_by_role("link", name="Plan du texte").click()
    page.get_by_role("button", name=re.compile("Monter.*Cotisation")).click()
    lines = page.locator("[data-at]")
    expect(lines.nth(2)).to_contain_text("Cotisation")
    if has_scripts:
        box = lines.nth(3).bounding_box()
        assert box
        lines.nth(2).drag_to(lines.nth(3), target_position={"x": 30, "y": box["height"] - 4})
    else:
        page.get_by_role("button", name=re.compile("Descendre.*Cotisation")).click()
    expect(lines.nth(3)).to_contain_text("Cotisation")
    page.get_by_role("link", name="Charte imaginaire").first.click()


def _decide(site: Site, page: Page) -> None:
    """All the places say yes to the ballot that is shown, and eric proclaims what it decides."""
    ballot = page.url
    for who, *_ in PLACES.values():
        site.enter(page, who)
        page.goto(ballot)
        page.locator('[name="choice"][value="yes"]').check()
        _press(page, "Voter")
    site.enter(page, "eric")
    page.goto(ballot)
    _press(page, "Clore le scrutin")
    _press(page, "Proclamer")
    expect(page.get_by_text("si aucun électeur ne le conteste")).to_be_visible()
    with site.app.app_context(), clock.stopped_at(clock.now() + WINDOW):
        contests.finish(ballot.rpartition("/")[2].partition("?")[0])


def _word(page: Page, faults: Callable[[Page], list[str]] | None) -> None:
    """Write sixty for fifty, as on a page: in its editor, or in the plain field."""
    written = page.locator("textarea[name=text]")
    if faults is None:
        written.fill(written.input_value().replace("50", "60"))
        _press(page, "Aperçu")
        expect(page.locator("#apercu")).to_contain_text("60 euros")
        return
    text = page.locator(".cm-content")
    expect(text).to_contain_text("50 euros")
    text.press("Control+f")
    page.locator(".cm-search input[name=search]").fill("50")
    page.locator(".cm-search input[name=replace]").fill("60")
    page.locator(".cm-search [name=replaceAll]").click()
    text.press("Escape")
    _press(page, "Côte à côte")
    expect(page.locator(".editor-preview")).to_contain_text("60 euros")
    assert faults(page) == []
    expect(page.locator("[data-editor-state]")).to_contain_text("gardé")
    page.once("dialog", lambda one: one.accept())
    page.reload()
    _press(page, "Reprendre ce texte")
    expect(text).to_contain_text("60 euros")


def _amend(site: Site, page: Page, faults: Callable[[Page], list[str]] | None) -> None:
    """Charlie asks for ten euros more, and the places consent."""
    site.enter(page, "charlie")
    page.goto(f"{site.address}{HERE}/amendments/new")
    page.select_option('[name="block"]', label="Article 2, Cotisation")
    _press(page, "Continuer")
    _word(page, faults)
    page.fill('[name="why"]', "Cinquante euros ne paient plus la salle de l’assemblée.")
    _press(page, "Déposer")
    if faults is not None:
        kept = "Object.keys(localStorage).some(k => k.startsWith('wiki:draft:'))"
        end = time.monotonic() + 10  # it goes once the script of the next page runs
        while page.evaluate(kept) and time.monotonic() < end:
            page.wait_for_timeout(50)
        assert not page.evaluate(kept)
    amendment = page.url
    site.enter(page, "eric")
    page.goto(amendment)
    _press(page, "Déclarer recevable")
    page.get_by_role("link", name="Soumettre au vote").click()
    _press(page, "Ouvrir le scrutin")
    _decide(site, page)


def _ask(page: Page) -> None:
    """Ask each place for an answer before it signs."""
    page.goto(page.url.partition("/charters/")[0] + f"{HERE}/annexes")
    page.get_by_role("link", name="Poser des questions").click()
    page.get_by_label("Question").fill("Journées offertes")
    page.select_option('[name="type"]', "integer")
    page.get_by_label("Demandé pour signer").check()
    page.get_by_label("Article 2, Cotisation").check()
    _press(page, "Poser cette question")
    expect(page.get_by_role("link", name="Journées offertes")).to_be_visible()


def _write_easily(page: Page) -> None:
    """Write the article on the fee so that it is easy to read."""
    page.goto(page.url.partition("/charters/")[0] + f"{HERE}/v1.0")
    page.locator("summary", has_text="facile à lire").click()
    page.get_by_role("link", name="Facile à lire et à comprendre").click()
    page.get_by_role("link", name=re.compile("Cotisation")).first.click()
    expect(page.locator(".charter-source")).to_contain_text("60 euros")
    page.get_by_label("Titre").fill("L’argent")
    page.get_by_label("Texte", exact=True).fill("Chaque lieu paie 60 euros par an.")
    _press(page, "Enregistrer")
    expect(page.get_by_text("Chaque lieu paie 60 euros par an.")).to_be_visible()
    expect(page.get_by_text("Seul le texte français fait foi")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_from_a_page_to_a_signature(
    site: Site,
    new_page: Callable[..., Page],
    accessibility_faults: Callable[[Page], list[str]],
    has_scripts: bool,
) -> None:
    page = new_page(java_script_enabled=has_scripts)
    site.enter(page, "eric")
    page.goto(f"{site.address}/charters/new?page={PAGE}")
    page.fill('[name="title"]', "Charte imaginaire")
    page.select_option('[name="network"]', label=NETWORK)
    _press(page, "Faire cette charte")
    _settle(page)
    _arrange(page, has_scripts)
    _press(page, "Ouvrir la concertation")
    _amend(site, page, accessibility_faults if has_scripts else None)
    page.goto(site.address + HERE)
    for step in (
        "Clore la concertation",
        "Proposer ce texte, pour de bon",
        "Mettre ce texte au vote",
    ):
        _press(page, step)
    _decide(site, page)
    page.goto(site.address + HERE)
    expect(page.get_by_text("La version 1.0 est en vigueur.")).to_be_visible()
    _ask(page)
    _write_easily(page)

    site.enter(page, "charlie")
    page.goto(f"{site.address}{HERE}/v1.0")
    expect(page.get_by_text("La cotisation annuelle est de 60 euros.")).to_be_visible()
    page.get_by_role("link", name="Lire et signer").click()
    expect(page.get_by_role("button", name="Signer ce texte")).to_have_count(0)
    page.get_by_role("link", name="Répondre pour Le Quai").click()
    page.get_by_label("Journées offertes").fill("12")
    _press(page, "Enregistrer")
    page.goto(f"{site.address}{HERE}/v1.0/sign")
    expect(page.get_by_text("Ces réponses sont signées avec le texte.")).to_be_visible()
    _press(page, "Signer ce texte")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Le Quai"))
    expect(row).to_contain_text(re.compile("Signée.*1.0.*charlie", re.DOTALL))

    page.context.clear_cookies()
    page.goto(f"{site.address}{HERE}/verify")
    expect(page.get_by_text("Tout tient")).to_be_visible()
