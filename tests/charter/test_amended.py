"""From an amendment to the text, by a real ballot: adopted, objected to and rewritten, given up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.test_voting import plain
from tests.charter.voting import Voting
from wiki.charter.models import Ballot
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import ballots
from wiki.charter.rules.amendments import Step
from wiki.charter.service import ballots as deciding
from wiki.charter.service import judging, versions

HERE = f"/charters/{SLUG}/amendments"

Ask = Callable[..., Any]
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def voting(app: Flask) -> Voting:
    """A charter in consultation, with an amendment that is admitted, by the one who keeps it."""
    with app.app_context():
        voting = Voting(app)
        voting.open()
        voting.amend()
        judging.take(voting.eric, SLUG, 1, Step.ADMIT)
    return voting


def put(eric: FlaskClient, ask: Ask, number: int = 1) -> Ballot:
    """The ballot that the guarantor opens from the screen of an amendment."""
    links = re.findall(
        r'href="(/charters/[^"]*/ballots/new[^"]*)"', eric.get(f"{HERE}/{number}").text
    )
    address = links[0].replace("&amp;", "&")
    form = eric.get(address).text
    given = dict(re.findall(r'name="(kind|object|follows)" value="([^"]+)"', form))
    opened = people.post(eric, f"/charters/{SLUG}/ballots/new", **given, rule="consent", days="7")
    uid = opened.headers["Location"].split("/")[2].partition("?")[0]
    return ask(ballots.by_uid, uid)  # type: ignore[no-any-return]


def state(voting: Voting, ask: Ask, number: int = 1) -> str:
    """Where an amendment is."""
    return ask(lambda: queries.numbered(voting.charter().id, number).amendment.state)  # type: ignore[no-any-return]


def test_adopted_by_consent_it_enters_the_text(
    voting: Voting, client: FlaskClient, sign_in: SignIn, ask: Ask
) -> None:
    eric = sign_in("eric")
    ballot = put(eric, ask)
    assert state(voting, ask) == "submitted"
    assert "Amendement n° 1" in plain(client.get(f"/ballots/{ballot.uid}").text)
    assert eric.get(f"{HERE}/1/write").status_code == 409
    for place in ("Le Quai", "La Halle", "Le Moulin"):
        ask(voting.say, ballot, place)
    ask(voting.end, ballot)
    assert state(voting, ask) == "integrated"
    assert "annuelle est de 60 euros" in ask(voting.body)
    shown = plain(client.get(f"{HERE}/1").text)
    assert "Scrutin n° 1, pour : 3, contre : 0, abstentions : 0, blancs : 0." in shown
    history = client.get("/wiki/Projet_de_charte/history").text
    assert "Amendement n° 1, adopté par le scrutin n° 1" in plain(history)
    ask(versions.freeze, voting.eric, SLUG)
    ask(voting.finish, ballot)
    ask(versions.propose, voting.eric, SLUG)
    article = ask(voting.article)
    version = f"/charters/{SLUG}/v1.0"
    assert f"{version}/origins?block={article}" in client.get(version).text
    told = plain(client.get(f"{version}/origins?block={article}").text)
    assert (
        "La cotisation annuelle est de 60 euros. Amendement n° 1 , eric ; scrutin n° 1 "
        "(consent : 3, objecte : 0, s’en remet aux autres : 0), procès-verbal "
        "« Pour que chacun puisse adhérer sans peine. » "
        "Écrit avec le projet de la version 1.0 Elle est due au 1er mars. Écrit avec"
    ) in told
    assert "Il a une voix" not in told
    assert "Il a une voix" in client.get(f"{version}/origins").text
    assert client.get(f"{version}/origins?block=nulle-part").status_code == 404


def test_an_objection_brings_it_back_to_be_rewritten(
    voting: Voting, sign_in: SignIn, ask: Ask
) -> None:
    eric = sign_in("eric")
    first = put(eric, ask)
    ask(voting.object, first, "Le Quai")
    assert ask(voting.end, first).outcome == "integration"
    assert state(voting, ask) == "admissible"
    assert "50 euros" in ask(voting.body)
    form = eric.get(f"{HERE}/1/write").text
    sent = dict(re.findall(r'name="(kind|block|base)" value="([^"]*)"', form))
    words = {
        "title": "Cotisation",
        "text": "La cotisation est libre.",
        "why": "Chacun donne un peu.",
    }
    assert people.post(eric, f"{HERE}/1/write", **sent, **words).status_code == 303
    people.post(eric, f"{HERE}/1/step", step="admit")
    second = put(eric, ask)
    assert ask(lambda: voting.now(second).round) == 2
    for place in ("Le Quai", "La Halle"):
        ask(voting.say, second, place)
    ask(voting.end, second)
    assert state(voting, ask) == "integrated"
    assert "La cotisation est libre." in ask(voting.body)


def test_a_ballot_given_up_leaves_it_as_it_was(voting: Voting, sign_in: SignIn, ask: Ask) -> None:
    ballot = put(sign_in("eric"), ask)
    ask(deciding.cancel, voting.eric, ballot.uid, "Le texte est mal copié.")
    assert state(voting, ask) == "admissible"
