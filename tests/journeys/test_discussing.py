"""Talking about a page: a thread, answers, changed words, a settled question, a hidden message."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.conftest import Console
from tests.journeys.sites import Site
from tests.sheets.places import place
from wiki.pages.service.save import Edit, save


@pytest.fixture(autouse=True)
def quai(site: Site) -> str:
    """A page by charlie."""
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "# Accueil\n\nOuvert le lundi.\n")
    return f"{site.address}/wiki/Le_quai"


def test_two_people_talk_about_a_page(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "bob")
    page.goto(quai)
    page.locator("main").get_by_role("link", name="Discussion").click()
    page.get_by_label("Sujet").fill("Des exemples")
    page.get_by_label("Message", exact=True).fill("Voir [[Le quai]] et https://example.org")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".turn a[href='https://example.org']")).to_be_visible()
    page.context.clear_cookies()
    site.enter(page, "charlie")
    page.goto(f"{quai}/talk")
    page.get_by_role("link", name="Répondre à bob").click()
    expect(page.locator(".turn-quoted")).to_contain_text("example.org")
    page.get_by_label("Message", exact=True).fill("Celui-ci aussi.")
    page.get_by_role("button", name="Publier").click()
    answer = page.locator(".turn-level-1")
    expect(answer).to_contain_text("Celui-ci aussi.")
    expect(answer).to_contain_text("en réponse à bob")
    answer.get_by_role("link", name="Modifier mon message").click()
    page.get_by_label("Message", exact=True).fill("Celui-là plutôt.")
    page.get_by_role("button", name="Enregistrer").click()
    page.locator(".turn-level-1").get_by_role("link", name="modifié").click()
    expect(page.locator("del")).to_contain_text("ci aussi")
    page.goto(f"{quai}/talk")
    page.get_by_role("button", name="Marquer comme réglé").click()
    expect(page.locator(".thread-settled")).to_contain_text("Réglé par charlie")
    page.goto(quai)
    expect(page.locator(".page-actions .badge")).to_have_text("2")


def test_what_is_typed_is_kept_while_one_writes(page: Page, site: Site, quai: str) -> None:
    site.enter(page, "bob")
    page.goto(f"{quai}/talk")
    page.get_by_label("Sujet").fill("Des horaires")
    page.get_by_label("Message", exact=True).fill("Et le mardi ?")
    expect(page.locator("[data-keeps]")).to_contain_text("Brouillon gardé à")
    page.goto(quai)
    page.goto(f"{site.address}/drafts")
    page.get_by_role("link", name="Nouveau fil — Le quai").click()
    expect(page.get_by_label("Sujet")).to_have_value("Des horaires")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".turn")).to_contain_text("Et le mardi")
    page.goto(f"{site.address}/drafts")
    expect(page.locator("main")).to_contain_text("Aucun brouillon.")


def test_what_was_seen_first_is_offered_again(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{quai}/talk")
    page.get_by_label("Sujet").fill("Un avis")
    page.get_by_label("Message", exact=True).fill("Très *bien*.")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator(".turn-preview em")).to_have_text("bien")
    page.goto(f"{quai}/talk")
    expect(page.get_by_label("Message", exact=True)).to_have_value("")
    page.get_by_role("link", name="Reprendre le brouillon").click()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Très *bien*.")
    page.goto(f"{quai}/talk")
    page.get_by_role("button", name="Le jeter").click()
    expect(page.get_by_text("Vous aviez commencé")).to_have_count(0)


def test_a_message_is_hidden_with_a_reason(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(f"{quai}/talk")
    page.get_by_label("Sujet").fill("Un sujet")
    page.get_by_label("Message", exact=True).fill("Une insulte.")
    page.get_by_role("button", name="Publier").click()
    page.context.clear_cookies()
    site.enter(page, "bob")
    page.goto(f"{quai}/talk")
    page.locator(".turn-actions summary", has_text="Masquer").click()
    page.get_by_label("Pourquoi le masquer").fill("Une insulte envers quelqu’un")
    page.get_by_role("button", name="Masquer le message").click()
    expect(page.locator(".turn-hidden")).to_contain_text("masqué par bob")
    page.context.clear_cookies()
    page.goto(f"{quai}/talk")
    expect(page.locator(".turn")).to_contain_text("Une insulte envers quelqu’un")
    expect(page.locator(".turn")).not_to_contain_text("Une insulte.")


def test_a_block_is_commented_on_without_selecting_it(
    page: Page, site: Site, quai: str, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    page.goto(quai)
    expect(page.locator(".comment-block")).to_have_count(0)
    site.enter(page, "bob")
    page.goto(quai)
    link = page.get_by_role("link", name="Commenter ce passage — Ouvert le lundi.")
    expect(link).to_have_css("opacity", "0")
    page.get_by_text("Ouvert le lundi.").hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(link).to_have_css("opacity", "1")
    assert accessibility_faults(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("blockquote.passage")).to_have_text("Ouvert le lundi.")
    page.get_by_label("Commentaire").fill("Et le mardi ?")
    page.get_by_role("button", name="Publier").click()
    page.goto(quai)
    expect(page.get_by_role("button", name="Voir le passage")).to_be_visible()
    page.get_by_role("link", name="Commenter ce titre — Accueil").press("Enter")
    expect(page.locator("blockquote.passage")).to_have_text("Accueil")


def test_a_field_is_commented_on_where_it_is_read(page: Page, site: Site, quai: str) -> None:
    with site.app.app_context():
        hours = place(opening_hours="Mo-Fr 09:00-18:00")
        save(people.make("charlie"), Edit("Le quai", None, 1, sheet=hours))
    site.enter(page, "bob")
    page.goto(quai)
    page.get_by_role("link", name="Commenter ce champ — Horaires").first.press("Enter")
    expect(page.locator("blockquote.passage")).to_contain_text("lundi–vendredi 9h-18h")
    page.get_by_label("Commentaire").fill("Et le samedi ?")
    page.get_by_role("button", name="Publier").press("Enter")
    page.goto(quai)
    page.get_by_role("button", name="Voir le passage").press("Enter")
    expect(page.locator(".sheet [data-part=f-opening_hours]").first).to_be_in_viewport()


def test_the_keyboard_is_enough(page: Page, site: Site, quai: str) -> None:
    site.enter(page, "bob")
    page.goto(f"{quai}/talk#nouveau")
    page.get_by_label("Sujet").focus()
    page.keyboard.type("Des exemples")
    page.keyboard.press("Tab")
    page.keyboard.type("Lesquels ?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-text")).to_contain_text("Lesquels")
    page.get_by_role("button", name="Marquer comme réglé").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".thread-settled")).to_be_visible()


def test_a_refused_message_is_still_there(
    new_page: Callable[..., Page], site: Site, quai: str, console: Console
) -> None:
    console.allow("status of 422")
    page = new_page(java_script_enabled=False)
    site.enter(page, "bob")
    page.goto(f"{quai}/talk")
    page.get_by_label("Sujet").fill("Un sujet")
    page.get_by_label("Message", exact=True).fill("   ")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".callout-error")).to_contain_text("Écrivez un message")
    expect(page.get_by_label("Sujet")).to_have_value("Un sujet")


def test_a_passage_is_commented_and_written_anew(either: Page, site: Site, quai: str) -> None:
    page = either
    site.enter(page, "charlie")
    page.goto(quai)
    page.get_by_role("link", name="Commenter un passage").click()
    page.get_by_role("link", name="Commenter — Ouvert le lundi.").click()
    expect(page.locator("blockquote.passage")).to_have_text("Ouvert le lundi.")
    page.get_by_label("Commentaire", exact=True).fill("C’est le mardi, voir [[Le quai]].")
    page.locator("summary", has_text="Proposer cette réécriture").click()
    page.get_by_label("Le passage, tel qu’il serait").fill("Ouvert le mardi.")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".wording ins")).to_contain_text("mardi")
    page.context.clear_cookies()
    site.enter(page, "bob")
    page.goto(quai)
    expect(page.locator(".comment blockquote")).to_have_text("Ouvert le lundi.")
    page.get_by_role("link", name="Lire et répondre").click()
    page.get_by_role("button", name="Accepter cette réécriture").click()
    expect(page.locator(".wording")).to_contain_text("Acceptée par bob")
    assert site.text("Le quai") == "# Accueil\n\nOuvert le mardi.\n"
    page.goto(quai)
    expect(page.locator(".comment")).to_have_count(0)


def test_words_that_are_selected_are_commented(page: Page, site: Site, quai: str) -> None:
    site.enter(page, "charlie")
    page.goto(quai)
    page.evaluate(
        """() => {
            const text = document.querySelector("article.prose p").firstChild;
            const at = text.data.indexOf("lundi");
            getSelection().setBaseAndExtent(text, at, text, at + 5);
        }"""
    )
    page.get_by_role("link", name="Commenter ce passage", exact=True).click()
    expect(page.locator("blockquote.passage")).to_have_text("lundi")
    page.get_by_label("Commentaire", exact=True).fill("Et le mardi ?")
    page.get_by_role("button", name="Publier").click()
    page.goto(quai)
    assert page.evaluate("CSS.highlights.get('passage')?.size") == 1
    page.get_by_role("button", name="Voir le passage").click()
    assert page.evaluate("getSelection().toString()") == "lundi"
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "# Accueil\n\nOuvert le jeudi.\n")
    page.goto(quai)
    expect(page.locator(".comment-gone")).to_contain_text("Le passage a changé depuis.")
    expect(page.locator(".comment blockquote")).to_have_text("lundi")
