"""The frame of the screens: shared by those who have the same rights, and by nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests import people
from wiki.kernel.permissions import Role
from wiki.members import queries as members
from wiki.members.service.people import grant
from wiki.pages.service.save import Edit, save
from wiki.site.service import change_settings
from wiki.web.slots import Open
from wiki.web.templates import Screen


def _read(piece: str | Open | Screen) -> str:
    html = piece.html if isinstance(piece, Screen) else piece
    return html if isinstance(html, str) else str(vars(html))


def kept(app: Flask) -> list[str]:
    """Every piece that is kept for several people."""
    state = app.extensions["wiki"]
    found = []
    for name in ("frames", "moulds", "pages.html", "screens"):
        if name in state.kept:
            found += [_read(piece) for piece in state.kept[name]._entries.values()]
    return found


def test_each_reads_their_own_name(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    for name in ("alice", "bob", "alice"):
        text = sign_in(name).get("/changes").text
        assert f'account-name">{name}<' in text
        other = "bob" if name == "alice" else "alice"
        assert f'account-name">{other}<' not in text


def test_nobody_has_a_name_in_what_is_shared(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    bob = sign_in("bob")
    with app.app_context():
        save(people.make("charlie"), Edit(title="Lieu", body="Un lieu.", base=0))
    assert 'account-name">bob<' in bob.get("/wiki/Lieu").text
    assert 'account-name">bob<' in bob.get("/wiki/Lieu/diff/1..1").text
    assert 'name="csrf_token"' in bob.get("/wiki/Lieu/edit").text
    for address in ("/changes", "/changes?unreviewed=1", "/wiki/Lieu/history", "/search?q=lieu"):
        assert 'account-name">bob<' in bob.get(address).text
    for own in ("comparison.body", 'name="seq"', 'name="first"', "history-form", "search-hit"):
        assert any(own in piece for piece in kept(app))
    token = re.compile(r'name="csrf_token" value="[\w.-]')  # in a mould there is a hole
    assert not any("bob" in piece or token.search(piece) for piece in kept(app))


def test_a_right_granted_shows_at_once(app: Flask) -> None:
    client = app.test_client()
    people.sign_in(client, app, "charlie")
    assert 'href="/admin"' not in client.get("/changes").text
    with app.app_context():
        alice, charlie = people.make("alice"), members.members_named("charlie")[0]
        grant(alice, charlie.uid, Role.ADMINISTRATOR)
    assert 'href="/admin"' in client.get("/changes").text


def test_a_changed_setting_shows_at_once(app: Flask) -> None:
    client = app.test_client()
    assert "Réseau des Landes" not in client.get("/changes").text
    with app.app_context():
        change_settings(people.make("alice"), {"name": "Réseau des Landes"})
    assert "Réseau des Landes" in client.get("/changes").text


def test_the_current_line_of_the_menu_is_marked(app: Flask) -> None:
    text = app.test_client().get("/changes").text
    assert '<a href="/changes" aria-current="page">' in text
    assert text.count('aria-current="page"') == text.count('<a href="/changes"')


def test_a_screen_that_is_kept_marks_no_line_of_the_menu(app: Flask) -> None:
    with app.app_context():
        alice = people.make("alice")
        save(alice, Edit(title="Lieu", body="Un lieu.", base=0))
        change_settings(alice, {"menu": "Lieu/diff/1..1"})
    client = app.test_client()
    for address in ("/wiki/Lieu/diff/1..1", "/wiki/Lieu/diff/1..1?view=side"):
        rail = client.get(address).text.partition('<nav class="rail"')[2]
        assert "aria-current" not in rail.partition("</nav>")[0]
