"""The first steps: three tasks from what the wiki needs, ticked from what was done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.sheets.places import place
from wiki.kernel.db import release_reading
from wiki.kernel.permissions import SYSTEM
from wiki.members.service.profile import change_profile
from wiki.pages.service.protect import protect
from wiki.pages.service.save import Edit, save
from wiki.site.queries import setting
from wiki.site.service import change_settings
from wiki.upkeep.service import care
from wiki.welcome.queries import tasks
from wiki.welcome.rules import FOLLOW, HOME, INVITE, NAME, PROFILE, REREAD, SHEET, THANK


def shown(name: str) -> list[tuple[str, bool, str]]:
    release_reading()
    return [(one.code, one.is_done, one.title) for one in tasks(people.make(name))]


def test_tasks_come_from_what_is_needed_and_are_ticked_by_facts(inside: Flask) -> None:
    alice, charlie = people.make("alice"), people.make("charlie")
    for title in ("Gelée", "À relire"):
        page = save(alice, Edit(title, "Un mot.\n", 0)).page
        care.mark(alice, page.uid, care.Asked("reread", "2199-01-01", "Des fautes"))
        if title == "Gelée":
            protect(alice, page.uid, "moderators")
    for title in ("Le Quai", "Le Phare"):
        save(alice, Edit(title, "Un.\n", 0, sheet=place(name=title)))
    change_profile(charlie, "charlie", "Je tiens un lieu", "Le Phare")
    assert shown("charlie") == [
        (PROFILE, True, ""),
        (REREAD, False, "À relire"),
        (SHEET, False, "Le Phare"),
    ]
    save(charlie, Edit("Le Phare", "Deux.\n", 1))
    assert [done for _, done, _ in shown("charlie")] == [True, True, True]
    assert [code for code, _, _ in shown("dora")] == [PROFILE, FOLLOW, THANK]


def test_who_administers_an_empty_wiki_begins_it(inside: Flask) -> None:
    alice = people.make("alice")
    assert shown("alice") == [(NAME, False, ""), (HOME, False, "Accueil"), (INVITE, False, "")]
    change_settings(SYSTEM, {"name": "Les lieux d’ici"})
    people.make("charlie")
    assert [done for _, done, _ in shown("alice")] == [True, False, True]
    assert [code for code, _, _ in shown("charlie")] == [PROFILE, FOLLOW, THANK]
    save(alice, Edit("Accueil", "Un mot.\n", 0))
    assert shown("alice")[0][0] == PROFILE


def test_who_keeps_the_name_that_the_wiki_began_with_has_named_it(inside: Flask) -> None:
    alice = people.make("alice")
    change_settings(SYSTEM, {"tagline": "Une commande n’est le choix de personne"})
    assert shown("alice")[0] == (NAME, False, "")
    change_settings(alice, {"name": setting("name")})
    assert shown("alice")[0] == (NAME, True, "")


def test_nobody_is_invited_where_nobody_may_join(inside: Flask) -> None:
    for joining, third in (("open", INVITE), ("closed", PROFILE), ("invitation", INVITE)):
        change_settings(SYSTEM, {"joining": joining})
        assert [code for code, _, _ in shown("alice")] == [NAME, HOME, third]


def test_the_first_administrator_is_led_to_it(app: Flask, client: FlaskClient) -> None:
    people.sign_in(client, app, "alice")
    page = client.get("/welcome").text
    for words, address in (
        ("Donnez un nom au wiki", "/admin/settings"),
        ("Écrivez la page d’accueil", "/wiki/Accueil/edit"),
        ("Invitez deux ou trois personnes", "/invitations"),
    ):
        assert words in page
        assert f'href="{address}"' in page
    assert "Remerciez quelqu’un" not in page


@pytest.mark.usefixtures("client")
def test_one_is_welcomed_once_and_may_put_it_aside(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        people.make("charlie")
    first = app.test_client()
    fields = {"identifier": "charlie", "password": people.PASSWORD}
    assert people.post(first, "/login", **fields).location == "/welcome/first"
    assert first.get("/welcome/first").location == "/welcome"
    page = first.get("/welcome").text
    assert "Bienvenue, charlie" in page.replace("\u00a0", " ")
    assert "Dites qui vous êtes" in page
    assert people.post(app.test_client(), "/login", **fields).location == "/"
    people.post(first, "/welcome")
    assert first.get("/welcome/first").location == "/"
    assert "/welcome" in first.get("/account").text
    people.post(first, "/welcome", again="1")
    assert first.get("/welcome/first").location == "/welcome"
