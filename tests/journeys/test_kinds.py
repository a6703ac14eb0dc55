"""Somebody who does not program adapts a form, by keyboard, and sees it before it is saved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sites import Site


def test_a_form_is_adapted_by_keyboard(
    either: Page,
    site: Site,
) -> None:
    page = either
    site.enter(page, "alice")
    page.goto(f"{site.address}/admin/sheets/place")
    page.get_by_label("Montrer « But du lieu »").focus()
    page.keyboard.press("Space")
    page.get_by_label("Nom de « Présentation courte »").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("En deux mots")
    page.get_by_role("button", name="Voir le formulaire avant").focus()
    page.keyboard.press("Enter")
    preview = page.get_by_role("region", name="Le formulaire, tel qu’il serait")
    expect(preview.get_by_label("En deux mots", exact=True)).to_have_count(1)
    expect(preview.get_by_label("But du lieu", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Enregistrer", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".callout-success")).to_contain_text("Enregistré")
    page.goto(f"{site.address}/sheets/new?kind=place")
    expect(page.get_by_text("But du lieu", exact=True)).to_have_count(0)
    expect(page.get_by_text("En deux mots", exact=True)).not_to_have_count(0)


def test_a_field_that_waits_shows_when_it_is_called_for(
    page: Page, site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    site.enter(page, "alice")
    page.goto(f"{site.address}/admin/sheets/place/fields/closed_on")
    page.get_by_role("button", name="Voir le formulaire avant").click()
    expect(page.get_by_role("region", name="Le formulaire, tel qu’il serait")).to_be_visible()
    assert accessibility_faults(page) == []
    page.goto(f"{site.address}/sheets/new?kind=place")
    page.locator("details.sheet-group", has_text="Identité").locator("summary").first.click()
    closed = page.locator('[name="field-closed_on"]')
    expect(closed).to_be_hidden()
    page.locator('[name="field-status"]').select_option("closed")
    expect(closed).to_be_visible()


def test_a_repeatable_field_is_added_with_its_columns_by_keyboard(either: Page, site: Site) -> None:
    page = either
    site.enter(page, "alice")
    page.goto(f"{site.address}/admin/sheets/place/fields/new")
    page.get_by_label("Nom", exact=True).first.fill("Machines")
    page.get_by_label("Ce qu’on y met").first.select_option("rows")
    page.get_by_text("Si ce sont plusieurs lignes").focus()
    page.keyboard.press("Enter")
    for place, (name, type_) in enumerate([("Machine", "text"), ("Nombre", "integer")], 1):
        column = page.get_by_role("group", name=f"Colonne {place}", exact=True)
        column.get_by_label("Nom").fill(name)
        column.get_by_label("Ce qu’on y met").select_option(type_)
    page.get_by_role("button", name="Voir le formulaire avant").press("Enter")
    preview = page.get_by_role("region", name="Le formulaire, tel qu’il serait")
    expect(preview.locator('[name="field-machines-0-nombre"]')).to_have_count(1)
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")
    expect(page.locator(".callout-success")).to_contain_text("Enregistré")
    page.goto(f"{site.address}/admin/sheets/place/columns/machines")
    page.get_by_label("Place de « Nombre »").fill("1")
    page.get_by_label("Nom de « Machine »").fill("Laquelle")
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")
    expect(page.locator(".callout-success")).to_contain_text("Enregistré")
    page.goto(f"{site.address}/sheets/new?kind=place")
    row = page.locator('[name^="field-machines-0-"]')
    expect(row.first).to_have_attribute("name", "field-machines-0-nombre")
    expect(page.locator('label[for="f-field-machines-0-machine"]')).to_have_text("Laquelle")
