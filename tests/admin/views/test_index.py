"""The index of the administration: who is let in, what waits there, the way back to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from tests import people
from wiki.extension import SUBJECTS
from wiki.jobs import service as jobs
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Role
from wiki.kernel.subject import MenuEntry
from wiki.mail import service as mail
from wiki.site.service import change_settings

SignIn = Callable[[str], FlaskClient]
LINK = 'href="/admin"'
LINES = [entry for one in SUBJECTS for entry in one.menu if entry.group]


def rail(client: FlaskClient) -> str:
    """The menu of a screen."""
    return client.get("/members").text.partition('<nav class="rail"')[2].partition("</nav>")[0]


@pytest.mark.parametrize("who", ["", "dora", "charlie"])
def test_it_is_refused_to_who_administers_nothing(app: Flask, sign_in: SignIn, who: str) -> None:
    client = sign_in(who) if who else app.test_client()
    answer = client.get("/admin")
    assert answer.status_code == 403
    assert "référents" in answer.text or "connect" in answer.text
    assert LINK not in answer.text


def test_the_menu_has_one_line_for_all_of_it(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    for name in ("eric", "bob", "alice"):
        shown = rail(sign_in(name))
        assert shown.count("/admin") == 1
        assert LINK in shown
        assert len(re.findall('<li><a href="', shown.partition("<details")[0])) <= 16
    for client in (sign_in("charlie"), app.test_client()):
        assert "/admin" not in rail(client)


def test_what_is_seldom_needed_is_shown_on_demand(app: Flask, sign_in: SignIn) -> None:
    for client in (app.test_client(), sign_in("charlie")):
        kept, _, folded = rail(client).partition('<details class="rail-more">')
        folded = folded.partition("</details>")[0]
        assert 'href="/territories"' in folded
        assert 'href="/territories"' not in kept
        assert 'href="/changes"' in kept
        assert "<summary>" in folded


def test_it_tells_each_what_they_may_do(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        people.make("eric", Role.STEWARD)
    for name, offered, kept in (
        ("eric", ("/bin", "/invitations"), ("/moderation/reports", "/admin/settings")),
        ("bob", ("/moderation/reports", "/admin/journal"), ("/admin/settings", "/admin/people")),
        ("alice", ("/moderation/reports", "/admin/settings", "/admin/people"), ()),
    ):
        main = sign_in(name).get("/admin").text.partition("<main")[2]
        assert all(f'href="{path}"' in main for path in offered), name
        assert not any(f'href="{path}"' in main for path in kept), name


def test_it_counts_what_waits(app: Flask, sign_in: SignIn) -> None:
    alice = sign_in("alice")
    assert "à traiter" not in alice.get("/admin").text
    with app.app_context(), act():
        for who in ("alice", "bob"):
            jobs.enqueue("greet", {"who": who}).failed_at = clock.now()
        jobs.enqueue("greet", {"who": "charlie"})
    found = re.sub(r"\s+", " ", alice.get("/admin").text)
    assert found.count("à traiter") == 1
    line = found.partition('href="/admin/jobs"')[2].partition("</a>")[0]
    assert "2 à traiter" in line


def test_what_waits_is_counted_for_who_may_deal_with_it(app: Flask, sign_in: SignIn) -> None:
    with app.app_context(), act():
        mail.post("charlie@exemple.fr", "Bienvenue", "Un mot.")
    for name, told in (("bob", False), ("alice", True)):
        line = sign_in(name).get("/admin").text.partition('href="/admin/mail"')[2]
        assert line
        assert ("à traiter" in line.partition("</a>")[0]) is told


@pytest.mark.parametrize("entry", LINES, ids=[entry.label for entry in LINES])
def test_every_screen_leads_back(app: Flask, sign_in: SignIn, entry: MenuEntry) -> None:
    alice = sign_in("alice")
    with app.test_request_context():
        address = url_for(entry.endpoint)
    trail = alice.get(address).text.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0]
    assert f"<a {LINK}>" in trail
    assert entry.label in trail


def test_those_of_members_do_not(sign_in: SignIn) -> None:
    charlie = sign_in("charlie")
    for address in ("/pending", "/sheets/corrections", "/census"):
        answer = charlie.get(address)
        assert answer.status_code == 200, address
        assert LINK not in answer.text


def test_the_menu_that_the_network_arranges_is_kept(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        change_settings(people.make("alice"), {"menu": "Le quai | Notre quai\nLa digue"})
    for client in (sign_in("alice"), app.test_client()):
        shown = rail(client).partition("<details")[0]
        assert '<a href="/wiki/Le_quai">' in shown
        assert "Notre quai" in shown
        assert shown.index("Notre quai") < shown.index("La digue") < shown.index("/changes")
