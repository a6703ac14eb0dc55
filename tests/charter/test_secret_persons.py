"""Secret ballots of persons, and of places and persons, on both databases: nothing links them."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import SLUG
from tests.charter.test_persons import PERSONS, close_account, ids
from tests.charter.test_secret import refused_by_the_database
from tests.charter.test_voting import SignIn, plain
from tests.charter.voting import PLACES, Voting
from tests.web.test_paper import read, words
from wiki.charter.models import PersonBulletin, PersonTurnout, Voice
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters, persons, waiting
from wiki.charter.queries.voters import voters
from wiki.charter.service import ballots, voices
from wiki.charter.service.personal import PERSONAL
from wiki.charter.views.origins import tally
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE, lift_guards
from wiki.journal.models import Entry
from wiki.kernel import clock
from wiki.kernel.db import act, reading, table_of
from wiki.kernel.errors import Conflict, Refused


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def test_what_a_person_said_in_secret_is_linked_with_nothing(
    voting: Voting, app: Flask, tmp_path: Path
) -> None:
    ballot = voting.put(unit="persons", is_secret=True)
    assert ballot.is_sealed
    found: list[str] = []

    def say(turn: int) -> None:
        with app.app_context():
            try:
                voices.cast(voting.people["charlie"], ballot.uid, ("yes", "no")[turn % 2])
            except Conflict as error:
                found.append(error.code)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, range(50)))
    assert found == ["ballot_final_own"] * 49
    given = [voices.cast(voting.people[name], ballot.uid, "yes") for name in ("alice", "bob")]
    assert (persons.votes(ballot.id), reading().scalars(sa.select(Voice)).all()) == ([], [])
    assert {one.name for one in table_of(PersonTurnout).columns} == {"ballot_id", "member_id"}
    urn = sa.select(table_of(PersonBulletin)).order_by(PersonBulletin.id)
    rows = reading().execute(urn).mappings().all()
    assert {tuple(row) for row in rows} == {("id", "ballot_id", "choice", "receipt")}
    assert set(given) <= {row["receipt"] for row in rows}
    said = reading().scalars(sa.select(Entry).where(Entry.action == "ballot_filled")).all()
    assert {(one.actor_id, *one.detail) for one in said} == {(None, "title")}
    unheard = {one.member_id for one in voters(ballot.id, 0, 9, is_unheard=True)}
    assert unheard == ids(voting, "fanny", "gilles")
    mine = voting.people["alice"].member_id or 0
    assert waiting.number(mine) == 0
    assert PERSONAL.of(mine)["ballot_secret_voices"] == [{"ballot": ballot.title}]
    for name in ("bob", "gilles"):  # one who has voted stays, one who has not is no elector
        close_account(voting, name)
    body = queries.body(ballot.id)
    assert (body.count.cast, body.electors) == (3, 4)
    with clock.stopped_at(ballot.closes_at or clock.now()), pytest.raises(Refused):
        voices.cast(voting.people["fanny"], ballot.uid, "yes")
    ended = voting.end(ballot)
    minutes = queries.minutes(ended)
    assert (minutes["counts"], minutes["receipts"], minutes["turnout"]) == (None, [], 3)
    told = minutes["persons"]
    assert (told["counts"], told["receipts"], told["turnout"], told["votes"]) == (None, [], 3, [])
    assert (ended.outcome, tally(ended)) == ("adopted", "")
    paper = app.test_client().get(f"/ballots/{ended.uid}/minutes.pdf").data
    assert "3 personnes ont voté, à bulletins secrets" in words(read(paper))
    assert carried_away(tmp_path / "few.zip") == [0, 0]
    assert charters.broken(voting.charter()) == []


def test_the_database_keeps_the_urn_of_the_persons(voting: Voting) -> None:
    ballot = voting.put(unit="persons", is_secret=True)
    voices.cast(voting.people["bob"], ballot.uid, "yes")
    stuffed = sa.insert(PersonBulletin).values(id=1, ballot_id=ballot.id, choice="yes", receipt="x")
    refused_by_the_database(stuffed, "is kept")
    nobody = sa.insert(PersonTurnout).values(ballot_id=ballot.id, member_id=voting.eric.member_id)
    refused_by_the_database(nobody, "is kept")
    for rewrite in (
        "UPDATE wiki_charter_person_bulletin SET choice = 'no'",
        "UPDATE wiki_charter_person_turnout SET member_id = 1",
        "DELETE FROM wiki_charter_person_turnout",
    ):
        refused_by_the_database(sa.text(rewrite), "is kept")
    voting.end(ballot)
    refused_by_the_database(sa.text("DELETE FROM wiki_charter_person_bulletin"), "is kept")
    late = sa.insert(PersonTurnout).values(
        ballot_id=ballot.id, member_id=voting.people["alice"].member_id
    )
    refused_by_the_database(late, "is kept")


def test_of_two_counts_none_is_told_unless_enough_took_part_on_each_side(
    voting: Voting, tmp_path: Path
) -> None:
    """Five persons and four places: the places are too few, so nothing of the persons is told."""
    ballot = voting.put(unit="both", is_secret=True)
    for name in PERSONS:
        voices.cast(voting.people[name], ballot.uid, "yes")
    for title in PLACES:
        voting.say(ballot, title)
    minutes = queries.minutes(voting.end(ballot))
    assert (minutes["counts"], minutes["persons"]["counts"]) == (None, None)
    assert (minutes["turnout"], minutes["persons"]["turnout"]) == (4, 5)
    assert (minutes["outcome"], minutes["persons"]["receipts"]) == ("adopted", [])
    assert carried_away(tmp_path / "both.zip") == [0, 0]
    ballot = voting.put(unit="persons", is_secret=True)
    given = [voices.cast(voting.people[name], ballot.uid, "yes") for name in PERSONS]
    given_up = voting.put(unit="persons", is_secret=True)
    for name in PERSONS:
        voices.cast(voting.people[name], given_up.uid, "no")
    ballots.cancel(voting.eric, given_up.uid, "La question est mal posée.")
    minutes = queries.minutes(voting.end(ballot))
    assert minutes["receipts"] == minutes["persons"]["receipts"] == sorted(given)
    assert minutes["counts"] == minutes["persons"]["counts"]
    assert minutes["counts"]["yes"] == 5
    assert carried_away(tmp_path / "persons.zip") == [0, 5]
    assert charters.broken(voting.charter()) == []
    with act() as session:
        lift_guards(session.connection())
        session.execute(sa.update(PersonBulletin).values(choice="no"))
    assert [one.code for one in charters.broken(voting.charter())] == ["votes_changed"]


def carried_away(path: Path) -> list[int]:
    """How many bulletins of places, and of persons, an archive gives to others."""
    write(path, ARCHIVE)
    with zipfile.ZipFile(path) as archive:
        return [
            len(archive.read(f"rows/wiki_charter_{name}.jsonl").decode().splitlines())
            for name in ("bulletin", "person_bulletin")
        ]


def test_a_person_votes_in_secret_on_the_screen(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        voting = Voting(app)
    eric, bob = sign_in("eric"), sign_in("bob")
    asked = {"title": "Une presse ?", "text": "Acheter.", "days": "7", "rule": "simple"}
    new = f"/charters/{SLUG}/ballots/new"
    at = people.post(eric, new, unit="both", is_secret="1", **asked).headers["Location"]
    assert plain(bob.get(at).text).count("le wiki note qui a voté") == 1
    voted = people.post(bob, f"{at}/vote", place="me", choice="yes")
    assert "Votre reçu" in plain(voted.text)
    assert voted.headers["Cache-Control"] == "no-store"
    shown = plain(bob.get(at).text)
    assert "Vous avez voté. À bulletins secrets, un vote ne se change pas." in shown
    assert "1 personne sur 5 s’est prononcée" in shown
    again = people.post(bob, f"{at}/vote", place="me", choice="no")
    assert (again.status_code, "Vous avez déjà voté" in plain(again.text)) == (409, True)
    with app.app_context():
        ballot = queries.by_uid(at.split("/")[2])
        with clock.stopped_at(clock.now() + timedelta(days=8)):
            ballots.proclaim(voting.eric, ballot.uid)
    minutes = plain(bob.get(f"{at}/minutes").text)
    assert "1 bulletin secret, décompte non dit" in minutes
    assert "1 personne a voté, à bulletins secrets : rien ne dit qui a voté quoi." in minutes
    assert "Votre reçu" not in plain(eric.get(at).text)
