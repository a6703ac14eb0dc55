"""The page that members share in front of the application: to each their own, never out of date."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from tests import people
from tests.web.fronts import Watched
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Role
from wiki.members import queries as members
from wiki.members.service.people import deactivate, end_sign_ins, grant
from wiki.members.service.profile import change_preferences, change_profile
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings
from wiki.web.slots import depends_on

Ask = Callable[..., Any]
PATH = "/wiki/Lieu"
_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


class Site(Watched):
    """The same from its start, and browsers that stay open."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.front.inner = self._ask

    def browser(self, name: str) -> FlaskClient:
        """Somebody's, who has read « Lieu » until the front knew both."""
        client = self.app.test_client()
        people.sign_in(client, self.app, name)
        for _ in range(3):
            client.get(PATH).close()  # then what follows an answer is done
        return client

    def read(self, client: FlaskClient, path: str = PATH, **headers: str) -> str:
        """What a browser is shown, which is what the application itself says now."""
        shown = client.get(path, headers=headers)
        front, self.app.wsgi_app = self.app.wsgi_app, self.inner  # type: ignore[method-assign]
        said = client.get(path, headers=headers)
        self.app.wsgi_app = front  # type: ignore[method-assign]
        assert shown.status_code == said.status_code
        assert _TOKEN.sub("", shown.text) == _TOKEN.sub("", said.text)
        assert sorted(shown.headers) == sorted(said.headers)
        shown.close()
        return shown.text

    def is_spared(self, client: FlaskClient, path: str = PATH, **headers: str) -> bool:
        """Whether the front answers, without the application."""
        self.asked.clear()
        client.get(path, headers=headers).close()
        return not self.asked


@pytest.fixture
def by(ask: Ask) -> Ask:
    """Gives ``by(name, act, *arguments)``: the act, done by that person."""
    return lambda name, act, *arguments: ask(lambda: act(people.make(name), *arguments))


@pytest.fixture
def site(app: Flask, by: Ask) -> Site:
    """A wiki with « Lieu », which alice wrote."""
    by("alice", save, Edit("Lieu", "Un café, voir [[Atelier]].\n", 0))
    return Site(app)


@pytest.fixture
def page(site: Site, ask: Ask) -> Page:
    """« Lieu »."""
    return ask(queries.get, "Lieu")  # type: ignore[no-any-return]


@pytest.fixture
def charlie(site: Site) -> FlaskClient:
    """The browser of a member whom the front knows."""
    return site.browser("charlie")


@pytest.fixture
def charlies_uid(site: Site, ask: Ask) -> str:
    """The uid of that member."""
    return ask(lambda: str(members.members_named("charlie")[0].uid))  # type: ignore[no-any-return]


# -- To each their own


def test_a_page_known_to_who_reads_alike_asks_nothing_more(
    site: Site, charlie: FlaskClient
) -> None:
    assert site.is_spared(charlie)
    site.read(charlie)


def test_what_one_member_was_shown_serves_the_others(site: Site, by: Ask) -> None:
    by("alice", save, Edit("Atelier", "Un atelier.\n", 0))
    charlie, charlotte = site.browser("charlie"), site.browser("charlotte")
    for _ in range(2):
        charlie.get("/wiki/Atelier").close()
    assert not site.is_spared(charlotte, "/wiki/Atelier")  # that she has read it is written
    assert site.is_spared(charlotte, "/wiki/Atelier")
    text = site.read(charlotte, "/wiki/Atelier")
    assert 'account-name">charlotte<' in text
    assert "charlie" not in text


def test_each_has_a_token_of_their_own_that_serves(site: Site) -> None:
    for name in ("charlie", "charlotte"):
        client = site.browser(name)
        assert site.is_spared(client)
        found = re.search(r'name="csrf_token" value="([^"]+)"', site.read(client))
        assert found is not None
        assert (
            client.post("/preview", data={"body": "Un", "csrf_token": found[1]}).status_code == 200
        )
        other = site.browser("dorothée")
        sent = other.post("/preview", data={"body": "Un", "csrf_token": found[1]})
        assert sent.status_code == 403


def test_it_is_told_compressed_to_who_reads_that(site: Site, charlie: FlaskClient) -> None:
    for _ in range(3):
        packed = charlie.get(PATH, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert site.is_spared(charlie, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) == int(packed.headers["Content-Length"])
    plain = site.read(charlie)
    assert _TOKEN.sub("", gzip.decompress(packed.data).decode()) == _TOKEN.sub("", plain)


def test_it_is_nobody_elses_affair(site: Site, charlie: FlaskClient) -> None:
    answer = charlie.get(PATH)
    assert "private" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_visitor_is_not_shown_it(site: Site, charlie: FlaskClient) -> None:
    text = site.app.test_client().get(PATH).text
    assert "charlie" not in text
    assert "csrf_token" not in text


def test_a_sign_in_that_is_remembered_sends_its_cookie_once(site: Site) -> None:
    client = site.app.test_client()
    fields = {"identifier": "charlie", "password": people.PASSWORD, "remembered": "1"}
    with site.app.app_context():
        people.make("charlie")
    people.post(client, "/login", **fields)
    client.get(PATH)  # the token of its forms joins the session
    for _ in range(3):
        with client.get(PATH) as answer:
            assert "Set-Cookie" not in answer.headers
    assert site.is_spared(client)


# -- What goes through


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"{PATH}?saved=1", {}),
        (PATH, {"Authorization": "Bearer x"}),
        (PATH, {"Host": "exemple.fr"}),
    ],
)
def test_what_is_unusual_is_the_applications(
    site: Site, charlie: FlaskClient, path: str, headers: dict[str, str]
) -> None:
    assert not site.is_spared(charlie, path, **headers)


def test_a_slot_that_may_say_anything_is_asked_each_time(
    site: Site, app: Flask, charlie: FlaskClient
) -> None:
    said = iter(range(100))
    filled = app.extensions["wiki"].kept["templates.slots"]
    filled["page.reader"] = [lambda page: escape(f"{page.title} n° {next(said)}")]
    by_the_actor = depends_on("actor")(lambda: escape("menu"))
    site.front.shared._entries.clear()
    shown = [charlie.get(PATH).text for _ in range(3)]
    assert all(f"Lieu n° {number}" in text for number, text in enumerate(shown))
    filled["page.reader"] = []
    filled["account.menu"] = [by_the_actor]
    for _ in range(2):
        assert "menu" in charlie.get(PATH).text
    assert site.is_spared(charlie)


def test_a_forged_cookie_is_a_visitors(site: Site, charlie: FlaskClient) -> None:
    cookie = charlie.get_cookie("wiki_session")
    assert cookie is not None
    forged = site.app.test_client()
    # not its last letter, of which some bits say nothing
    start, letter, end = cookie.value[:-2], cookie.value[-2], cookie.value[-1]
    forged.set_cookie("wiki_session", start + ("a" if letter != "a" else "b") + end)
    assert "charlie" not in site.read(forged)


# -- Seen at the very next request


def test_a_new_revision(site: Site, charlie: FlaskClient, by: Ask) -> None:
    by("bob", save, Edit("Lieu", "Un thé.\n", 1))
    assert "Un thé" in site.read(charlie)


def test_what_is_new_since_the_last_reading(site: Site, charlie: FlaskClient, by: Ask) -> None:
    told = "1 version depuis votre dernière lecture"
    by("bob", save, Edit("Lieu", "Un thé.\n", 1))
    for _ in range(3):
        assert told in site.read(charlie)
    assert not site.is_spared(charlie)
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert told not in site.read(charlie)
        assert site.is_spared(charlie)
        by("bob", save, Edit("Lieu", "Un sirop.\n", 2))
        assert told in site.read(charlie)


def test_a_page_that_it_links_to(site: Site, charlie: FlaskClient, by: Ask) -> None:
    assert "/wiki/Atelier/edit" in site.read(charlie)
    by("bob", save, Edit("Atelier", "Un atelier.\n", 0))
    assert "/wiki/Atelier/edit" not in site.read(charlie)


def test_another_title(site: Site, charlie: FlaskClient, by: Ask, page: Page) -> None:
    by("bob", rename, page.uid, "Le Comptoir")
    answer = charlie.get(PATH)
    assert answer.status_code == 302
    site.read(charlie)
    assert "Le Comptoir" in site.read(charlie, "/wiki/Le_Comptoir")


def test_a_protection(site: Site, charlie: FlaskClient, by: Ask, page: Page) -> None:
    assert "Modifier</span>" in site.read(charlie)
    by("bob", protect, page.uid, "moderators")
    assert "Voir la source</span>" in site.read(charlie)


def test_the_bin(site: Site, charlie: FlaskClient, by: Ask, page: Page) -> None:
    by("bob", delete, page.uid)
    assert charlie.get(PATH).status_code == 404


def test_a_member_who_is_blocked(
    site: Site, charlie: FlaskClient, by: Ask, charlies_uid: str
) -> None:
    by("alice", deactivate, charlies_uid)
    assert "charlie" not in site.read(charlie)


def test_a_member_signed_out_elsewhere(site: Site, charlie: FlaskClient, ask: Ask) -> None:
    def end() -> None:
        with act() as session:
            end_sign_ins(session, members.members_named("charlie")[0].id)

    ask(end)
    assert "charlie" not in site.read(charlie)


def test_a_cookie_that_was_copied(site: Site, charlie: FlaskClient) -> None:
    cookie = charlie.get_cookie("wiki_session")
    assert cookie is not None
    thief = site.app.test_client()
    thief.set_cookie("wiki_session", cookie.value)
    assert "charlie" in thief.get(PATH).text
    people.post(charlie, "/logout")
    assert "charlie" not in site.read(thief)


@pytest.mark.parametrize("gone", [timedelta(days=2), timedelta(days=32)])
def test_a_sign_in_that_is_over(site: Site, charlie: FlaskClient, gone: timedelta) -> None:
    with clock.stopped_at(clock.now() + gone):
        assert "charlie" not in site.read(charlie)


def test_a_role(site: Site, charlie: FlaskClient, by: Ask, charlies_uid: str) -> None:
    assert 'href="/admin"' not in site.read(charlie)
    by("alice", grant, charlies_uid, Role.MODERATOR)
    assert 'href="/admin"' in site.read(charlie)
    by("alice", grant, charlies_uid, Role.READER)
    assert "Modifier</span>" not in site.read(charlie)


def test_a_role_for_one_page(
    site: Site, charlie: FlaskClient, by: Ask, page: Page, charlies_uid: str
) -> None:
    by("bob", protect, page.uid, "moderators")
    assert "Voir la source</span>" in site.read(charlie)
    by("alice", grant, charlies_uid, Role.MODERATOR, f"page:{page.uid}")
    assert "Modifier</span>" in site.read(charlie)


def test_a_language_a_theme_and_a_name(site: Site, charlie: FlaskClient, by: Ask) -> None:
    by("charlie", change_preferences, "en", "", "", ("fr", "en"))
    assert "History</span>" in site.read(charlie)
    by("charlie", change_preferences, "fr", "", "dark", ("fr", "en"))
    assert 'data-theme="dark"' in site.read(charlie)
    charlie.set_cookie("wiki_theme", "light")
    assert 'data-theme="light"' in site.read(charlie)
    by("charlie", change_profile, "Charles", "", "")
    assert 'account-name">Charles<' in site.read(charlie)


def test_the_language_of_the_browser(site: Site, charlie: FlaskClient) -> None:
    for language, word in (("en", "History"), ("fr", "Historique"), ("en", "History")):
        assert f"{word}</span>" in site.read(charlie, **{"Accept-Language": language})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"name": "Réseau des Landes"}, "Réseau des Landes"),
        ({"read_only": True}, "Voir la source</span>"),
    ],
)
def test_a_setting(
    site: Site, charlie: FlaskClient, by: Ask, settings: dict[str, Any], said: str
) -> None:
    by("alice", change_settings, settings)
    assert said in site.read(charlie)


def test_a_wiki_that_closes(site: Site, charlie: FlaskClient, by: Ask, charlies_uid: str) -> None:
    by("alice", change_settings, {"visibility": "private"})
    assert "Un café" in site.read(charlie)
    by("alice", grant, charlies_uid, Role.VISITOR)
    assert "Un café" not in site.read(charlie)
