"""Ballots of persons, and double majorities, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import SLUG
from tests.charter.test_secret import refused_by_the_database
from tests.charter.test_voting import SignIn, plain
from tests.charter.voting import PLACES, Voting
from tests.web.test_paper import read, words
from wiki.charter.models import Voice
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters, counts, persons, waiting
from wiki.charter.queries.voters import voters
from wiki.charter.rules.procedure import Procedure, settled
from wiki.charter.rules.tally import Body, Count, Rule
from wiki.charter.rules.units import of_kind, result_twice
from wiki.charter.rules.verdict import standing
from wiki.charter.service import voices
from wiki.charter.service.personal import PERSONAL
from wiki.charter.views import unit_words
from wiki.charter.views.origins import tally
from wiki.exchange.tables import lift_guards
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Invalid, Refused
from wiki.members.models import Member

PERSONS = ("alice", "bob", "charlie", "fanny", "gilles")


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def ids(voting: Voting, *names: str) -> set[int]:
    return {voting.people[name].member_id or 0 for name in names}


def close_account(voting: Voting, name: str) -> None:
    with act() as session:
        query = sa.update(Member).where(Member.id.in_(ids(voting, name)))
        session.execute(query.values(deactivated_at=clock.now()))


def test_each_person_has_one_voice_whatever_they_send_at_once(voting: Voting, app: Flask) -> None:
    ballot = voting.put(unit="persons")
    said = ("yes", "no", "abstain")

    def say(turn: int) -> None:
        with app.app_context():
            voices.cast(voting.people["charlie"], ballot.uid, said[turn % 3])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, range(50)))
    kept = reading().scalars(sa.select(Voice).order_by(Voice.id)).all()
    assert [one.id for one in kept if one.is_current] == [kept[-1].id]
    assert len(kept) == 50
    body = queries.body(ballot.id)
    assert (body.count.cast, body.electors) == (1, 5)
    assert {one.member_id for one in persons.electorate(ballot)} == ids(voting, *PERSONS)
    with pytest.raises(Refused, match="ballot_not_person"):
        voices.cast(voting.eric, ballot.uid, "yes")
    with pytest.raises(Refused, match="ballot_no_mandate"):
        voting.say(ballot, "Le Quai")
    closes = ballot.closes_at
    assert closes is not None
    with clock.stopped_at(closes), pytest.raises(Refused, match="ballot_closed"):
        voices.cast(voting.people["bob"], ballot.uid, "yes")
    late = {
        "ballot_id": ballot.id,
        "member_id": voting.people["bob"].member_id,
        "choice": "yes",
        "word": "",
        "cast_at": closes + timedelta(milliseconds=1),
        "is_current": True,
    }
    refused_by_the_database(sa.insert(Voice).values(**late), "wiki_charter_voice is kept")
    twice = sa.insert(Voice).values(
        late | {"member_id": kept[0].member_id, "cast_at": kept[-1].cast_at}
    )
    refused_by_the_database(twice, "(?i)unique|is never changed")


def test_who_leaves_unheard_is_no_elector_and_nothing_is_rewritten(voting: Voting) -> None:
    ballot = voting.put(unit="persons")
    for name, choice in (("alice", "yes"), ("bob", "no"), ("fanny", "yes")):
        voices.cast(voting.people[name], ballot.uid, choice, "Un mot.")
    close_account(voting, "gilles")
    close_account(voting, "bob")
    body = queries.body(ballot.id)
    assert (body.count.yes, body.count.no, body.electors) == (2, 1, 4)
    ended = voting.end(ballot)
    close_account(voting, "charlie")
    said = queries.minutes(ended)
    assert (ended.outcome, said["counts"]["yes"], said["electors"]) == ("adopted", 2, [])
    assert set(said["persons"]["left"]) == ids(voting, "gilles")
    assert said["persons"]["electors_at_close"] == 4
    assert tally(ended) == "pour\u00a0: 2, contre\u00a0: 1, abstention\u00a0: 0, blanc\u00a0: 0"
    assert "lice" not in ended.minutes
    assert charters.broken(voting.charter()) == []
    for rewrite in (
        "UPDATE wiki_charter_voice SET choice = 'no'",
        "DELETE FROM wiki_charter_voice",
        "UPDATE wiki_charter_person SET left_at = NULL",
        "DELETE FROM wiki_charter_person",
    ):
        refused_by_the_database(sa.text(rewrite), "is kept")
    mine = PERSONAL.of(voting.people["alice"].member_id or 0)["ballot_voices"]
    assert [one["choice"] for one in mine] == ["yes"]


@pytest.mark.parametrize(
    ("of_places", "of_persons", "outcome", "told"),
    [
        ("yes", ("yes", "yes"), "adopted", "la règle tient des deux côtés"),
        ("yes", ("no", "no"), "rejected", "parmi les lieux, pas parmi les personnes"),
        ("no", ("yes", "yes"), "rejected", "parmi les personnes, pas parmi les lieux"),
        ("yes", (), "undecided", "rien ne serait décidé"),
    ],
)
def test_a_double_majority_holds_among_both(
    voting: Voting,
    inside: Flask,
    of_places: str,
    of_persons: tuple[str, ...],
    outcome: str,
    told: str,
) -> None:
    ballot = voting.put(unit="both", has_proxies=True)
    bob = voting.people["bob"].member_id or 0
    assert waiting.number(bob) == 1
    voting.say(ballot, "La Halle", of_places)
    assert (waiting.number(bob), waiting.to_vote(bob)[0][1:]) == (1, ([], True))
    for name, choice in zip(("bob", "alice"), of_persons, strict=False):
        voices.cast(voting.people[name], ballot.uid, choice)
    assert waiting.number(bob) == (0 if of_persons else 1)
    bodies = counts.counted(ballot)
    assert [one.electors for one in bodies] == [len(PLACES), len(PERSONS)]
    with inside.test_request_context():
        found = standing(queries.rule_of(ballot), bodies[0])
        assert told in unit_words.standing(ballot, bodies, found, 0, is_told=True)
    ended = voting.end(ballot)
    assert ended.outcome == outcome
    said = queries.minutes(ended)
    assert said["persons"]["counts"]["yes"] == of_persons.count("yes")
    assert said["counts"][of_places] == 1
    assert tally(ended).startswith("lieux")
    assert charters.broken(voting.charter()) == []


def test_minutes_changed_behind_the_wiki_are_found_out(voting: Voting) -> None:
    ballot = voting.put(unit="both")
    voices.cast(voting.people["bob"], ballot.uid, "yes")
    voting.end(ballot)
    with act() as session:
        lift_guards(session.connection())
        session.execute(sa.update(Voice).values(choice="no"))
    assert [one.code for one in charters.broken(voting.charter())] == ["votes_changed"]


def test_of_several_wordings_the_one_that_wins_passes_among_both() -> None:
    """Whatever is said, no wording wins that fails on one side; alike on both, a run-off."""
    rule = Rule("simple")
    said = [Body(Count(yes, no), 5) for yes, no in ((3, 1), (2, 1), (1, 2), (0, 0))]
    for a, b, c, d in product(said, repeat=4):
        found = result_twice(rule, [a, b], [c, d], is_run_off=False)
        pairs = ((a, c), (b, d))
        won = [all(one.count.yes > one.count.no for one in pair) for pair in pairs]
        assert all(won[at] for at in found.best)
        assert bool(found.best) == any(won)
        if len(found.best) == 2:
            assert (found.outcome, (a, c)) == ("run_off", (b, d))
            assert result_twice(rule, [a, b], [c, d], is_run_off=True).outcome == "rejected"


def test_what_does_not_go_with_persons_is_refused_where_it_is_asked(
    app: Flask, sign_in: SignIn
) -> None:
    with app.app_context():
        Voting(app)
    eric, new = sign_in("eric"), f"/charters/{SLUG}/ballots/new"
    asked = {"title": "Une presse ?", "text": "Acheter.", "days": "7", "unit": "persons"}
    for more, why in (
        ({"rule": "consent"}, "une objection est celle d’un lieu, et ce lieu seul la lève"),
        ({"rule": "consent", "is_secret": "1"}, "une objection se fait en son nom"),
        ({"rule": "simple", "has_proxies": "1"}, "Une procuration va d’un lieu à un autre"),
        ({"rule": "simple", "unit": "all"}, "Choisissez qui vote"),
    ):
        refused = people.post(eric, new, **(asked | more))
        assert (refused.status_code, why in plain(refused.text)) == (422, True)
    given = Procedure(
        "simple", "two_thirds", "7", "14", "major", {}, amendment_unit="both", has_proxies=True
    )
    kept = settled(given).rules
    assert of_kind(kept, "amendment") == {"is_secret": False, "has_proxies": True, "unit": "both"}
    assert of_kind(kept, "adoption")["unit"] == "places"
    assert not of_kind(kept | {"adoption_unit": "persons"}, "adoption")["has_proxies"]
    for change in ({"amendment_rule": "consent"}, {"adoption_unit": "all"}):
        with pytest.raises(Invalid):
            settled(replace(given, **change))


def test_a_person_votes_on_the_screen_and_reads_the_minutes(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        voting = Voting(app)
    eric, bob = sign_in("eric"), sign_in("bob")
    asked = {"title": "Une presse ?", "text": "Acheter.", "days": "7", "rule": "two_thirds"}
    opened = people.post(eric, f"/charters/{SLUG}/ballots/new", unit="both", **asked)
    at = opened.headers["Location"]
    shown = plain(bob.get(at).text)
    assert "Double majorité : la règle doit tenir parmi les lieux et parmi les personnes." in shown
    assert "il manque 3 personnes pour le quorum de 3" in shown
    assert "En votre nom" in plain(bob.get("/charters/mine").text)
    assert people.post(bob, f"{at}/vote", place="me", choice="").status_code == 422
    assert people.post(bob, f"{at}/vote", place="me", choice="yes").status_code == 303
    assert "1 personne sur 5 s’est prononcée" in plain(bob.get(at).text)
    with app.app_context():
        ballot = queries.by_uid(at.split("/")[2])
        unheard = [one.name for one in voters(ballot.id, 0, 9, is_unheard=True)]
        assert sorted(unheard) == sorted(PERSONS)
        voting.say(ballot, "La Halle")
    with app.app_context():
        assert "bob" not in {one.name for one in voters(ballot.id, 0, 9, is_unheard=True)}
        voting.end(ballot)
    minutes = plain(bob.get(f"{at}/minutes").text)
    assert "5 à l’ouverture, 5 à la clôture ; quorum : 1 pour 3 nécessaires" in minutes
    assert "Votes des personnes" in minutes
    assert json.loads(bob.get(f"{at}/minutes.json").data)["persons"]["counts"]["yes"] == 1
    assert "Votes des personnes" in words(read(bob.get(f"{at}/minutes.pdf").data))
