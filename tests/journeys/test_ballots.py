"""The places of a network decide by consent, without any script; an objection is lifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.charter.voting import HARM, Voting
from tests.conftest import upgraded
from tests.journeys.sites import Site, close, make, served


@pytest.fixture
def voted(
    tmp_path: Path, assets: None, close_pages: Callable[[], None]
) -> Iterator[tuple[Site, Voting]]:
    """A wiki whose charter has places that decide."""
    upgraded(f"sqlite:///{tmp_path}/wiki.db")
    app = make(tmp_path, WIKI_WORKER=False)
    with app.app_context():
        voting = Voting(app)
    with served(app) as site:
        yield site, voting
        close_pages()
    close(app)


def test_consent_with_an_objection_lifted(
    page_without_javascript: Page, voted: tuple[Site, Voting]
) -> None:
    page, (site, voting) = page_without_javascript, voted
    site.enter(page, "eric")
    page.goto(f"{site.address}/charters/{voting.slug}")
    page.get_by_role("link", name="Scrutins").click()
    page.get_by_role("link", name="Poser une question").click()
    page.get_by_label("Question").fill("Une presse ?")
    page.get_by_label("Texte mis au vote").fill("Nous achetons une **presse à badges**.")
    page.get_by_role("button", name="Ouvrir le scrutin").click()
    expect(page.locator("h1")).to_have_text("Une presse ?")
    ballot = page.url

    def come(name: str) -> None:
        site.enter(page, name)
        page.goto(ballot)

    come("charlie")
    page.locator("summary", has_text="Objecter").click()
    page.get_by_label("Ce que ce texte abîmerait").fill(HARM.harm)
    page.get_by_label("La rédaction qui lèverait l’objection").fill(HARM.wording)
    page.get_by_role("button", name="Objecter").click()
    expect(page.get_by_text("Votre objection est enregistrée.")).to_be_visible()
    for name, said in (("bob", "Consent"), ("alice", "Consent"), ("gilles", "S’en remet")):
        come(name)
        page.get_by_label(said).first.check()
        page.get_by_role("button", name="Voter").click()
        expect(page.get_by_text("1 objection tient")).to_be_visible()
    come("charlie")
    page.locator("summary", has_text="Lever cette objection").click()
    page.get_by_role("button", name="Lever l’objection").click()
    come("eric")
    page.get_by_role("button", name="Clore le scrutin").click()
    page.get_by_role("button", name="Proclamer").click()
    expect(page.get_by_text("Le texte est adopté.")).to_be_visible()
    page.get_by_role("link", name="Procès-verbal").click()
    expect(page.get_by_text("Levée par qui l’a faite")).to_be_visible()
    expect(page.get_by_text("Consent : 3")).to_be_visible()
