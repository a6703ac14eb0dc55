"""The people of the demonstration: their organisations, their mandates, a letter to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient

from tests.demo.test_load import text_of, visitor
from wiki.demo.network import PEOPLE
from wiki.demo.reader import people
from wiki.members.views.demo import demo_login_links

__all__ = ["visitor"]


@contextmanager
def signed_in(visitor: FlaskClient, name: str) -> Iterator[FlaskClient]:
    """A browser of its own, in which somebody of the demonstration is signed in."""
    app = visitor.application
    with app.app_context():
        links = {link.name: link.path for link in demo_login_links()}
    client = app.test_client()
    assert client.get(links[name]).status_code in (302, 303)
    yield client


def test_twelve_members_are_of_six_organisations(visitor: FlaskClient) -> None:
    assert PEOPLE.keys() == {one.key for one in people()}
    listed = text_of(visitor, "/organisations?q=fictive")
    assert listed.count("2 lieux") == 6
    with signed_in(visitor, "Dora Démo") as dora:
        shown = text_of(dora, "/members")
    assert sum(f">{one.name}</a>" in shown for one in people()) == 11
    assert "menuiserie" in shown


def test_double_mandates_and_requests_are_there(visitor: FlaskClient) -> None:
    text = text_of(visitor, "/mandates?double=1")
    assert "Le Lavoir (lieu fictif)" in text
    assert "2 personnes" in text
    assert "Mandats demandés" not in text
    with signed_in(visitor, "Alice Démo") as alice:
        assert "Léa Démo" in text_of(alice, "/mandates").partition("<table")[0]


def test_a_letter_can_be_read(visitor: FlaskClient) -> None:
    with signed_in(visitor, "Dora Démo") as dora:
        letter = text_of(dora, "/following/letter")
    assert "Bonjour Dora Démo," in letter
    assert "on vous y nomme" in letter
    assert "Le Lavoir (lieu fictif)" in letter
    assert "Voir ce qui a changé" in letter
