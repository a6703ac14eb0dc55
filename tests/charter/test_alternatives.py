"""Amendments that change the same words, told apart by one ballot, as people see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.service.test_amendments import change, held, refused, state, table
from tests.charter.test_voting import plain
from tests.charter.voting import PLACES, Voting
from tests.web.test_paper import read, words
from wiki.charter.models import Ballot
from wiki.charter.queries import ballots, charters
from wiki.charter.service import alternatives, judging
from wiki.charter.service import ballots as deciding
from wiki.charter.views.origins import tally
from wiki.kernel.db import act

HERE = f"/charters/{SLUG}/amendments"

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def voting(app: Flask) -> Voting:
    """A charter in consultation, with three amendments, of which two change the same word."""
    with app.app_context():
        voting = Voting(app)
        voting.open()
        for old, new in (("50", "60"), ("1er mars", "1er juin"), ("50", "30")):
            table(voting, change(voting, "Cotisation", old, new))
    return voting


def opened(eric: FlaskClient, ask: Callable[..., Any], page: str = f"{HERE}/1") -> Ballot:
    """The ballot of all that compete, which the guarantor opens from where it is offered."""
    links = re.findall(r'href="(/charters/[^"]*/ballots/new[^"]*)"', eric.get(page).text)
    address = links[0].replace("&amp;", "&")
    form = eric.get(address).text
    given = dict(re.findall(r'name="(kind|object|follows)" value="([^"]+)"', form))
    made = people.post(eric, f"/charters/{SLUG}/ballots/new", **given, rule="x", days="7")
    uid = made.headers["Location"].split("/")[2].partition("?")[0]
    return ask(ballots.by_uid, uid)  # type: ignore[no-any-return]


def say(voting: Voting, ballot: Ballot, *choices: str) -> None:
    for title, choice in zip(PLACES, choices, strict=False):
        voting.say(ballot, title, choice)


def test_one_enters_the_text_the_other_says_why_not(
    voting: Voting, client: FlaskClient, sign_in: SignIn, ask: Callable[..., Any]
) -> None:
    eric, charlie = sign_in("eric"), sign_in("charlie")
    ballot = opened(eric, ask)
    states = [ask(state, voting, number) for number in (1, 2, 3)]
    assert states == ["submitted", "admissible", "submitted"]
    at = f"/ballots/{ballot.uid}"
    shown = plain(charlie.get(at).text)
    assert "Le texte d’aujourd’hui Il reste si aucune rédaction ne passe." in shown
    assert "adopté s’il y a plus de « pour »" in shown.lower()
    given = {"place": voting.uids["Le Quai"], "choice-1": "yes"}
    wrong = people.post(charlie, f"{at}/vote", **given)
    assert wrong.status_code == 422
    assert "Dites quelque chose de chaque rédaction" in wrong.text
    assert re.search(r'name="choice-1" value="yes" required checked', wrong.text)
    given["choice-2"] = "no"
    assert people.post(charlie, f"{at}/vote", **given).status_code == 303
    ask(say, voting, ballot, "yes,no", "yes,yes", "yes,no")
    shown = plain(client.get(at).text)
    assert "clos maintenant, « Amendement n° 1 » l’emporterait" in shown
    assert "Amendement n° 1 : pour, Amendement n° 2" not in shown
    assert "Amendement n° 1 : pour, Amendement n° 3 : contre" in shown
    ask(voting.end, ballot)
    assert [ask(state, voting, n) for n in (1, 2, 3)] == ["integrated", "admissible", "rejected"]
    assert "annuelle est de 60 euros" in ask(voting.body)
    assert "60 euros. Elle est due au 1er juin" in ask(held, voting, 2).wording.text
    lost = plain(client.get(f"{HERE}/3").text)
    assert "Scrutin n° 1, pour : 1, contre : 2," in lost
    assert "Amendement n° 1 l’emporte." in lost
    minutes = plain(client.get(f"{at}/minutes").text)
    assert "« Amendement n° 1 » l’emporte." in minutes
    assert "Amendement n° 3 Pour : 1, Contre : 2" in minutes
    paper = words(read(client.get(f"{at}/minutes.pdf").data))
    assert "« Amendement n° 1 » l’emporte." in paper.replace("\u00a0", " ")
    held_as = ask(held, voting, 1).amendment
    assert ask(lambda: tally(voting.now(ballot), held_as.uid)).startswith("pour\u00a0: 3, contre")
    assert not ask(lambda: charters.broken(voting.charter()))


def test_two_alike_are_told_apart_then_the_text_stays(
    voting: Voting, sign_in: SignIn, ask: Callable[..., Any]
) -> None:
    eric = sign_in("eric")
    first = opened(eric, ask)
    ask(say, voting, first, "yes,yes", "yes,yes")
    assert ask(voting.end, first).outcome == "run_off"
    assert [ask(state, voting, n) for n in (1, 3)] == ["admissible", "admissible"]
    second = opened(eric, ask, f"/ballots/{first.uid}")
    assert ask(lambda: voting.now(second).follows_id) == first.id
    ask(say, voting, second, "no,yes", "yes,no", "yes,yes")
    assert ask(voting.end, second).outcome == "rejected"
    assert [ask(state, voting, n) for n in (1, 3)] == ["rejected", "rejected"]
    assert "50 euros" in ask(voting.body)


def test_what_is_put_to_it_is_whole_and_kept(voting: Voting, ask: Callable[..., Any]) -> None:
    def tried() -> None:
        uids = [held(voting, number).amendment.uid for number in (1, 2, 3)]
        charter = voting.charter().uid
        for wrong, code in (
            (uids[0], "amendment_alone"),
            (f"{uids[0]}.{uids[0]}", "amendment_alone"),
            (f"{uids[0]}.{uids[1]}", "amendment_alone"),
            (f"{uids[0]}.nulle-part", "amendment_missing"),
        ):
            assert refused(alternatives.votable, charter, wrong) == code
        about = alternatives.votable(charter, f"{uids[2]}.{uids[0]}.{uids[2]}")
        assert len(about.options) == 2
        more = table(voting, change(voting, "Cotisation", "50", "40"), "bob")
        how = deciding.How(about.rule, str(about.days))
        assert refused(deciding.open_, voting.eric, SLUG, about, how) == "amendment_group"
        uids.append(held(voting, more).amendment.uid)
        about = alternatives.votable(charter, ".".join((uids[0], uids[2], uids[3])))
        ballot = deciding.open_(voting.eric, SLUG, about, how)
        assert refused(voting.say, ballot, "Le Quai", "yes,no") == "ballot_choice_each"
        assert refused(judging.votable, charter, uids[0]) == "amendment_not_admissible"
        columns = "ballot_id, 9, object_uid, title, text, text_hash"
        again = f"SELECT {columns} FROM wiki_charter_option LIMIT 1"  # noqa: S608
        for statement in (
            "UPDATE wiki_charter_option SET title = 'autre'",
            "DELETE FROM wiki_charter_option",
            f"INSERT INTO wiki_charter_option {again}",
        ):
            with pytest.raises(sa.exc.DBAPIError), act() as session:
                session.execute(sa.text(statement))
        deciding.cancel(voting.eric, ballot.uid, "Le texte est mal copié.")
        assert [state(voting, n) for n in (1, 3, 4)] == ["admissible"] * 3

    ask(tried)
