"""The lines of lists are kept, and never stale: each thing that a line shows, changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel import clock
from wiki.kernel.permissions import Role
from wiki.members import queries as members
from wiki.members.service.people import deactivate, grant
from wiki.members.service.profile import change_preferences, change_profile
from wiki.pages.models import Page
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.rename import rename
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save
from wiki.pages.service.turn_back import undo
from wiki.site.service import change_settings

Lists = Callable[..., dict[str, str]]
Ask = Callable[..., Any]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def charlie(by: Ask) -> str:
    """The uid of a member."""
    return str(by("charlie", lambda actor: members.member(actor.member_id).uid))


@pytest.fixture
def page(by: Ask, charlie: str) -> Page:
    """« Lieu », which charlie wrote and changed."""
    with clock.stopped_at(NOON):
        by("charlie", save, Edit("Lieu", "Un café.\n", 0))
        return by("charlie", save, Edit("Lieu", "Un thé.\n", 1, "Le thé")).page  # type: ignore[no-any-return]


@pytest.fixture
def lists(client: FlaskClient, page: Page, charlie: str) -> Lists:
    """Gives ``lists(title, **headers)``: what each list that shows « Lieu » says now."""

    def shown(title: str = "Lieu", reader: FlaskClient = client, **headers: str) -> dict[str, str]:
        addresses = (f"/wiki/{title}/history", "/changes", f"/members/{charlie}")
        return {address: reader.get(address, headers=headers).text for address in addresses}

    assert all("Le thé" in text for text in shown().values())  # kept from here on
    return shown


def test_a_new_revision(lists: Lists, by: Ask) -> None:
    by("charlie", save, Edit("Lieu", "Un sirop.\n", 2, "Le sirop"))
    for text in lists().values():
        assert text.index("Le sirop") < text.index("Le thé")
        assert text.count('class="change-summary') >= 2


def test_a_renamed_person(lists: Lists, by: Ask) -> None:
    by("charlie", change_profile, "Charles Martin", "", "")
    for text in lists().values():
        assert ">Charles Martin</a>" in text
        assert ">charlie<" not in text
        assert 'aria-hidden="true">CM</span>' in text


def test_a_renamed_page(lists: Lists, by: Ask, page: Page) -> None:
    by("alice", rename, page.uid, "Le Comptoir")
    for text in lists("Le_Comptoir").values():
        assert "/wiki/Le_Comptoir/diff/1..2" in text
        assert "/wiki/Lieu/" not in text


def test_a_revision_read_again(lists: Lists, by: Ask, page: Page) -> None:
    assert not any(">relue<" in text for text in lists().values())
    by("bob", mark_reviewed, page.uid, 2, 2)
    for text in lists().values():
        assert text.count(">relue<") == 1
        assert text.index("Le thé") < text.index(">relue<")


def test_an_undone_revision(lists: Lists, by: Ask, page: Page) -> None:
    by("alice", undo, page.uid, 2, "Erreur")
    history, changes, _profile = lists().values()
    for text in (history, changes):
        assert text.index(">annulation<") < text.index("Le thé")


def test_the_bin_and_back(lists: Lists, by: Ask, page: Page, client: FlaskClient) -> None:
    by("bob", delete, page.uid)
    assert not any("Le thé" in text for text in lists().values())
    by("bob", bring_back, page.uid, "Le Comptoir")
    assert all("/wiki/Le_Comptoir/diff/1..2" in text for text in lists("Le_Comptoir").values())
    assert client.get("/wiki/Lieu/history").status_code == 404


def test_time_goes_by(lists: Lists) -> None:
    for gone, said in (
        (timedelta(seconds=20), "il y a 20 secondes"),
        (timedelta(seconds=40), "il y a 40 secondes"),
        (timedelta(days=2), "il y a 2 jours"),
    ):
        with clock.stopped_at(NOON + gone):
            assert all(f"{said}<" in text for text in lists().values())


def test_a_language_for_each_reader(lists: Lists) -> None:
    for language in ("en", "fr"):
        texts = lists(**{"Accept-Language": language}).values()
        assert all(">version 2<" in text for text in texts)
        assert all((">differences<" in text) == (language == "en") for text in texts)


def test_a_zone_for_each_reader(lists: Lists, by: Ask, sign_in: Callable[..., FlaskClient]) -> None:
    reader = sign_in("dora")
    for zone, hour in (("Asia/Tokyo", "21:00"), ("", "13:00"), ("America/Cayenne", "09:00")):
        by("dora", change_preferences, "fr", zone, "", ("fr", "en"))
        assert all(f"à {hour}" in text for text in lists(reader=reader).values())


def test_the_two_to_compare_follow_the_newest(lists: Lists, by: Ask) -> None:
    by("charlie", save, Edit("Lieu", "Un sirop.\n", 2))
    text = lists()["/wiki/Lieu/history"]
    for name, number in (("to", 3), ("from", 2)):
        _, _, after = text.partition(f'name="{name}" value="{number}"')
        assert after.partition(">")[0].endswith(" checked")
    assert text.count(" checked>") == 2


def test_a_mount_has_its_addresses(lists: Lists, client: FlaskClient) -> None:
    mounted = client.get("/changes", environ_overrides={"SCRIPT_NAME": "/monte"}).text
    assert 'href="/monte/wiki/Lieu/diff/1..2"' in mounted
    assert 'href="/wiki/Lieu/diff/1..2"' in lists()["/changes"]


def test_each_wiki_of_a_process_has_its_lines(lists: Lists, make_app: Callable[..., Flask]) -> None:
    assert "Le thé" not in make_app().test_client().get("/changes").text


def test_what_is_new_to_each_member(
    lists: Lists, by: Ask, sign_in: Callable[..., FlaskClient]
) -> None:
    dora, bob = sign_in("dora"), sign_in("bob")
    for reader in (dora, bob, dora):
        text = lists(reader=reader)["/changes"]
        assert ">nouveau<" not in text
        _, _, seq = text.partition('name="seq" value="')
        people.post(reader, "/changes/seen", seq=seq.partition('"')[0])
    by("charlie", save, Edit("Lieu", "Un sirop.\n", 2))
    for reader in (dora, bob):
        assert lists(reader=reader)["/changes"].count(">nouveau<") == 1
    people.post(dora, "/changes/seen", seq=10_000)
    assert ">nouveau<" not in lists(reader=dora)["/changes"]
    assert lists(reader=bob)["/changes"].count(">nouveau<") == 1


def test_a_role_given_and_a_member_blocked(
    lists: Lists, by: Ask, sign_in: Callable[..., FlaskClient]
) -> None:
    reader = sign_in("dora")
    uid = by("dora", lambda actor: members.member(actor.member_id).uid)
    assert 'href="/admin"' not in lists(reader=reader)["/changes"]
    by("alice", grant, uid, Role.MODERATOR)
    assert 'href="/admin"' in lists(reader=reader)["/changes"]
    by("alice", deactivate, uid)
    for text in lists(reader=reader).values():
        assert 'account-name">dora<' not in text
        assert 'href="/admin"' not in text


def test_a_wiki_closed_to_visitors(lists: Lists, by: Ask, client: FlaskClient) -> None:
    by("alice", change_settings, {"visibility": "private"})
    for address in ("/wiki/Lieu/history", "/changes"):
        assert client.get(address).status_code in (401, 403)
        assert "Le thé" not in client.get(address).text
