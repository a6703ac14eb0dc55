"""Writing in comfort: what is offered as one types, clean pasting, tables, find and replace."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import DESK
from tests.journeys.editor import body_of
from tests.journeys.sites import Site

_PASTE = """([selector, html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", how);
  document.querySelector(selector).dispatchEvent(event);
}"""

_SCROLLED = """async (part) => {
  scrollTo(0, document.body.scrollHeight * part);
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  return document.querySelector(".editor-preview").scrollTop;
}"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><style>p {color: red}</style>
<body><h1 style="color:#2F5496">Un lieu ouvert<o:p></o:p></h1>
<p class=MsoNormal>Le <b style="mso-bidi-font-weight:normal">lundi</b>, et <i>parfois</i>
le mardi<span style="color:red"> aussi</span>.</p>
<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>un bureau</p>
<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o</span>et sa lampe</p>
<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>une salle</p>
<table><tr><td><p>Lieu</p></td><td><p>Places</p></td></tr>
<tr><td><p>Pomerol</p></td><td><p>12</p></td></tr></table>
</body></html>"""
WORD_AS_MARKDOWN = """## Un lieu ouvert

Le **lundi**, et *parfois* le mardi aussi.

- un bureau
  - et sa lampe
- une salle

| Lieu | Places |
| --- | --- |
| Pomerol | 12 |"""


@pytest.fixture(autouse=True)
def edited(page: Page, site: Site) -> str:
    """The rich field on a page of alice's, its text all chosen."""
    with site.app.app_context():
        alice = people.make("alice")
    site.write(alice, "Le quai", "Vieux texte, vieux quai.\n")
    page.set_viewport_size(DESK)
    site.enter(page, "charlie")
    page.goto(f"{site.address}/wiki/Le_quai/edit")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    return site.address


def paste(page: Page, html: str, text: str = "du texte", into: str = ".cm-content") -> None:
    """Paste what an office program or a browser puts on the clipboard."""
    page.evaluate(_PASTE, [into, html, text])


def choose(page: Page, name: str, *, exact: bool = False) -> None:
    """Take what is offered as one types, by the keyboard."""
    page.get_by_role("option", name=name, exact=exact).wait_for()
    page.wait_for_timeout(120)  # a choice made at once would be taken for typing
    page.keyboard.press("Enter")


def test_text_from_an_office_program_is_pasted_clean(page: Page) -> None:
    paste(page, WORD)
    assert body_of(page).strip() == WORD_AS_MARKDOWN
    expect(page.locator("[data-editor-state]")).to_contain_text("Ctrl+Maj+V")


def test_the_plain_field_pastes_clean_too(page: Page) -> None:
    page.get_by_role("button", name="Éditeur enrichi").click()
    page.locator("#body").select_text()
    paste(page, '<p>Voir <a href="https://exemple.fr/a(b)">le site</a>.</p>', into="#body")
    assert body_of(page).strip() == "Voir [le site](https://exemple.fr/a(b))."


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<p>a <a href="javascript:alert(1)"><b>lien</b></a></p>', "a **lien**"),
        ("<b style='font-weight:normal'><p><u style='font-weight:700'>mot</u></p></b>", "**mot**"),
        ("<ol start=3><li>trois</li><li><p>un</p><p>b</p></li></ol>", "3. trois\n4. un\n\n   b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p><em>c</em></p>", "> a\n>\n> b\n\n*c*"),
        ("<p><b>4 * 3 = [12] et snake_case_</b></p>", "**4 \\* 3 = \\[12\\] et snake_case\\_**"),
        ("<p># <i>dièse</i></p><p>1. <i>un</i></p>", "\\# *dièse*\n\n1\\. *un*"),
        ("<pre>a  b\n c</pre><p><b>x</b></p>", "```\na  b\n c\n```\n\n**x**"),
        ("<script>alert(1)</script><p onclick=x()><b>net</b></p>", "**net**"),
        ("<table><tr><th>a|b<th>c</table><b>d</b>", "| a\\|b | c |\n| --- | --- |\n\n**d**"),
    ],
)
def test_marks_lists_tables_and_quotes_are_kept(page: Page, html: str, markdown: str) -> None:
    paste(page, html)
    assert body_of(page).strip() == markdown


def test_text_without_marks_is_pasted_as_it_is(page: Page) -> None:
    paste(page, "<p><span>mot</span></p>", "mot_à_mot *tel quel*")
    assert "Vieux" not in body_of(page)
    assert body_of(page).strip() == "mot_à_mot *tel quel*"


def test_a_slash_offers_the_commands_of_the_toolbar(page: Page) -> None:
    page.keyboard.type("/tab")
    choose(page, "Tableau")
    assert body_of(page).startswith("| Colonne 1 | Colonne 2 |")


def test_three_colons_offer_the_boxes(page: Page) -> None:
    page.keyboard.type(":::ast")
    choose(page, "astuce")
    page.keyboard.type("Avant d’ouvrir")
    assert body_of(page) == ":::{astuce} Avant d’ouvrir\n\n:::\n"


def test_a_colon_offers_the_options_of_the_box_then_what_they_take(page: Page) -> None:
    page.keyboard.insert_text(":::{lieux}\n:état: ouvert\n")
    page.keyboard.type(":co")
    choose(page, ":colonnes:")
    page.keyboard.type("surface b")
    choose(page, "surface bâtie")
    page.keyboard.type("\n:dép")
    choose(page, ":département:")
    page.keyboard.type("giro")
    choose(page, "Gironde")
    written = ":::{lieux}\n:état: ouvert\n:colonnes: surface bâtie\n:département: Gironde"
    assert body_of(page).startswith(written)


def test_a_source_is_cited_with_the_keyboard_alone_and_then_again(page: Page) -> None:
    page.keyboard.insert_text("Né en 2012.")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("/citer")
    choose(page, "Citer une source")
    dialog = page.get_by_role("dialog", name="Citer une source")
    expect(dialog.get_by_label("Titre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()  # neither title nor address
    page.keyboard.type("Tiers-lieux et plus")
    page.keyboard.press("Tab")
    page.keyboard.type("Antoine Burret")
    page.keyboard.press("Tab")
    page.keyboard.type("2015-03")
    page.keyboard.press("Enter")
    source = ":::{source burret-2015}\n:titre: Tiers-lieux et plus\n"
    source += ":auteur: Antoine Burret\n:date: 2015-03\n:::\n"
    assert body_of(page) == f"Né en 2012\n[^burret-2015].\n\n{source}"
    expect(page.locator(".cm-content")).to_be_focused()
    page.get_by_role("button", name="Citer une source").click()
    dialog.get_by_role("button", name="Tiers-lieux et plus").click()
    assert body_of(page).startswith("Né en 2012\n[^burret-2015][^burret-2015].\n\n:::{source")
    page.keyboard.press("Control+s")
    note = page.get_by_role("region", name="Notes").get_by_role("listitem")
    expect(note).to_have_count(1)
    expect(note).to_contain_text("Antoine Burret, Tiers-lieux et plus, mars 2015.")
    page.get_by_role("link", name="Retour au texte 2").press("Enter")
    expect(page).to_have_url(re.compile("#s--call-1-2$"))


def test_a_name_is_offered_after_an_at_sign_and_leads_to_the_member(page: Page) -> None:
    page.keyboard.type("Demander à @ali")
    choose(page, "@alice", exact=True)
    assert re.fullmatch(r"Demander à \[@alice\]\(/members/[a-z2-9]{12}\) ", body_of(page))
    page.keyboard.press("Control+s")
    page.get_by_role("link", name="@alice", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("alice")


def test_a_name_is_offered_in_a_discussion_too(page: Page, edited: str) -> None:
    page.goto(f"{edited}/wiki/Le_quai/talk")
    page.get_by_label("Sujet").fill("Qui vient ?")
    page.get_by_label("Message", exact=True).focus()
    page.keyboard.type("Et @ali")
    option = page.get_by_role("option", name="alice", exact=True)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    expect(page.get_by_label("Message", exact=True)).to_have_value(
        re.compile(r"^Et \[@alice\]\(/members/[a-z2-9]{12}\) \?$")
    )
    page.get_by_role("button", name="Publier").press("Enter")
    expect(page.get_by_role("link", name="@alice")).to_be_visible()


def test_tab_goes_from_cell_to_cell_and_makes_rows(page: Page) -> None:
    page.keyboard.insert_text("| Lieu | Places |\n|---|---|\n| Pomerol | 12 |")
    page.keyboard.press("Tab")
    page.keyboard.type("Bordeaux")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("-Lac")
    lines = body_of(page).splitlines()
    assert lines[-1].split() == ["|", "Bordeaux-Lac", "|", "30", "|"]
    assert len({line.count("|") for line in lines}) == 1
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Sous le tableau.")
    assert body_of(page).endswith("\n\nSous le tableau.")


def test_one_finds_and_replaces_in_french(page: Page) -> None:
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Chercher et remplacer").click()
    page.get_by_role("textbox", name="Chercher").fill("ieux")
    page.get_by_role("textbox", name="Remplacer par").fill("if")
    page.get_by_role("button", name="Tout remplacer").click()
    assert body_of(page) == "Vif texte, vif quai.\n"


def test_the_preview_beside_follows_the_text(page: Page) -> None:
    body = "\n\n".join(f"## Partie {n}\n\n" + "mot " * 150 for n in range(30))
    page.keyboard.insert_text(body)
    page.set_viewport_size({"width": 1400, "height": 800})
    page.get_by_role("button", name="Côte à côte").click()
    pane = page.locator(".editor-preview")
    expect(pane.locator("h2").last).to_have_text("Partie 29")
    end = pane.evaluate("pane => pane.scrollHeight - pane.clientHeight")
    assert end > 2_000
    assert 0.3 * end < page.evaluate(_SCROLLED, 0.5) < 0.7 * end
    assert page.evaluate(_SCROLLED, 0) < 100
