"""A census from its first day to what is cited of it, as it is led and as it is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import PHONE
from tests.journeys.sites import Site
from wiki.census.views import letters
from wiki.kernel import clock

Faults = Callable[[Page], list[str]]
TITLE = "Recensement des lieux imaginaires"
TARGETS = """nom;commune;courriel;source
Arrêt Minute;Pomerol;am@exemple.fr;son site
Le Quai imaginaire;Aurillac;quai@exemple.fr;sa page
La Halle;Nulle-Part-les-Bains;;
"""


def _narrow(page: Page, faults: Faults) -> None:
    """Nothing is wrong for axe, nor wider than a telephone."""
    assert faults(page) == [], page.url
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), page.url


def _prepare(page: Page) -> str:
    """Make a census and the list of its targets; the address of its progress."""
    page.get_by_role("main").get_by_role("link", name="Nouveau recensement").first.click()
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("La question, et pourquoi vous la posez").fill(
        "Dites-nous **où vous en êtes** : [la méthode](/wiki/Accueil).\n\n- un\n- deux\n"
    )
    page.get_by_label("Dernier jour").fill(f"{clock.now().year + 1}-01-01")
    page.get_by_label("À la fin, tout le monde peut lire").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    address = page.url
    page.get_by_role("link", name="Ajouter des cibles").click()
    page.get_by_role("link", name="D’un tableau").click()
    page.get_by_label("Tableau").fill(TARGETS)
    page.get_by_label("La structure publie cette adresse").check()
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("#apercu + p")).to_contain_text("2 lignes seront ajoutées")
    expect(page.get_by_role("row").filter(has_text="La Halle")).to_contain_text("laissée")
    page.get_by_label("Lier chaque cible à sa page probable").check()
    page.get_by_role("button", name="Ajouter ces cibles").click()
    expect(page.get_by_text("2 cibles ajoutées ou complétées. 1 ligne laissée")).to_be_visible()
    return address


def _invite(page: Page, site: Site, address: str) -> str:
    """Open it and invite; the address that one of those it asks was given."""
    page.goto(address)
    page.get_by_role("button", name="Ouvrir le recensement").click()
    page.get_by_role("link", name="Lettres").click()
    page.get_by_text("L’invitation, telle qu’elle sera lue").click()
    expect(page.locator("pre").first).to_contain_text("Dites-nous où vous en êtes")
    page.get_by_role("button", name="Envoyer les invitations").click()
    with site.app.app_context():
        letters.invite(address.rpartition("/")[2])
        (mail,) = people.mails("am@exemple.fr")
    assert "**" not in mail.text
    assert f"la méthode ({site.address}/wiki/Accueil).\n\n- un\n- deux\n" in mail.text
    found = re.search(rf"{site.address}/sheets/correct/\S+", mail.text)
    assert found, mail.text
    return found[0]


def _answer(page: Page, link: str) -> None:
    """Answer without an account: what is wrong is told, what was typed stays."""
    page.goto(link)
    expect(page.locator("main strong").first).to_have_text("où vous en êtes")
    page.locator("#f-field-status").select_option("paused")
    commune = page.locator("[name=field-commune]")
    known = commune.input_value()
    commune.fill("Nulle-Part-les-Bains")
    page.get_by_role("button", name="Proposer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(commune).to_have_value("Nulle-Part-les-Bains")
    expect(page.locator("#f-field-status")).to_have_value("paused")
    commune.fill(known)
    page.get_by_role("button", name="Proposer").click()
    expect(page.locator("h1")).to_have_text("Merci, c’est noté.")


def test_a_census_is_led_answered_and_cited(
    page: Page,
    new_page: Callable[..., Page],
    site: Site,
    console: Console,
    accessibility_faults: Faults,
    tmp_path: Path,
) -> None:
    console.allow("status of 422")
    site.app.extensions["wiki"].options["WIKI_PUBLIC_URL"] = site.address
    site.enter(page, "bob")
    page.goto(f"{site.address}/census")
    address = _prepare(page)
    link = _invite(page, site, address)
    _answer(new_page(viewport=PHONE, java_script_enabled=False), link)
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(page.get_by_role("row").filter(has_text="Gironde (33)")).to_contain_text("A répondu")
    _narrow(page, accessibility_faults)
    page.get_by_role("link", name="1 réponse à relire").click()
    page.get_by_role("link", name="Arrêt Minute").click()
    page.get_by_role("button", name="Accepter et enregistrer").click()
    page.goto(address)
    page.get_by_text("Fermer le recensement").first.click()
    page.get_by_role("button", name="Fermer le recensement").click()
    page.get_by_role("button", name="Publier pour de bon").click()
    reader = new_page(viewport=PHONE)
    reader.goto(f"{site.address}/census")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.locator("#citation")).to_contain_text(reader.url)
    with reader.expect_download() as download:
        reader.get_by_role("link", name=re.compile("CSV|csv")).first.click()
    download.value.save_as(tmp_path / "jeu.csv")
    assert "paused" in (tmp_path / "jeu.csv").read_text()
    reader.get_by_label("Fichier à comparer").set_input_files(tmp_path / "jeu.csv")
    reader.get_by_role("button", name="Vérifier").click()
    expect(reader.get_by_text("C’est bien un fichier publié")).to_be_visible()
    _narrow(reader, accessibility_faults)
