"""Writing a page: whole or by section, with a mouse or a keyboard, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import DESK
from tests.journeys.editor import body_of, type_text
from tests.journeys.sites import Site

BODY = "Un atelier.\n\n## Horaires\n\nOuvert le lundi.\n\n## Tarifs\n\nDouze euros.\n"
SAVE = "[data-save]"


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    """The address of a page with two sections, written by alice."""
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", BODY)
    return f"{site.address}/wiki/Le_quai"


def test_a_whole_page_is_previewed_and_saved(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(quai)
    page.locator(".page-actions").get_by_role("link", name="Modifier").click()
    page.wait_for_load_state("networkidle")
    type_text(page, BODY.replace("lundi", "**mardi**"))
    page.get_by_role("button", name="Aperçu").first.click()
    expect(page.locator(".preview strong, .editor-preview strong")).to_have_text("mardi")
    page.fill("[name=summary]", "Nouveau jour")
    page.click(SAVE)
    expect(page.locator(".callout-success")).to_contain_text("C’est enregistré.")
    page.get_by_role("link", name="Voir ce qui a changé").click()
    expect(page.locator(".diff ins")).to_contain_text("mardi")
    expect(page.locator(".diff-versions")).to_contain_text("Nouveau jour")


def test_one_section_is_saved_in_its_page(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(quai)
    page.get_by_role("link", name="la section « Tarifs »").click()
    page.wait_for_load_state("networkidle")
    assert body_of(page).strip() == "## Tarifs\n\nDouze euros."
    type_text(page, "## Tarifs\n\nQuinze euros.\n")
    page.click(SAVE)
    expect(page.locator("article.prose")).to_contain_text("Quinze euros.")
    assert site.text("Le quai") == BODY.replace("Douze", "Quinze")


def test_the_toolbar_writes_and_the_page_shows_it(page: Page, site: Site, quai: str) -> None:
    page.set_viewport_size(DESK)
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    page.locator(".cm-content").wait_for()
    type_text(page, "Important")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Gras").click()
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="Tableau").click()
    page.click(SAVE)
    expect(page.locator("article.prose strong")).to_have_text("Important")
    expect(page.locator("article.prose table")).to_be_visible()


@pytest.mark.parametrize("together", [False])
def test_a_draft_follows_its_author(new_page: Callable[..., Page], site: Site, quai: str) -> None:
    phone, desk = new_page(), new_page(java_script_enabled=False)
    for page in (phone, desk):
        site.enter(page, "charlie")
    phone.goto(f"{quai}/edit")
    phone.wait_for_load_state("networkidle")
    type_text(phone, "Commencé dans le train.")
    expect(phone.locator("[data-editor-state]")).to_contain_text("Brouillon gardé à")
    desk.goto(f"{site.address}/drafts")
    desk.locator("main").get_by_role("link", name="Le quai").click()
    desk.get_by_role("button", name="Reprendre le brouillon").click()
    assert body_of(desk) == "Commencé dans le train."
    desk.click(SAVE)
    expect(desk.locator("article.prose")).to_have_text("Commencé dans le train.")
    desk.goto(f"{site.address}/drafts")
    expect(desk.locator("main")).to_contain_text("Aucun brouillon.")


@pytest.mark.parametrize("together", [False])
def test_leaving_with_unsaved_words_asks_first(page: Page, site: Site, quai: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    page.wait_for_load_state("networkidle")
    page.locator(".cm-content, #body").locator("visible=true").click()
    page.keyboard.type("Ajout. ")
    page.locator(".brand").click()
    page.wait_for_url("**/wiki/Accueil")
    assert asked == ["beforeunload"]
    page.goto(f"{quai}/edit")
    page.get_by_role("button", name="Reprendre ce texte").click()
    assert body_of(page).count("Ajout. ") == 1


@pytest.mark.parametrize("editor", ["rich", "plain"])
def test_one_writes_with_the_keyboard_alone(page: Page, site: Site, quai: str, editor: str) -> None:
    page.set_viewport_size(DESK)
    site.enter(page, "charlie")
    page.goto(site.address)
    if editor == "plain":
        page.evaluate("localStorage.setItem('wiki:plain-editor', '1')")
    page.keyboard.press("/")
    page.keyboard.type("quai")
    expect(page.locator(".suggestions [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wiki/Le_quai")
    tab_to(page, "Modifier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    page.wait_for_load_state("networkidle")
    tab_to(page, "Texte de la page")
    page.keyboard.press("Control+End")
    page.keyboard.type("Une ligne de plus.")
    page.keyboard.press("Escape")
    tab_to(page, "Enregistrer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wiki/Le_quai")
    expect(page.locator("article.prose")).to_contain_text("Une ligne de plus.")


FOCUSED = """() => {
    const here = document.activeElement;
    const label = here.labels?.[0]?.textContent || here.ariaLabel || here.textContent;
    const box = here.getBoundingClientRect();
    return {label: label.trim(), seen: box.width > 0 && box.height > 0};
}"""


def tab_to(page: Page, label: str) -> None:
    """Go on by the Tab key to what bears that label; each stop on the way can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], f"the focus is on something unseen: {focused}"
        if focused["label"] == label:
            return
    raise AssertionError(f"the Tab key never reaches « {label} »")
