"""Tending the whole wiki: what is asked for, what nobody finds."""

from __future__ import annotations

import re
from contextlib import suppress

from flask import url_for
from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as TooLong

from tests import people
from tests.journeys.sites import Site
from wiki.web.static import manifest


def finished(page: Page, says: str) -> None:
    """Wait for the server's work: a script follows it, in place of a link that one presses."""
    again, told = page.get_by_role("link", name="Actualiser"), page.get_by_text(says)
    for _ in range(100):
        expect(again.or_(told).first).to_be_visible()
        if told.count():
            break
        with suppress(TooLong):  # the script may take it away meanwhile
            again.click(timeout=1_000)
    expect(page.get_by_role("status").first).to_contain_text(says)


def test_a_wanted_page_is_written_with_the_keyboard(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "[[Atelier du quai]]\n")
    site.write(charlie, "La digue", "[[atelier du quai|là]]\n")
    site.enter(either, "charlie")
    either.goto(site.address)
    either.get_by_role("link", name="Entretien", exact=True).focus()
    either.keyboard.press("Enter")
    either.get_by_role("link", name="Pages demandées").focus()
    either.keyboard.press("Enter")
    line = either.locator(".tend-list li", has_text="Atelier du quai")
    expect(line).to_contain_text("demandée par 2 pages")
    line.get_by_role("link", name="Créer « Atelier du quai »").focus()
    either.keyboard.press("Enter")
    expect(either.locator("h1")).to_contain_text("Atelier du quai")


def test_an_orphan_is_left_alone_on_purpose(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai perdu", "Rien.\n")
    site.enter(either, "charlie")
    either.goto(f"{site.address}/upkeep/orphans")
    button = either.get_by_role("button", name=re.compile("C’est voulu.*Le quai perdu"))
    button.focus()
    either.keyboard.press("Enter")
    expect(button).to_have_count(0)
    either.get_by_role("link", name="À l’écart exprès").click()
    expect(either.locator(".tend-list")).to_contain_text("Le quai perdu")


def test_work_that_goes_on_is_followed_without_a_click(page: Page, site: Site) -> None:
    with site.app.test_request_context():
        name = manifest()["progress.js"].removeprefix("dist/")
        script = url_for("wiki.static.asset", name=name)
    told = ["1 page sur 3", "2 pages sur 3", "C’est fini"]
    answers = iter([*told, told[-1]])

    def answer(route: Route) -> None:
        says = next(answers)
        under_way = "" if says == told[-1] else " data-under-way"
        route.fulfill(
            content_type="text/html; charset=utf-8",
            body=f'<main><div{under_way}><p role="status">{says}</p><progress max="3"></progress>'
            f'</div><a href="" data-refresh>Actualiser</a></main>'
            f'<script type="module" src="{script}"></script>',
        )

    page.route("**/upkeep/relinkings/x", answer)
    page.goto(f"{site.address}/upkeep/relinkings/x")
    expect(page.get_by_role("link", name="Actualiser")).to_have_count(0)
    for says in told:
        expect(page.get_by_role("status")).to_have_text(says)


def test_the_links_follow_a_page_that_is_renamed(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Le quai", "Au port.\n")
    for n in range(3):
        site.write(charlie, f"Digue {n}", f"Près du [[quai]], [[Le quai]] {n}.\n")
    site.enter(either, "charlie")
    either.goto(f"{site.address}/wiki/Le_quai/rename")
    expect(either.locator("main")).to_contain_text("3 pages mènent ici par ce titre")
    either.get_by_label("Nouveau titre").fill("Le quai des Brumes")
    either.keyboard.press("Enter")
    offered = either.get_by_role("link", name="Réécrire ces liens")
    offered.focus()
    either.keyboard.press("Enter")
    expect(either.locator("main")).to_contain_text("3 pages sont concernées.")
    expect(either.locator(".tend-sample")).to_have_count(3)
    either.get_by_label("Garder le texte des liens").focus()
    either.keyboard.press("Space")
    either.get_by_role("button", name="Réécrire les liens").focus()
    either.keyboard.press("Enter")
    expect(either.locator(".work-progress")).to_be_visible()
    finished(either, "3 pages réécrites")
    assert site.text("Digue 1") == "Près du [[quai]], [[Le quai des Brumes|Le quai]] 1.\n"
    either.locator("summary", has_text="Tout annuler").focus()
    either.keyboard.press("Enter")
    either.get_by_role("button", name="Annuler cette réécriture").focus()
    either.keyboard.press("Enter")
    expect(either.locator("summary", has_text="Tout annuler")).to_have_count(0)
    finished(either, "3 pages remises comme avant")
    assert site.text("Digue 1") == "Près du [[quai]], [[Le quai]] 1.\n"


def test_a_link_to_a_name_that_several_have_is_mended(either: Page, site: Site) -> None:
    with site.app.app_context():
        charlie = people.make("charlie")
    site.write(charlie, "Quai", ":::{homonymie}\n- [[Quai nord]]\n- [[Quai sud]]\n:::\n")
    site.write(charlie, "La digue", "Après le [[quai]].\n")
    site.enter(either, "charlie")
    either.goto(f"{site.address}/upkeep")
    either.get_by_role("link", name="Homonymies").focus()
    either.keyboard.press("Enter")
    either.get_by_role("link", name="Voir les pages liées à « Quai »").focus()
    either.keyboard.press("Enter")
    either.get_by_role("link", name="La digue").click()
    expect(either.locator("h1")).to_have_text("La digue")
    site.write(charlie, "La digue", "Après le [[Quai nord|quai]].\n")
    either.goto(f"{site.address}/upkeep/homonymies")
    expect(either.locator(".tend-list li", has_text="Quai")).to_contain_text("rien à faire")
