"""A newcomer is welcomed and writes; others read it before it appears. No script, axe clean."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import people
from tests.journeys.sites import Site
from wiki.kernel.permissions import Role
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings


def test_a_first_edit_is_read_by_two_members_before_it_appears(
    new_page: Callable[..., Page],
    site: Site,
    accessibility_faults: Callable[[Page], list[str]],
) -> None:
    with site.app.app_context():
        alice = people.make("alice")
        save(alice, Edit("Le four", "Un four à pain.\n", 0))
        for name in ("bob", "gilles"):
            save(people.make(name, Role.MEMBER), Edit(f"Par {name}", "Un mot.\n", 0))
        change_settings(alice, {"newcomer_review": "1"})
    charlie, bob, gilles = (new_page(java_script_enabled=False) for _ in range(3))
    site.enter(charlie, "charlie")
    charlie.goto(f"{site.address}/welcome")
    expect(charlie.get_by_role("heading", level=2)).to_have_count(3)
    charlie.goto(f"{site.address}/wiki/Le_four/edit")
    expect(charlie.get_by_text("Vos premières modifications sont relues")).to_be_visible()
    charlie.fill("[name=body]", "Un four à bois.\n" + "\nUn mot.\n" * 60)
    charlie.get_by_role("button", name="Enregistrer").click()
    expect(charlie.get_by_text("Votre modification est gardée.")).to_be_visible()
    at = charlie.url.partition("?")[0]
    for reader, name in ((bob, "bob"), (gilles, "gilles")):
        site.enter(reader, name)
        reader.goto(f"{site.address}/wiki/Le_four")
        expect(reader.locator("article.prose")).to_contain_text("Un four à pain.")
        reader.get_by_role("link", name="Une modification de cette page attend").click()
        expect(reader.locator(".diff")).to_contain_text("bois")
        name_of = "Modification en attente de charlie sur « Le four »"
        expect(reader.get_by_role("heading", name=name_of)).to_be_visible()
        expect(reader.get_by_label("Pourquoi la refuser")).to_be_hidden()
        expect(reader.locator("summary", has_text="Refuser…")).to_be_in_viewport()
        expect(reader.get_by_role("button", name="Confirmer")).to_be_in_viewport()
        reader.get_by_role("button", name="Confirmer").click()
    expect(gilles.get_by_text("La modification est parue")).to_be_visible()
    gilles.goto(f"{site.address}/wiki/Le_four/history")
    gilles.get_by_role("button", name="Merci pour la version 2").click()
    expect(gilles.get_by_role("button", name="Retirer mon merci")).to_be_visible()
    charlie.goto(f"{site.address}/wiki/Le_four")
    expect(charlie.locator("article.prose")).to_contain_text("Un four à bois.")

    watched = new_page(viewport={"width": 390, "height": 800})
    site.enter(watched, "charlie")
    for path in (
        at,
        f"{site.address}/pending",
        f"{site.address}/welcome",
        f"{site.address}/drafts",
    ):
        watched.goto(path)
        assert accessibility_faults(watched) == [], path
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not watched.evaluate(wide), path
