"""Two people write at the same time: what can be joined is, the rest is chosen, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site

BODY = (
    "Un atelier au bord du fleuve.\n\n"
    "## Horaires\n\nOuvert le lundi de 9 h à 18 h.\n\n"
    "## Tarifs\n\nDouze euros la journée.\n\n"
    "## Accès\n\nPar le tramway.\n"
)
HERS = BODY.replace("9 h", "8 h").replace("Douze", "Quatorze")
HIS = BODY.replace("lundi", "mardi").replace("Douze", "Quinze")
RESULT = "Enregistrer le résultat"


@pytest.fixture
def together() -> bool:
    """Each has a form, and knows nothing of the other until it is sent."""
    return False


@pytest.fixture(autouse=True)
def quai(site: Site, console: Console) -> str:
    """A page, and nobody surprised by the answer that says a conflict."""
    console.allow("status of 4(09|22)")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", BODY)
    return f"{site.address}/wiki/Le_quai"


def begin(page: Page, site: Site, quai: str, name: str) -> None:
    """Somebody opens the editor, with its plain field."""
    site.enter(page, name)
    page.goto(quai)
    page.evaluate("localStorage.setItem('wiki:plain-editor', '1')")
    page.goto(f"{quai}/edit")


def finish(page: Page, text: str) -> None:
    page.fill("#body", text)
    page.click("[data-save]")


@pytest.fixture
def bob(either: Page, new_page: Callable[..., Page], site: Site, quai: str) -> Page:
    """Bob in front of the conflict: alice saved while he was writing."""
    alice = new_page(java_script_enabled=False)
    begin(either, site, quai, "bob")
    begin(alice, site, quai, "alice")
    finish(alice, HERS)
    expect(alice.locator(".callout-success")).to_be_visible()
    finish(either, HIS)
    expect(either.locator("h1")).to_have_text("Choisir ce qu’il faut garder")
    return either


def test_a_conflict_is_settled_passage_by_passage(bob: Page, site: Site) -> None:
    passages = bob.locator("fieldset.conflict")
    expect(passages).to_have_count(2)
    expect(bob.locator("main")).to_contain_text("Rien n’est perdu")
    passages.nth(0).get_by_label("La suggestion, qui garde les deux").check()
    passages.nth(1).get_by_label("Un autre texte, que j’écris").check()
    passages.nth(1).locator("textarea").fill("Quatorze ou quinze euros la journée.\n")
    bob.get_by_role("button", name=RESULT).click()
    expect(bob.locator(".callout-success")).to_be_visible()
    text = site.text("Le quai")
    assert "Ouvert le mardi de 8 h à 18 h." in text
    assert "Quatorze ou quinze euros" in text
    assert "Par le tramway." in text
    bob.goto(f"{bob.url.partition('?')[0]}/history")
    expect(bob.locator("ol.history > li").first).to_contain_text("conflit résolu")
    expect(bob.locator("ol.history > li")).to_have_count(3)


def test_a_choice_left_out_keeps_the_others(bob: Page, site: Site) -> None:
    bob.locator("fieldset.conflict").nth(1).get_by_label("La vôtre").check()
    bob.get_by_role("button", name=RESULT).click()
    expect(bob.locator("fieldset.conflict").nth(1).get_by_label("La vôtre")).to_be_checked()
    bob.locator("fieldset.conflict").nth(0).get_by_label("La version enregistrée").check()
    bob.get_by_role("button", name=RESULT).click()
    expect(bob.locator(".callout-success")).to_be_visible()
    assert site.text("Le quai") == HERS.replace("Quatorze", "Quinze")


def test_leaving_half_way_keeps_a_draft(bob: Page, site: Site) -> None:
    bob.on("dialog", lambda dialog: dialog.accept())
    bob.locator("fieldset.conflict").nth(0).get_by_label("La vôtre").check()
    bob.get_by_role("link", name="Plus tard").click()
    bob.get_by_role("button", name="Reprendre le brouillon").click()
    assert bob.input_value("form.editor [name=body]").replace("\r\n", "\n").strip() == HIS.strip()
    assert site.text("Le quai") == HERS
    bob.click("[data-save]")
    expect(bob.locator("fieldset.conflict")).to_have_count(2)


def test_a_third_edit_meanwhile_is_not_lost(bob: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", HERS.replace("tramway", "bateau"))
    for passage in bob.locator("fieldset.conflict").all():
        passage.get_by_label("La vôtre").check()
    bob.get_by_role("button", name=RESULT).click()
    expect(bob.locator(".callout-success")).to_be_visible()
    assert site.text("Le quai") == HIS.replace("tramway", "bateau")


def test_the_keyboard_settles_a_conflict(
    page: Page, new_page: Callable[..., Page], site: Site, quai: str
) -> None:
    page.set_viewport_size(DESK)
    begin(page, site, quai, "bob")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", HERS)
    page.locator("#body").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(HIS)
    page.keyboard.press("Control+s")
    expect(page.locator("fieldset.conflict")).to_have_count(2)
    expect(page.locator("[data-progress]")).to_contain_text("Choix à faire")  # the script listens
    bar = page.locator(".conflict-bar").bounding_box()
    assert bar
    assert bar["height"] < 80, "the bar is one row: it hides no choice"
    page.emulate_media(color_scheme="dark")
    ground = (
        "radio => [getComputedStyle(radio).backgroundColor, getComputedStyle(radio).appearance]"
    )
    surface = page.locator("fieldset.conflict").first.evaluate(ground)[0]
    assert page.locator("[type=radio]").first.evaluate(ground) == [surface, "none"]
    for _ in range(2):
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Space")
    expect(page.locator("[data-progress]")).to_contain_text("Tout est choisi")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".callout-success")).to_be_visible()
    text = site.text("Le quai")
    assert "lundi de 8 h" in text or "Quatorze" in text
    assert text != HERS


def test_a_clean_merge_says_so(
    either: Page, new_page: Callable[..., Page], site: Site, quai: str
) -> None:
    begin(either, site, quai, "bob")
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", HERS)
    finish(either, BODY.replace("tramway", "bateau"))
    expect(either.locator(".callout-success")).to_contain_text("ont été réunies")
    assert site.text("Le quai") == HERS.replace("tramway", "bateau")
    either.get_by_role("link", name="Voir ce que vous avez ajouté").click()
    expect(either.locator(".diff ins")).to_have_text(["ajout : bateau fin d’ajout"])
