"""The places of a network decide: by consent, in secret, among several wordings, from a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.charter.service.test_amendments import change, table
from tests.charter.voting import HARM, PLACES, Voting
from tests.conftest import Console, upgraded
from tests.journeys.mailbox import letter_to, link_in
from tests.journeys.sites import Site, close, make, served
from tests.mail.conftest import Server, set_server
from wiki.charter.queries import ballots as queries
from wiki.jobs.service import run_all
from wiki.kernel import clock


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


def _open(page: Page) -> str:
    """Open the ballot whose form is shown; its address."""
    page.get_by_role("button", name="Ouvrir le scrutin").click()
    expect(page.locator("#voix")).to_be_visible()
    return page.url


def _end(site: Site, page: Page, ballot: str) -> None:
    site.enter(page, "eric")
    page.goto(ballot)
    page.get_by_role("button", name="Clore le scrutin").click()
    page.get_by_role("button", name="Proclamer").click()


def test_in_secret_a_vote_is_final_and_few_votes_are_not_told(
    page_without_javascript: Page, voted: tuple[Site, Voting]
) -> None:
    page, (site, voting) = page_without_javascript, voted
    site.enter(page, "eric")
    page.goto(f"{site.address}/charters/{voting.slug}/ballots/new")
    page.get_by_label("Question").fill("Qui préside ?")
    page.get_by_label("Texte mis au vote").fill("Alice préside l’assemblée.")
    page.locator('[name="rule"][value="simple"]').check()
    page.get_by_label("Voter à bulletins secrets").check()
    ballot = _open(page)
    for who, *_ in PLACES.values():
        site.enter(page, who)
        page.goto(ballot)
        page.locator('[name="choice"][value="yes"]').check()
        page.get_by_role("button", name="Voter").click()
        expect(page.get_by_text("Votre reçu :")).to_be_visible()
        page.goto(ballot)
        expect(page.get_by_text("À bulletins secrets, un vote ne se change pas.")).to_be_visible()
        expect(page.get_by_role("button", name="Voter")).to_have_count(0)
    _end(site, page, ballot)
    expect(page.get_by_text("Le texte est adopté.")).to_be_visible()
    page.get_by_role("link", name="Procès-verbal").click()
    expect(page.get_by_text("moins de cinq, le décompte n’est pas dit")).to_be_visible()


def test_one_ballot_tells_apart_wordings_that_two_cannot_agree_on(
    page_without_javascript: Page, voted: tuple[Site, Voting]
) -> None:
    page, (site, voting) = page_without_javascript, voted
    with site.app.app_context():
        voting.open()
        for new, who in (("60", "charlie"), ("30", "bob")):
            table(voting, change(voting, "Cotisation", "50", new), who)
    here = f"{site.address}/charters/{voting.slug}/amendments"
    site.enter(page, "charlie")
    page.goto(f"{here}/1")
    page.get_by_role("link", name="Le réunir avec le n° 2").click()
    expect(page.get_by_text("Ils changent les mêmes mots")).to_be_visible()
    page.get_by_label("Texte de l’article").fill("Chacun donne de 30 à 60 euros par an.")
    page.get_by_role("button", name="Proposer à l’autre auteur").click()
    site.enter(page, "bob")
    page.goto(f"{site.address}/charters/mine")
    page.get_by_role("link", name="Amendement n° 3, qui en réunit deux").click()
    page.locator("summary", has_text="Refuser cette rédaction").click()
    page.get_by_label("Pourquoi").fill("Trente euros, c’est déjà beaucoup.")
    page.get_by_role("button", name="Refuser cette rédaction").click()
    site.enter(page, "eric")
    page.goto(f"{here}/2")
    page.get_by_role("link", name="Les soumettre ensemble au vote").click()
    ballot = _open(page)
    expect(page.get_by_role("heading", name="Le texte d’aujourd’hui")).to_be_visible()
    for who, *_ in PLACES.values():
        site.enter(page, who)
        page.goto(ballot)
        page.locator('[name="choice-1"][value="no"]').check()
        page.locator('[name="choice-2"][value="yes"]').check()
        page.get_by_role("button", name="Voter").click()
        expect(page.get_by_text("Votre vote est compté.")).to_be_visible()
    _end(site, page, ballot)
    page.goto(f"{here}/2")
    expect(page.locator("h1")).to_contain_text("Amendement n° 2")
    expect(page.get_by_text("Intégré", exact=True).first).to_be_visible()
    page.goto(f"{site.address}/wiki/Projet_de_charte")
    expect(page.get_by_text("La cotisation annuelle est de 30 euros.")).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_who_never_used_it_votes_from_the_letter(
    new_page: Callable[..., Page],
    voted: tuple[Site, Voting],
    monkeypatch: pytest.MonkeyPatch,
    console: Console,
    has_scripts: bool,
) -> None:
    """By the keyboard where there are scripts, by clicks where there are none; not when late."""
    page, (site, voting) = new_page(java_script_enabled=has_scripts), voted
    server = Server()
    server.start()
    set_server(site.app, server.port)
    site.app.extensions["wiki"].options["WIKI_PUBLIC_URL"] = site.address
    with site.app.app_context():
        ballot = voting.put(days="1")
        run_all()
    letter = letter_to(server, people.address("gilles"))
    server.stop()
    assert "L’Atelier" in letter
    page.goto(link_in(letter))
    page.locator("main").get_by_role("link", name="Se connecter").click()
    page.get_by_label("Adresse électronique ou nom").fill(people.address("gilles"))
    page.get_by_label("Mot de passe", exact=True).fill(people.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="L’Atelier")).to_be_visible()
    if has_scripts:
        page.locator('[name="choice"][value="yes"]').focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Pour", exact=True).click()
        page.get_by_role("button", name="Voter").click()
    expect(page.get_by_text("Votre vote est compté.")).to_be_visible()
    page.get_by_label("Contre", exact=True).check()
    console.allow("status of 403")
    closes = ballot.closes_at
    assert closes is not None
    monkeypatch.setattr(clock, "now", lambda: closes)  # for the server too
    page.get_by_role("button", name="Voter").click()
    expect(page.get_by_text("plus aucun vote n’est reçu").first).to_be_visible()
    with site.app.app_context():
        assert list(queries.current(ballot.id).values()) == ["yes"]
