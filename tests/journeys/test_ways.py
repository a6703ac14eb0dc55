"""Finding one's way: categories and the palette, with and without JavaScript, by the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site

NewPage = Callable[..., Page]
#: The name of the field that files a page.
FILED = "Catégories séparées par des virgules"


@pytest.fixture
def quai(site: Site) -> str:
    """A page that nobody has filed."""
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Un café au port.\n")
    return f"{site.address}/wiki/Le_quai"


def test_a_page_is_filed_by_its_field_and_found_by_its_category(
    either: Page, site: Site, quai: str
) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    page.get_by_label(FILED).fill("Ports, Coworking")
    page.get_by_label(FILED).press("Enter")
    foot = page.get_by_role("navigation", name="Catégories de cette page")
    expect(foot.get_by_role("link")).to_have_text(["Ports", "Coworking"])
    foot.get_by_role("link", name="Ports").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ports")
    expect(page.locator(".page-list a")).to_have_text(["Le quai"])
    page.goto(f"{site.address}/categories")
    page.get_by_role("main").get_by_role("link", name="Coworking", exact=True).click()
    expect(page.locator(".category-text")).to_contain_text("coworking")
    expect(page.locator(".page-list a")).to_have_text(["La Cantine", "Le quai"])


def test_a_category_is_chosen_among_those_that_are_there(page: Page, site: Site, quai: str) -> None:
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    field = page.get_by_label(FILED)
    field.focus()
    page.keyboard.type("Ports, rés")
    offered = page.get_by_role("listbox", name="Catégories").get_by_role("option")
    expect(offered).to_have_text(["Réseaux"])
    expect(offered).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    chosen = offered.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", str(chosen))
    page.keyboard.press("Enter")
    expect(field).to_have_value("Ports, Réseaux")
    expect(offered).to_have_count(0)
    page.keyboard.type(", tiers-lieux, t")
    expect(offered.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    # A name that is not there yet is as good: nothing else is put in its place.
    page.keyboard.type(" du nord")
    page.keyboard.press("Enter")
    foot = page.get_by_role("navigation", name="Catégories de cette page")
    expect(foot.get_by_role("link")).to_have_text(["Ports", "Réseaux", "tiers-lieux du nord"])


def test_a_category_whose_name_holds_a_comma_is_chosen_whole(
    page: Page, site: Site, quai: str
) -> None:
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "La Grange", "Un café.\n\n:::{catégories} [[Dire, et faire]]\n")
    site.enter(page, "charlie")
    page.goto(f"{quai}/edit")
    field = page.get_by_label(FILED)
    field.focus()
    page.keyboard.type("dire")
    page.get_by_role("listbox", name="Catégories").get_by_role("option").click()
    expect(field).to_have_value("[[Dire, et faire]]")
    page.keyboard.press("Enter")
    foot = page.get_by_role("navigation", name="Catégories de cette page")
    expect(foot.get_by_role("link")).to_have_text(["Dire, et faire"])


def test_emptying_the_field_unfiles_the_page(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", "Un café au port.\n\n:::{catégories} Ports\n")
    page.goto(f"{quai}/edit")
    expect(page.get_by_label(FILED)).to_have_value("Ports")
    page.get_by_label(FILED).fill("")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("article.prose")).to_contain_text("Un café au port.")
    expect(page.locator(".filed")).to_have_count(0)
    assert site.text("Le quai") == "Un café au port.\n"


# -- The palette


def _open(page: Page) -> Page:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Une page ou une action")).to_be_focused()
    return page


def test_the_palette_leads_to_a_page_by_the_keyboard(new_page: NewPage, demo: Site) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{demo.address}/wiki/SoLozère")
    _open(page).keyboard.type("Télécentres de")
    option = page.get_by_role("option", name="Télécentres de Lozère")
    expect(option).to_have_attribute("aria-selected", "true")
    field = page.get_by_role("combobox", name="Une page ou une action")
    active = option.get_attribute("id")
    assert active is not None
    expect(field).to_have_attribute("aria-activedescendant", active)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Télécentres de Lozère")


def test_the_palette_offers_what_one_may_do(new_page: NewPage, demo: Site) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{demo.address}/wiki/SoLozère")
    _open(page).keyboard.type("renommer")
    expect(page.get_by_role("option", name="Renommer", exact=True)).to_have_count(0)
    demo.enter(page, "charlie")
    page.goto(f"{demo.address}/wiki/SoLozère/history")
    _open(page).keyboard.type("renom")
    expect(page.get_by_role("group", name="SoLozère").get_by_role("option")).to_have_text(
        "Renommer"
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.address}/wiki/SoLoz%C3%A8re/rename")


def test_the_palette_offers_a_page_once(new_page: NewPage, demo: Site) -> None:
    page = new_page()
    page.goto(demo.address)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Une page ou une action").fill("solozère")
    expect(page.locator(".palette-group").first).to_have_text("Pages")
    expect(page.get_by_role("option", name="SoLozère", exact=True)).to_have_count(1)


def test_the_palette_writes_a_new_page(new_page: NewPage, demo: Site) -> None:
    page = new_page(viewport=DESK)
    demo.enter(page, "charlie")
    page.goto(f"{demo.address}/changes")
    _open(page).keyboard.type("Un lieu/à créer ?")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_contain_text("Écrire la page")
    page.keyboard.press("Escape")
    _open(page).keyboard.type("Lieu tout neuf")
    page.get_by_role("option", name="Écrire la page « Lieu tout neuf »").click()
    expect(page.locator("h1")).to_have_text("Lieu tout neuf")


def test_escape_gives_back_the_place(new_page: NewPage, demo: Site) -> None:
    page = new_page(viewport=DESK)
    page.goto(f"{demo.address}/wiki/SoLozère")
    link = page.get_by_role("main").get_by_role("link", name="Lozère Développement").first
    link.focus()
    _open(page).keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('dialog.palette').contains(document.activeElement)"
        " || document.activeElement === document.body"
    )
    page.keyboard.press("Escape")
    expect(page.locator("dialog.palette[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_a_phone_has_a_button_for_it(phone: Page, demo: Site) -> None:
    phone.goto(f"{demo.address}/wiki/SoLozère")
    phone.get_by_role("navigation", name="Raccourcis").get_by_role("link", name="Chercher").tap()
    field = phone.get_by_role("combobox", name="Une page ou une action")
    field.fill("glossaire")
    phone.get_by_role("option", name="Glossaire", exact=True).first.tap()
    expect(phone.locator("h1")).to_have_text("Glossaire")


def test_without_javascript_the_search_stays(new_page: NewPage, demo: Site) -> None:
    page = new_page(viewport=DESK, java_script_enabled=False)
    page.goto(f"{demo.address}/wiki/SoLozère")
    expect(page.locator("[data-palette].search-key")).to_be_hidden()
    page.get_by_role("searchbox", name="Chercher dans le wiki").fill("glossaire")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("main").get_by_role("link", name="Glossaire", exact=True)
    ).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_palette_is_accessible(
    new_page: NewPage,
    demo: Site,
    accessibility_faults: Callable[[Page], list[str]],
    width: int,
    scheme: str,
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    demo.enter(page, "charlie")
    page.goto(f"{demo.address}/wiki/SoLozère")
    _open(page).keyboard.type("tele")
    expect(page.get_by_role("option", name="Télécentre", exact=True)).to_be_visible()
    assert accessibility_faults(page) == []


def test_what_changed_in_a_portal_is_read_by_the_keyboard(either: Page, site: Site) -> None:
    page = either
    with site.app.app_context():
        charlie = people.make("charlie")
    for body in ("Un café.\n", "Un café au port.\n"):
        site.write(charlie, "Les quais/Nord", body)
        site.write(charlie, "Les quais", body)
    page.goto(f"{site.address}/wiki/Les_quais")
    page.get_by_label("Autres actions sur la page").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ce qui a changé").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".change-title")).to_have_text(["Les quais", "Les quais/Nord"])
    page.get_by_label("Du").fill("2000-01-01")
    page.get_by_label("Au").fill("2000-01-02")
    page.get_by_label("Au").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Rien n’a changé entre ces deux jours.")
    page.go_back()
    page.get_by_role("link", name="version 2").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Les quais/Nord")


def test_sub_pages_lead_down_and_up_with_the_keyboard(either: Page, site: Site) -> None:
    page = either
    with site.app.app_context():
        charlie = people.make("charlie")
    for title in ("Les quais", "Les quais/Nord", "Les quais/Nord/Grue", "Les quais/Sud"):
        site.write(charlie, title, "Au port.\n")
    page.goto(f"{site.address}/wiki/Les_quais")
    below = page.get_by_role("navigation", name="Sous-pages")
    expect(below.get_by_role("listitem").get_by_role("link")).to_have_text(
        ["Nord", "Nord/Grue", "Sud"]
    )
    below.get_by_role("link", name="Voir l’arbre").focus()
    page.keyboard.press("Enter")
    tree = page.locator(".main ul.tree").first
    expect(tree.get_by_role("link")).to_have_text(["Nord", "Grue", "Sud"])
    tree.get_by_role("link", name="Nord").focus()
    page.keyboard.press("Tab")
    expect(tree.get_by_role("link", name="Grue")).to_be_focused()
    page.keyboard.press("Enter")
    crumbs = page.get_by_role("navigation", name="Fil d’Ariane")
    crumbs.get_by_role("link", name="Nord").focus()
    page.keyboard.press("Shift+Tab")
    expect(crumbs.get_by_role("link", name="Les quais")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Les quais")


def test_the_information_of_a_page_is_read_with_the_keyboard(either: Page, demo: Site) -> None:
    page = either
    page.goto(f"{demo.address}/wiki/Comment_contribuer")
    page.get_by_label("Autres actions sur la page").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Informations", exact=True).focus()
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    for term in ("Taille", "Versions", "Licence", "Sous-pages"):
        expect(main.get_by_role("term").filter(has_text=term).first).to_be_visible()
    main.get_by_role("link", name="Aide du wiki").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Aide du wiki")
    page.go_back()
    main.get_by_role("link", name="Voir l’arbre").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tree").get_by_role("link", name="Premiers pas")).to_be_visible()
