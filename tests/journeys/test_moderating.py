"""From a message that somebody reports to an account that is suspended, its edits undone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.conftest import DESK
from tests.journeys.sites import Site
from wiki.discussions.service.speak import Words, open_thread
from wiki.members.queries import member
from wiki.pages.queries import pages


def test_a_report_is_answered_and_what_an_account_wrote_is_undone(
    new_page: Callable[..., Page], site: Site, accessibility_faults: Callable[[Page], list[str]]
) -> None:
    with site.app.app_context():
        charlie, eric = people.make("charlie"), people.make("eric")
    site.write(charlie, "Le quai", "Ouvert le lundi.\n")
    site.write(eric, "Le quai", "Achetez mes montres.\n")
    with site.app.app_context():
        uid, whom = pages.get("Le quai").uid, member(eric.member_id or 0).uid
        open_thread(eric, "page", uid, "Des montres", Words("Pas chères !"))
    who, bob, watched = (
        new_page(viewport=DESK, java_script_enabled=is_watched)
        for is_watched in (False, False, True)
    )
    site.enter(who, "charlie")
    for one in (bob, watched):
        site.enter(one, "bob")
    who.goto(f"{site.address}/wiki/Le_quai/talk")
    who.locator(".turn").get_by_role("link", name="Signaler").click()
    who.get_by_label("Qu’est-ce qui ne va pas ?").fill("De la publicité : « pas chères ».")
    who.get_by_role("button", name="Signaler").click()
    expect(who.locator(".callout-success")).to_contain_text("C’est signalé, merci.")

    bob.goto(f"{site.address}/moderation/reports")
    waiting = bob.locator(".reports > li")
    expect(waiting).to_contain_text("De la publicité")
    watched.goto(f"{site.address}/moderation/reports")
    assert accessibility_faults(watched) == []
    waiting.get_by_label("Réponse").fill("Merci, c’est défait.")
    waiting.get_by_role("button", name="C’est traité").click()
    expect(bob.locator(".callout-success")).to_contain_text("Le signalement est traité.")
    who.goto(f"{site.address}/account")
    expect(who.locator("section", has_text="Mes signalements")).to_contain_text("c’est défait")

    bob.goto(f"{site.address}/members/{whom}")
    bob.get_by_role("link", name="Suspendre").click()
    watched.goto(bob.url)
    assert accessibility_faults(watched) == []
    bob.get_by_label("Pourquoi").fill("De la publicité.")
    bob.get_by_role("button", name="Suspendre le compte").click()
    expect(bob.locator(".callout-success")).to_contain_text("Le compte est suspendu.")
    bob.get_by_role("link", name="Défaire ses modifications").click()
    watched.goto(bob.url)
    assert accessibility_faults(watched) == []
    bob.get_by_role("button", name="Tout défaire").click()
    site.rest()
    bob.reload()
    expect(bob.locator("main")).to_contain_text("C’est fini : une page remise comme avant.")
    bob.goto(f"{site.address}/wiki/Le_quai")
    expect(bob.locator("article.prose")).to_have_text("Ouvert le lundi.")
    bob.context.clear_cookies()
    site.enter(bob, "eric")
    bob.goto(f"{site.address}/account")
    expect(bob.locator("main")).to_contain_text("De la publicité.")
