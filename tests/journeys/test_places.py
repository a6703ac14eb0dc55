"""A place from its form to the directory and the map, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Console
from tests.journeys.sites import Site


def _field(page: Page, label: str) -> Locator:
    """A field among those that suffice to publish."""
    essential = page.get_by_role("group", name="L’essentiel")
    return essential.locator("input, select").and_(page.get_by_label(label, exact=True))


def _fill(page: Page, name: str, family: str, commune: str) -> None:
    """Type what suffices to publish a place, and save."""
    _field(page, "Nom").fill(name)
    _field(page, "État").select_option(label="Ouvert")
    _field(page, family).check()
    _field(page, "Commune").fill(commune)
    page.get_by_role("button", name="Enregistrer").click()


def test_a_place_is_described_then_found(either: Page, site: Site) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{site.address}/places")
    page.get_by_role("link", name="Décrire un lieu").click()
    _fill(page, "Le Quai partagé", "Télécentre", "Aurillac (15000)")
    expect(page.locator("h1")).to_have_text("Le Quai partagé")
    sheet = page.get_by_role("region", name="Fiche")
    expect(sheet).to_contain_text("Aurillac (15)")
    page.goto(f"{site.address}/places")
    page.get_by_role("link", name="Cantal (15)").click()
    expect(page.locator(".place-card h2")).to_have_text(["Le Quai partagé"])
    page.get_by_role("main").get_by_role("link", name="Carte").click()
    expect(page.locator(".place-card h2")).to_have_text(["Le Quai partagé"])


def test_what_is_wrong_is_said_beside_its_field(either: Page, site: Site, console: Console) -> None:
    page = either
    console.allow("status of 422")
    site.enter(page, "charlie")
    page.goto(f"{site.address}/sheets/new?kind=place")
    _fill(page, "Le Quai du bout", "Fablab, makerspace, hackerspace", "Nulle-Part")
    expect(page.get_by_role("alert")).to_contain_text("commune inconnue")
    expect(_field(page, "Nom")).to_have_value("Le Quai du bout")
    expect(_field(page, "Commune")).to_have_attribute("aria-invalid", "true")


def test_a_commune_is_offered_then_a_pin_is_put_there_by_the_keyboard(
    page: Page, site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    site.enter(page, "charlie")
    page.goto(f"{site.address}/sheets/new?kind=place")
    field = _field(page, "Commune")
    field.press_sequentially("pomerol")
    expect(page.get_by_role("option", name="Pomerol")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Pomerol (33500)")
    page.get_by_text("Adresse et accès").click()
    page.get_by_role("button", name="Placer le repère sur une carte").press("Enter")
    page.locator("[data-pin][data-drawn]").wait_for()
    expect(page.get_by_role("region", name="Carte où poser le repère")).to_be_focused()
    assert accessibility_faults(page) == []
    page.keyboard.press("ArrowUp")
    put = page.get_by_role("button", name="Poser le repère ici")
    put.press("Enter")
    expect(page.get_by_label("Latitude")).to_have_value(re.compile("^44,9[0-9]+$"))
    expect(page.get_by_label("Longitude")).to_have_value(re.compile("^-0,[12][0-9]+$"))
    position = page.get_by_role("group", name="Position", exact=True)
    expect(position.get_by_label("Précision")).to_have_value("pin")
    expect(put.locator("xpath=..").get_by_role("status")).to_contain_text("Repère posé")


def test_places_are_corrected_in_a_spreadsheet(
    page: Page, site: Site, tmp_path: Path, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/places?q=arret")
    page.get_by_text("Emporter", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableur (XLSX)").click()
    download.value.save_as(tmp_path / "lieux.xlsx")
    book = load_workbook(tmp_path / "lieux.xlsx")
    header = [cell.value for cell in book.active[1]]
    book.active.cell(2, header.index("Ambiance") + 1, "=Paisible")
    book.active.cell(2, header.index("Ambiance") + 1).data_type = "s"
    book.save(tmp_path / "lieux.xlsx")
    page.get_by_role("link", name="Rapporter un tableur").click()
    page.get_by_label("Tableur").set_input_files(tmp_path / "lieux.xlsx")
    page.get_by_role("button", name="Lire le fichier").click()
    line = page.get_by_role("row").filter(has_text="Ambiance")
    expect(line).to_contain_text("=Paisible")
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Enregistrer ces corrections").click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("un lieu corrigé")
    page.get_by_text("Tout annuler").click()
    page.get_by_role("button", name="Annuler ces corrections").click()
    expect(page.get_by_role("status").first).to_contain_text("un lieu remis comme avant")


def test_a_place_is_reached_on_the_map_by_the_keyboard(
    page: Page, site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{site.address}/map?departement=33&q=pomerol")
    page.locator("[data-map][data-drawn]").wait_for()
    page.get_by_role("button", name="Arrêt Minute, Pomerol").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Arrêt Minute")
    expect(card.get_by_role("link", name="Arrêt Minute")).to_be_visible()
    assert accessibility_faults(page) == []
    card.get_by_role("link", name="Arrêt Minute").press("Enter")
    expect(page.locator("h1")).to_have_text("Arrêt Minute")


def test_a_file_of_others_comes_in_and_goes_out(either: Page, site: Site, tmp_path: Path) -> None:
    page = either
    site.enter(page, "bob")
    file = tmp_path / "liste.csv"
    file.write_text("Enseigne commerciale;Ville;Divers\nLe Ponton;Aurillac;x\nPerdu;Nulle Part;y\n")
    page.goto(f"{site.address}/places/intakes")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_label("Ville")).to_have_value("commune")
    expect(page.locator("main")).to_contain_text("Le Ponton · Perdu")
    page.get_by_label("Enseigne commerciale").select_option(label="Nom")
    page.get_by_label("De qui vient ce fichier").fill("La Ville")
    page.get_by_label("Licence").select_option(label="Licence Ouverte")
    page.get_by_role("button", name="Comparer avec le wiki").click()
    _wait(page, page.get_by_role("button", name="Importer", exact=True))
    expect(page.locator("#left")).to_contain_text("La commune de « Perdu » n’est pas trouvée")
    page.get_by_role("button", name="Importer", exact=True).click()
    _wait(page, page.get_by_text("C’est fini : un lieu importé."))
    page.get_by_role("link", name="Le Ponton").click()
    expect(page.get_by_role("region", name="Fiche")).to_contain_text("La Ville")
    page.go_back()
    page.get_by_text("Tout annuler").click()
    page.get_by_role("button", name="Annuler cet import").click()
    _wait(page, page.get_by_text("C’est annulé : un lieu remis comme avant."))


def _wait(page: Page, wanted: Locator) -> None:
    """Ask for the screen again until a job is done: without JavaScript a link does."""
    for _ in range(60):
        if wanted.is_visible():
            return
        again = page.get_by_role("link", name="Actualiser")
        if again.is_visible():
            again.click()
        page.wait_for_timeout(250)
    expect(wanted).to_be_visible()
