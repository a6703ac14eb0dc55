"""What every visitor shares: asked for again it costs nothing, and it is never out of date."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki import maintenance
from wiki.kernel.permissions import SYSTEM
from wiki.members.service import profile
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.pages.views import show
from wiki.pages.views.ready import make_ready
from wiki.site.service import change_settings
from wiki.web.bytes_cache import BytesCache

Write = Callable[..., Page]
SignIn = Callable[[str], FlaskClient]
Ask = Callable[..., Any]


class Reader:
    """A visitor's browser that keeps what it was given, and asks whether it still holds."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.etag = ""
        self.text = ""

    def read(self, path: str = "/wiki/Lieu") -> str:
        """The page as this browser shows it: what it kept when the wiki says that it holds."""
        headers = {"If-None-Match": self.etag} if self.etag else {}
        answer = self.client.get(path, headers=headers)
        if answer.status_code != 304:
            self.etag, self.text = answer.headers.get("ETag", ""), answer.text
        fresh = self.client.application.test_client().get(path)
        assert fresh.text == self.text, "what was kept is not what a newcomer is shown"
        self.client.application.wsgi_app.cache = BytesCache()  # type: ignore[attr-defined]
        restarted = self.client.get(path)
        assert restarted.text == self.text, "what the database kept is not what it says"
        return self.text


@pytest.fixture
def reader(app: Flask, write: Write) -> Reader:
    """Somebody who has read « Lieu » three times, since a job made it ready."""
    write("Lieu", "Un café, voir [[Atelier]].\n\n:::{inclure Horaires}\n:::\n")
    with app.app_context():
        make_ready()
    made = Reader(app.test_client())
    for _ in range(3):
        made.read()
    return made


def test_what_did_not_change_is_not_sent_again(reader: Reader) -> None:
    answer = reader.client.get("/wiki/Lieu", headers={"If-None-Match": reader.etag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == reader.etag
    assert reader.client.get("/wiki/Lieu", headers={"If-None-Match": '"x"'}).status_code == 200


def test_it_says_on_what_it_depends(reader: Reader) -> None:
    for headers in ({}, {"If-None-Match": reader.etag}):
        answer = reader.client.get("/wiki/Lieu", headers=headers)
        vary = {name.strip().lower() for name in answer.headers["Vary"].split(",")}
        assert {"cookie", "accept-language"} <= vary
        assert "no-cache" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        if answer.status_code == 200:
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_it_holds_nothing_of_anybody(app: Flask, reader: Reader, sign_in: SignIn, by: Ask) -> None:
    by("bob", profile.change_profile, "bob", "Un mot", "Ici")
    sign_in("bob").get("/wiki/Lieu")
    for text in (reader.read(), app.test_client().get("/wiki/Lieu").text):
        for never in ("csrf", "nonce", "bob", "@exemple.fr", "wiki_session"):
            assert never not in text


def test_a_member_gets_a_copy_of_their_own(reader: Reader, sign_in: SignIn) -> None:
    answer = sign_in("charlie").get("/wiki/Lieu", headers={"If-None-Match": reader.etag})
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert "charlie" in answer.text
    assert "charlie" not in reader.read()


def test_each_language_has_its_copy(reader: Reader) -> None:
    english = {"Accept-Language": "en"}
    answer = reader.client.get("/wiki/Lieu", headers=english | {"If-None-Match": reader.etag})
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    reader.client.set_cookie("wiki_language", "en")
    assert '<html lang="en">' in reader.client.get("/wiki/Lieu").text
    reader.client.delete_cookie("wiki_language")
    assert '<html lang="fr">' in reader.client.get("/wiki/Lieu").text


def test_each_mount_has_its_copy(reader: Reader) -> None:
    mounted = reader.client.get("/wiki/Lieu", environ_overrides={"SCRIPT_NAME": "/monte"})
    assert 'href="/monte/wiki/Atelier/edit"' in mounted.text
    assert "/monte/" not in reader.read()


def test_a_save_is_seen_at_once(reader: Reader, by: Ask) -> None:
    by("alice", save, Edit("Lieu", "Un thé.\n", 1))
    assert "Un thé." in reader.read()


def test_a_new_title_is_seen_at_once(reader: Reader, write: Write, by: Ask, ask: Ask) -> None:
    page = ask(queries.get, "Lieu")
    by("alice", rename, page.uid, "Le Comptoir")
    assert reader.client.get("/wiki/Lieu").status_code == 302
    assert "Le Comptoir" in Reader(reader.client).read("/wiki/Le_Comptoir")
    write("Autre", "Un.\n")
    by("alice", rename, ask(queries.get, "Autre").uid, "Fablab")


def test_a_page_in_the_bin_is_gone_at_once_and_back_at_once(
    reader: Reader, by: Ask, ask: Ask
) -> None:
    page = ask(queries.get, "Lieu")
    by("bob", delete, page.uid)
    answer = reader.client.get("/wiki/Lieu", headers={"If-None-Match": reader.etag})
    assert answer.status_code == 404
    assert "café" not in answer.text
    by("bob", bring_back, page.uid)
    assert "Un café" in reader.read()


def test_a_protection_is_seen_at_once(reader: Reader, by: Ask, ask: Ask) -> None:
    by("alice", change_settings, {"editing": "anyone"})
    assert "Modifier" in reader.read()
    by("bob", protect, ask(queries.get, "Lieu").uid, "moderators")
    assert "Voir la source" in reader.read()


@pytest.mark.parametrize(
    ("setting", "value", "seen"),
    [
        ("name", "Un autre nom", "Un autre nom"),
        ("licence", "Licence Ouverte", "Licence Ouverte"),
        ("menu", "Portail | Le portail des lieux", "Le portail des lieux"),
        ("legal_page", "Mentions", "/wiki/Mentions"),
    ],
)
def test_a_setting_is_seen_at_once(
    reader: Reader, by: Ask, setting: str, value: str, seen: str
) -> None:
    assert seen not in reader.read()
    by("alice", change_settings, {setting: value})
    assert seen in reader.read()


def test_a_private_wiki_closes_at_once(reader: Reader, by: Ask) -> None:
    by("alice", change_settings, {"visibility": "private"})
    answer = reader.client.get("/wiki/Lieu", headers={"If-None-Match": reader.etag})
    assert answer.status_code == 403


@pytest.mark.parametrize("when", ["let_in", "glance"])
def test_what_was_being_made_when_the_wiki_closed_is_kept_for_nobody(
    app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Just before it closed, somebody was let in, or the page was looked at."""
    write("Lieu", "Un café.\n")
    owner = {"let_in": show, "glance": show.queries}[when]
    usual = getattr(owner, when)

    def closes(*given: object) -> object:
        found = usual(*given)
        monkeypatch.undo()
        with ThreadPoolExecutor() as other:
            other.submit(_close, app).result()
        return found

    monkeypatch.setattr(owner, when, closes)
    app.test_client().get("/wiki/Lieu")
    for _ in range(2):
        assert app.test_client().get("/wiki/Lieu").status_code == 403


def _close(app: Flask) -> None:
    with app.app_context():
        change_settings(SYSTEM, {"visibility": "private"})


def test_a_red_link_turns_blue_at_once_and_red_again(reader: Reader, write: Write, by: Ask) -> None:
    assert 'href="/wiki/Atelier/edit"' in reader.read()
    page = write("Atelier", "Un atelier.\n")
    assert 'href="/wiki/Atelier/edit"' not in reader.read()
    by("bob", delete, page.uid)
    assert 'href="/wiki/Atelier/edit"' in reader.read()


def test_an_included_page_is_seen_at_once(reader: Reader, write: Write, by: Ask) -> None:
    write("Horaires", "Ouvert le lundi.\n")
    assert "Ouvert le lundi." in reader.read()
    by("alice", save, Edit("Horaires", "Ouvert le mardi.\n", 1))
    assert "Ouvert le mardi." in reader.read()


def test_the_name_of_an_author_is_seen_at_once(reader: Reader, by: Ask) -> None:
    assert "alice" in reader.read()
    by("alice", profile.change_profile, "Alice Martin", "", "")
    assert "Alice Martin" in reader.read()


def test_a_rebuild_is_seen_at_once(reader: Reader, ask: Ask) -> None:
    ask(maintenance.rebuild)
    assert "Un café" in reader.read()


def test_a_question_in_the_address_is_not_kept(reader: Reader) -> None:
    reader.client.get("/wiki/Lieu?saved=1&from=Ailleurs")
    assert "C’est enregistré." not in reader.read()


def test_people_who_read_at_once_see_the_same(app: Flask, reader: Reader, by: Ask) -> None:
    others = [Reader(app.test_client()) for _ in range(3)]
    for number in range(1, 4):
        by("alice", save, Edit("Lieu", f"Version {number}.\n", number))
        assert {one.read() for one in (reader, *others)} == {reader.text}
        assert f"Version {number}." in reader.text


def test_a_signed_out_browser_shares_again(reader: Reader, sign_in: SignIn) -> None:
    client = sign_in("charlie")
    people.post(client, "/logout")
    assert "charlie" not in client.get("/wiki/Lieu").text
