"""Minutes are begun with what is known of an event; what they decide is in a register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.events.conftest import Announce
from tests.people import make
from wiki.events.minutes import article_of
from wiki.kernel import clock
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.save import Edit, save

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DECIDED = (
    ":::{decision}\n:qui: Dora\n:échéance: 2027-01-31\n:article: /charters/reseau/v1.0#a-x1\n"
    "Le **jardin** s’ouvre à tous.\n:::\n\n:::{décision}\nUn second tour.\n:::\n"
)


def test_minutes_are_begun_and_linked_both_ways(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient], announce: Announce
) -> None:
    with clock.stopped_at(NOW):
        page = announce("Rencontre", "2026-11-18", "## Le jardin\n\nOn en parle.\n")
        later = announce("Bientôt", "2027-01-01")
        assert "Rédiger le compte rendu" not in client.get(f"/events/{page.uid}").text
        member = sign_in("charlie")
        assert f"/events/{page.uid}/minutes" in member.get(f"/events/{page.uid}").text
        assert "Rédiger le compte rendu" not in member.get(f"/events/{later.uid}").text
        begun = member.get(f"/events/{page.uid}/minutes")
        assert "/wiki/Compte_rendu_de_Rencontre/edit" in unquote(begun.location)
        form = member.get(begun.location).text
        for said in (":::{compte-rendu} Rencontre", "mercredi 18 novembre 2026", "- Le jardin"):
            assert said in form.replace("\u00a0", " ")
        with app.app_context():
            text = f":::{{compte-rendu}} Rencontre\n:::\n\n{DECIDED}"
            save(make("alice"), Edit("Compte rendu de Rencontre", text, 0))
        shown = client.get("/wiki/Compte_rendu_de_Rencontre").text
        assert 'href="/wiki/Rencontre"' in shown
        assert "/wiki/Compte_rendu_de_Rencontre" in client.get(f"/events/{page.uid}").text
        again = member.get(f"/events/{page.uid}/minutes")
        assert "Rencontre,_2026-11-18" in unquote(again.location)
    assert client.get("/events/nulle-part/minutes").status_code == 404


def test_decisions_are_in_a_register(app: Flask, client: FlaskClient) -> None:
    assert "Aucune décision" in client.get("/decisions").text
    with app.app_context():
        save(make("alice"), Edit("Compte rendu", DECIDED, 0))
    shown = client.get("/wiki/Compte_rendu").text
    assert "<strong>jardin</strong>" in shown
    assert 'href="/charters/reseau/v1.0#a-x1"' in shown
    listed = client.get("/decisions").text
    for said in ("Le jardin s’ouvre à tous.", "Dora", "2027-01-31", "Un second tour.", "#a-x1"):
        assert said in listed
    about = client.get("/decisions?charter=reseau").text
    assert "Un second tour." not in about
    for strange in ("after=x", "after=9-9", "after=-1--1", f"charter={'x' * 999}"):
        assert client.get(f"/decisions?{strange}").status_code == 200
    with app.app_context():
        delete(make("alice"), pages.get("Compte rendu").uid)
    assert "Aucune décision" in client.get("/decisions").text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/charters/reseau#a-1", ("/charters/reseau#a-1", "reseau", "a-1")),
        ("https://exemple.fr/charters/reseau/v1.0", ("/charters/reseau/v1.0", "reseau", "")),
        ("javascript:alert(1)", ("", "", "")),
        ("/charters/reseau/ballots/1#x", ("", "", "")),
        ("https://[", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_refuses_what_is_no_article(written: str, expected: tuple[str, str, str]) -> None:
    assert article_of(written) == expected
