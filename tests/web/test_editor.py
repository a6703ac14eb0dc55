"""Writing in a browser: toolbar, preview, drafts, links, files, keys; and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.conftest import Console
from tests.files.images import image
from tests.web.conftest import BODY
from wiki.pages.queries import pages as queries

Enter = Callable[[Page, str], None]
Open = Callable[..., Page]
EDIT = "/wiki/Le_lieu/edit"
PHONE = {"width": 390, "height": 844}
SAVE = "[data-save]"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('wiki:draft:'))"
KEPT = f"() => {DRAFTS}.length"


def text_of(app: Flask, title: str = "Le lieu") -> str:
    with app.app_context():
        page = queries.get(title)
        return queries.body(page)


@pytest.fixture
def plain(new_page: Open, enter: Enter, address: str) -> Page:
    """The edit page on a phone, with its plain field."""
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    enter(page, "charlie")
    page.goto(address + EDIT)
    return page


@pytest.fixture
def rich(page: Page, enter: Enter, address: str) -> Page:
    """The edit page on a desk, with CodeMirror."""
    enter(page, "charlie")
    page.goto(address + EDIT)
    page.locator(".cm-content").wait_for()
    return page


def write(page: Page, text: str, start: int, end: int) -> None:
    """Puts a text in the plain field and selects a part of it."""
    page.fill("#body", text)
    page.evaluate(
        "([from, to]) => document.getElementById('body').setSelectionRange(from, to)", [start, end]
    )


def command(page: Page, name: str) -> str:
    """Presses a button of the toolbar and reads the text."""
    page.locator(f"[data-command={name}]").click()
    return page.input_value("#body")


# -- The toolbar


#: A button, a text, what is selected in it, the text that the button makes.
MARKS = (
    ("bold", "un mot ici", (3, 6), "un **mot** ici"),
    ("bold", "un **mot** ici", (5, 8), "un mot ici"),
    ("italic", "un mot ici", (3, 7), "un *mot* ici"),
    ("italic", "un **mot** ici", (5, 8), "un ***mot*** ici"),
    ("heading", "Tarifs", (0, 0), "## Tarifs"),
    ("heading", "## Tarifs", (3, 3), "Tarifs"),
    ("subheading", "## Tarifs", (3, 3), "### Tarifs"),
    ("list", "un\ndeux", (0, 7), "- un\n- deux"),
    ("list", "- un\n- deux", (0, 11), "un\ndeux"),
    ("ordered", "- un\n- deux", (0, 11), "1. un\n2. deux"),
    ("tasks", "un", (0, 2), "- [ ] un"),
    ("quote", "un\ndeux", (0, 7), "> un\n> deux"),
    ("box", "avant\n\nici", (7, 10), "avant\n\n:::{note}\nici\n:::\n"),
    ("footnote", "Vrai.", (4, 4), "Vrai[^1].\n\n[^1]: La source, ou une précision.\n"),
    (
        "footnote",
        "A[^1] b\n\n[^1]: c\n",
        (7, 7),
        "A[^1] b[^2]\n\n[^1]: c\n[^2]: La source, ou une précision.\n",
    ),
)


def test_a_button_writes_the_mark(plain: Page) -> None:
    for name, before, selected, after in MARKS:
        write(plain, before, *selected)
        assert command(plain, name) == after, (name, before)


def test_a_table_is_put_on_lines_of_its_own(plain: Page) -> None:
    write(plain, "avant", 5, 5)
    assert command(plain, "table").startswith("avant\n\n| Colonne 1 | Colonne 2 |\n| --- | --- |\n")


def test_undo_takes_a_button_back(plain: Page) -> None:
    write(plain, "un mot ici", 3, 6)
    command(plain, "bold")
    assert command(plain, "undo") == "un mot ici"


def test_arrows_move_inside_the_toolbar(rich: Page) -> None:
    rich.locator("[data-command=bold]").focus()
    rich.keyboard.press("ArrowRight")
    expect(rich.locator("[data-command=italic]")).to_be_focused()
    rich.keyboard.press("Home")
    expect(rich.locator("[data-command=bold]")).to_be_focused()


# -- CodeMirror


def test_what_is_typed_in_the_rich_editor_is_saved(rich: Page, wiki_app: Flask) -> None:
    rich.locator(".cm-content").click()
    rich.keyboard.press("Control+End")
    rich.keyboard.type("Fin de la page.")
    rich.keyboard.press("Control+s")
    rich.wait_for_url("**/wiki/Le_lieu")
    assert text_of(wiki_app) == BODY + "Fin de la page."


def test_a_shortcut_makes_the_selection_bold(rich: Page) -> None:
    rich.locator(".cm-content").click()
    rich.keyboard.press("Control+Home")
    rich.keyboard.press("Shift+Control+ArrowRight")
    rich.keyboard.press("Control+b")
    assert rich.input_value("#body").startswith("**Un** lieu ouvert")


def test_enter_goes_on_with_the_list(rich: Page) -> None:
    rich.locator(".cm-content").click()
    rich.keyboard.press("Control+a")
    for word in ("- un", "deux", "", "fin"):
        rich.keyboard.type(word)
        rich.keyboard.press("Enter")
    assert rich.input_value("#body") == "- un\n- deux\n\nfin\n"


def test_titles_are_proposed_after_two_brackets(rich: Page) -> None:
    rich.locator(".cm-content").click()
    rich.keyboard.press("Control+End")
    rich.keyboard.type("[[le l")
    rich.locator(".cm-tooltip-autocomplete li").first.wait_for()
    rich.wait_for_timeout(200)
    rich.keyboard.press("Enter")
    assert rich.input_value("#body").endswith("[[Le lieu]]")


def test_the_plain_editor_is_remembered(rich: Page) -> None:
    rich.click("[data-rich]")
    expect(rich.locator("#body")).to_be_visible()
    rich.reload()
    expect(rich.locator("#body")).to_be_visible()
    expect(rich.locator(".cm-editor")).to_have_count(0)


# -- Preview


def test_the_preview_is_the_servers(plain: Page) -> None:
    plain.fill("#body", "Du **gras** et [[Une page à écrire]].")
    plain.click("[data-view-choice=preview]")
    expect(plain.locator(".editor-preview strong")).to_have_text("gras")
    expect(plain.locator(".editor-preview .red-link")).to_have_text("Une page à écrire")
    plain.click("[data-view-choice=write]")
    expect(plain.locator("#body")).to_be_visible()


def test_side_by_side_follows_the_text(rich: Page) -> None:
    rich.click("[data-view-choice=both]")
    expect(rich.locator(".editor-preview")).to_contain_text("Un lieu ouvert à tous")
    rich.locator(".cm-content").click()
    rich.keyboard.press("Control+Home")
    rich.keyboard.type("Vraiment. ")
    expect(rich.locator(".editor-preview")).to_contain_text("Vraiment. Un lieu")


# -- Links and files


def test_the_link_dialog_finds_pages(plain: Page) -> None:
    write(plain, "voir ce lieu", 5, 12)
    plain.locator("[data-command=link]").click()
    plain.fill("#link-target", "le l")
    plain.locator(".page-choices button", has_text="Le lieu").click()
    assert plain.input_value("#body") == "voir [[Le lieu|ce lieu]]"


def test_the_link_dialog_makes_a_link_outside(plain: Page) -> None:
    write(plain, "voir ici", 5, 8)
    plain.locator("[data-command=link]").click()
    plain.fill("#link-target", "https://exemple.fr/")
    plain.keyboard.press("Enter")
    assert plain.input_value("#body") == "voir [ici](https://exemple.fr/)"


def test_a_file_is_sent_and_named_in_the_text(plain: Page) -> None:
    plain.fill("#body", "Photo : ")
    file = {"name": "facade.png", "mimeType": "image/png", "buffer": image()}
    plain.set_input_files("[data-upload]", [file])
    describe(plain, "La [façade]")
    expect(plain.locator("[data-editor-state]")).to_contain_text("facade.png est ajouté")
    assert plain.input_value("#body").startswith("Photo : ![La \\[façade\\]](/files/")


def describe(page: Page, words: str) -> None:
    """Answers the question that an image asks, by keyboard alone."""
    expect(page.locator("#alt-text")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_an_image_that_only_decorates_needs_no_words(plain: Page) -> None:
    plain.fill("#body", "")
    file = {"name": "filet.png", "mimeType": "image/png", "buffer": image()}
    plain.set_input_files("[data-upload]", [file])
    describe(plain, "")
    expect(plain.locator("[data-editor-state]")).to_contain_text("filet.png est ajouté")
    assert plain.input_value("#body").startswith("![](/files/")


def test_an_image_that_is_not_wanted_after_all_is_not_sent(plain: Page) -> None:
    plain.fill("#body", "")
    files = [
        {"name": name, "mimeType": "image/png", "buffer": image()} for name in ("a.png", "b.png")
    ]
    plain.set_input_files("[data-upload]", files)
    expect(plain.locator("[data-alt-file]")).to_have_text("a.png")
    plain.keyboard.press("Escape")
    expect(plain.locator("[data-alt-file]")).to_have_text("b.png")
    describe(plain, "Le bar")
    expect(plain.locator("[data-editor-state]")).to_contain_text("b.png est ajouté")
    assert plain.input_value("#body").startswith("![Le bar](/files/")
    assert "a.png" not in plain.input_value("#body")


def test_the_question_about_an_image_is_for_everyone(
    plain: Page, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    file = {"name": "facade.png", "mimeType": "image/png", "buffer": image()}
    plain.set_input_files("[data-upload]", [file])
    expect(plain.locator("#alt-dialog")).to_be_visible()
    assert accessibility_faults(plain) == []


def test_a_file_that_is_refused_says_why(plain: Page, console: Console) -> None:
    console.allow("status of 4")
    plain.fill("#body", "Photo : ")
    file = {"name": "x.png", "mimeType": "image/png", "buffer": b"rien d'une image"}
    plain.set_input_files("[data-upload]", [file])
    describe(plain, "Une image")
    expect(plain.locator("[data-editor-state]")).to_contain_text("Rien n’a été enregistré.")
    assert plain.input_value("#body") == "Photo : "


def test_a_picture_that_is_pasted_is_sent(plain: Page) -> None:
    plain.fill("#body", "")
    plain.evaluate(
        """(bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "collee.png", {type: "image/png"}));
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            const event = new ClipboardEvent("paste", how);
            document.getElementById("body").dispatchEvent(event);
        }""",
        list(image()),
    )
    describe(plain, "Le plan")
    expect(plain.locator("[data-editor-state]")).to_contain_text("collee.png est ajouté")
    assert "![Le plan](/files/" in plain.input_value("#body")


# -- Nothing typed is lost


def test_a_draft_is_kept_here_and_offered_again(plain: Page, address: str) -> None:
    plain.on("dialog", lambda dialog: dialog.accept())
    plain.fill("#body", "Un texte commencé.")
    plain.wait_for_function(KEPT)
    plain.goto(address + EDIT)
    offer = plain.locator("[data-draft-offer]")
    expect(offer).to_be_visible()
    offer.locator("[data-draft-take]").click()
    assert plain.input_value("#body") == "Un texte commencé."


def test_a_draft_is_kept_on_the_server(
    plain: Page, new_page: Open, enter: Enter, address: str
) -> None:
    plain.fill("#body", "Commencé sur le téléphone.")
    expect(plain.locator("[data-editor-state]")).to_contain_text("Brouillon gardé à", timeout=8000)
    desk = new_page()
    enter(desk, "charlie")
    desk.goto(address + EDIT)
    desk.click("text=Reprendre le brouillon")
    assert desk.input_value("form.editor [name=body]") == "Commencé sur le téléphone."


def test_leaving_asks_first(plain: Page, address: str) -> None:
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    plain.on("dialog", stay)
    plain.locator("#body").click()
    plain.keyboard.type("Ajout. ")
    plain.click("text=Annuler >> nth=-1", no_wait_after=True)
    plain.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert plain.url == address + EDIT


def test_a_saved_page_forgets_what_the_browser_kept(plain: Page) -> None:
    plain.fill("#body", "Un texte fini.")
    plain.wait_for_function(KEPT)
    plain.click(SAVE)
    plain.wait_for_url("**/wiki/Le_lieu")
    assert plain.evaluate(DRAFTS) == []


# -- Without a script


def test_one_writes_previews_and_saves_without_a_script(
    page_without_javascript: Page, enter: Enter, address: str, wiki_app: Flask
) -> None:
    page = page_without_javascript
    enter(page, "charlie")
    page.goto(address + EDIT)
    expect(page.locator(".toolbar")).not_to_be_visible()
    page.fill("#body", "Un texte **simple**.")
    page.click("button[value=preview]")
    expect(page.locator(".preview strong")).to_have_text("simple")
    page.fill("[name=summary]", "Sans script")
    page.click(SAVE)
    expect(page.locator(".prose")).to_contain_text("Un texte simple.")
    assert text_of(wiki_app) == "Un texte **simple**."


# -- A conflict, by keyboard


def test_a_conflict_is_settled_by_keyboard(
    rich: Page, wiki_app: Flask, new_page: Open, enter: Enter, address: str, console: Console
) -> None:
    console.allow("status of 409")
    other = new_page(java_script_enabled=False)
    enter(other, "bob")
    other.goto(address + EDIT)
    other.fill("#body", BODY.replace("9 h", "8 h").replace("12 euros", "14 euros"))
    other.click(SAVE)
    rich.click("[data-rich]")
    rich.fill("#body", BODY.replace("9 h", "10 h").replace("12 euros", "15 euros"))
    rich.click(SAVE)
    expect(rich.locator("[data-progress]")).to_have_text("Choix à faire : 2")
    rich.locator("[data-go='1']").focus()
    rich.keyboard.press("Enter")
    rich.keyboard.press("Space")
    expect(rich.locator("[data-progress]")).to_have_text("Choix à faire : 1")
    rich.keyboard.press("Alt+ArrowDown")
    rich.keyboard.press("ArrowDown")
    expect(rich.locator("[data-progress]")).to_contain_text("Tout est choisi")
    rich.click(".conflict-result > summary")
    expect(rich.locator("[data-result]")).to_contain_text("Ouvert de 8 h")
    rich.click("text=Enregistrer le résultat")
    rich.wait_for_url("**/wiki/Le_lieu")
    assert "Ouvert de 8 h" in text_of(wiki_app)
