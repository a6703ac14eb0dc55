"""Papers of an assembly, on both databases: entered by one, confirmed by another, never changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.voting import Voting
from tests.files.images import PDF
from tests.web.test_paper import read, words
from wiki.charter.models import Ballot, LogLine, PaperSheet
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters
from wiki.charter.rules import paper_votes as rules
from wiki.charter.service import ballots, hours, votes
from wiki.charter.service import paper_votes as service
from wiki.files.models import File
from wiki.files.service.add import Incoming, add
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Refused

#: What a sheet says, counted before anybody confirmed it.
COUNTED = """
INSERT INTO wiki_charter_vote
    (ballot_id, place_id, member_id, mandate, choice, word, cast_at, is_current)
SELECT s.ballot_id, p.place_id, s.entered_by_id, 'paper:' || s.uid, p.choice, '', s.entered_at, true
FROM wiki_charter_paper_sheet AS s JOIN wiki_charter_paper_vote AS p ON p.sheet_id = s.id
"""
CONFIRMED = """
UPDATE wiki_charter_paper_sheet
SET state = 'confirmed', settled_by_id = entered_by_id, settled_at = entered_at
"""
ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def enter(voting: Voting, ballot: Ballot, said: dict[str, str]) -> PaperSheet:
    scan = add(voting.eric, Incoming("papiers.pdf", PDF)).uid
    given = [service.Given(voting.uids[at], choice, "Zoé") for at, choice in said.items()]
    return service.enter(voting.eric, ballot.uid, scan, given)


def refused_by_the_database(statement: str | sa.Executable) -> None:
    said = sa.text(statement) if isinstance(statement, str) else statement
    with pytest.raises(sa.exc.DBAPIError, match="is kept"), act() as session:
        session.execute(said)


def test_papers_count_once_somebody_else_has_confirmed_them(voting: Voting, app: Flask) -> None:
    """The close waits for them, the minutes tell them, the database keeps them."""
    ballot, alice = voting.put(), voting.people["alice"]
    voting.say(ballot, "L’Atelier", "no")
    with pytest.raises(Conflict, match="paper_voted") as said:
        enter(voting, ballot, {"L’Atelier": "yes"})
    assert said.value.params["place"] == "L’Atelier"
    sheet = enter(voting, ballot, {"Le Quai": "yes", "La Halle": "yes", "Le Moulin": "yes"})
    with pytest.raises(Conflict, match="paper_twice"):
        enter(voting, ballot, {"La Halle": "no"})
    with pytest.raises(Refused, match="paper_second"):
        service.settle(voting.eric, sheet.uid, rules.CONFIRM)
    for rewrite in (
        CONFIRMED,
        "UPDATE wiki_charter_paper_sheet SET file_hash = ''",
        "UPDATE wiki_charter_paper_vote SET choice = 'no'",
        "UPDATE wiki_charter_paper_vote SET holder = 'Paul'",
        "DELETE FROM wiki_charter_paper_vote",
        COUNTED,
    ):
        refused_by_the_database(rewrite)
    voting.say(ballot, "Le Quai", "no")
    assert queries.body(ballot.id).count.yes == 0
    with clock.stopped_at(clock.now() + timedelta(days=7, seconds=1)):
        run_all()
        assert queries.by_uid(ballot.uid).state == "closed"
        with pytest.raises(Conflict, match="paper_waiting"):
            ballots.proclaim(voting.eric, ballot.uid)
        page = app.test_client().get(f"/ballots/{ballot.uid}").text
        assert "Il attend d’être proclamé" in page
        service.settle(alice, sheet.uid, rules.CONFIRM)
        assert queries.body(ballot.id).count.yes == 2
        run_all()
    ended = queries.by_uid(ballot.uid)
    minutes = queries.minutes(ended)
    told = minutes["papers"][0]
    assert (ended.state, minutes["counts"]["yes"], minutes["counts"]["no"]) == ("proclaimed", 2, 2)
    assert (told["entered_by"], told["settled_by"]) == (voting.eric.member_id, alice.member_id)
    assert {one["place"]: one["counts"] for one in told["entries"]} == {
        "La Halle": True,
        "Le Moulin": True,
        "Le Quai": False,
    }
    client = app.test_client()
    assert "papier tenu par Zoé" in client.get(f"/ballots/{ballot.uid}/minutes").text
    paper = words(read(client.get(f"/ballots/{ballot.uid}/minutes.pdf").data))
    assert "Votes sur papier" in paper
    journal = str(reading().scalars(sa.select(LogLine.detail)).all())
    assert "Zoé" not in ended.minutes + paper + journal
    service.forget(voting.eric, sheet.uid)
    assert "Zoé" not in client.get(f"/ballots/{ballot.uid}/minutes").text
    assert "Zoé" not in client.get(f"/ballots/{ballot.uid}").text
    assert charters.broken(voting.charter()) == []
    for rewrite in (
        "DELETE FROM wiki_charter_paper_sheet",
        "UPDATE wiki_charter_paper_sheet SET state = 'refused'",
        "UPDATE wiki_charter_paper_vote SET holder = 'Paul'",
    ):
        refused_by_the_database(rewrite)


def test_a_sheet_is_refused_dropped_or_left_for_a_week(voting: Voting) -> None:
    ballot, alice = voting.put(days="1"), voting.people["alice"]
    sheet = enter(voting, ballot, {"Le Quai": "yes"})
    with pytest.raises(Invalid, match="ballot_reason"):
        service.settle(alice, sheet.uid, rules.REFUSE, "non")
    service.settle(alice, sheet.uid, rules.REFUSE, "La ligne du Quai est fausse.")
    sheet = enter(voting, ballot, {"Le Quai": "no"})
    service.settle(voting.eric, sheet.uid, rules.DROP, "Un autre scan viendra.")
    with pytest.raises(Conflict, match="paper_settled"):
        service.settle(alice, sheet.uid, rules.CONFIRM)
    enter(voting, ballot, {"Le Quai": "yes", "La Halle": "abstain"})
    closes = clock.now() + timedelta(days=1, seconds=1)
    with clock.stopped_at(closes):
        hours.close(ballot.uid)
        run_all()
        assert queries.by_uid(ballot.uid).state == "closed"
    with clock.stopped_at(closes + rules.PATIENCE):
        run_all()
        with pytest.raises(Conflict, match="paper_late"):
            enter(voting, ballot, {"Le Quai": "yes"})
    ended = queries.by_uid(ballot.uid)
    told = queries.minutes(ended)["papers"]
    assert (ended.state, ended.outcome) == ("proclaimed", "undecided")
    assert [one["state"] for one in told] == ["refused", "dropped", "dropped"]
    assert told[-1]["settled_by"] is None
    kept = str(reading().scalars(sa.select(LogLine.detail)).all()) + ended.minutes
    assert "La ligne du Quai est fausse" not in kept
    minutes = f"/ballots/{ballot.uid}/minutes"
    client = voting.app.test_client()
    assert "La ligne du Quai est fausse" in client.get(minutes).text
    service.forget(voting.eric, told[0]["sheet"])
    assert "La ligne du Quai est fausse" not in client.get(minutes).text
    assert charters.broken(voting.charter()) == []
    for rewrite in ("reason = 'Autre chose.'", "reason_hash = ''", "reason = '', file_uid = ''"):
        refused_by_the_database(f"UPDATE wiki_charter_paper_sheet SET {rewrite}")  # noqa: S608


def test_no_secret_ballot_and_none_of_persons_takes_papers(voting: Voting) -> None:
    for unit, is_secret, code in (
        ("places", True, "paper_secret"),
        ("persons", False, "paper_unit"),
        ("both", False, "paper_unit"),
    ):
        ballot = voting.put(unit=unit, is_secret=is_secret)
        with pytest.raises(Conflict, match=code):
            enter(voting, ballot, {"Le Quai": "yes"})
        sheet = {
            "uid": code,
            "ballot_id": ballot.id,
            "state": "waiting",
            "file_uid": "",
            "file_hash": "",
            "entered_by_id": voting.eric.member_id,
            "entered_at": clock.now(),
            "reason": "",
        }
        refused_by_the_database(sa.insert(PaperSheet).values(sheet))


@ONE_ENGINE
def test_one_s_own_voice_comes_first(voting: Voting) -> None:
    with pytest.raises(Invalid, match="ballot_object_instead"):
        enter(voting, voting.put("consent"), {"Le Quai": "no"})
    ballot = voting.put()
    sheet = enter(voting, ballot, {"Le Quai": "yes"})
    service.settle(voting.people["alice"], sheet.uid, rules.CONFIRM)
    assert queries.body(ballot.id).count.yes == 1
    votes.cast(voting.people["charlie"], ballot.uid, voting.uids["Le Quai"], "no")
    count = queries.body(ballot.id).count
    assert (count.yes, count.no) == (0, 1)
    with pytest.raises(Refused):
        service.enter(voting.people["charlie"], ballot.uid, "", [])


@ONE_ENGINE
def test_the_form_keeps_what_was_typed_and_the_scan(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        voting = Voting(app)
        uid, quai, halle = voting.put().uid, voting.uids["Le Quai"], voting.uids["La Halle"]
    eric = sign_in("eric")
    at = f"/ballots/{uid}/papers"
    assert "Il faut une seconde personne" in eric.get(at).text
    typed = {f"choice-{quai}": "yes", f"holder-{quai}": "Zoé", f"choice-{halle}": "no"}
    sent = people.post(eric, at, **typed | {"file": (io.BytesIO(PDF), "papiers.pdf")})
    assert sent.status_code == 422
    assert "qui tenait le papier" in sent.text
    assert "Scan déjà reçu" in sent.text
    scan = sent.text.partition('name="scan" value="')[2].partition('"')[0]
    done = people.post(eric, at, **typed | {f"holder-{halle}": "Paul", "scan": scan})
    assert done.status_code == 303
    with app.app_context():
        sheet = reading().scalars(sa.select(PaperSheet.uid)).one()
    own = people.post(eric, f"/papers/{sheet}/settle", step="confirm")
    assert own.status_code == 403
    alice = sign_in("alice")
    assert "Confirmer cette feuille" in alice.get(at).text
    wrong = people.post(alice, f"/papers/{sheet}/settle", step="refuse", reason="faux")
    assert (wrong.status_code, "faux" in wrong.text) == (422, True)
    people.post(alice, f"/papers/{sheet}/settle", step="confirm")
    assert "Zoé, sur papier" in eric.get(f"/ballots/{uid}").text
    assert people.post(alice, f"/papers/{sheet}/settle", step="forget").status_code == 303
    shown = eric.get(f"/ballots/{uid}").text
    assert ("nom effacé" in shown, "Zoé" in shown) == (True, False)
    with app.app_context():
        persons = voting.put(unit="both").uid
    assert "Dans ce scrutin votent des personnes" in eric.get(f"/ballots/{persons}/papers").text
    other = (io.BytesIO(PDF + b"\n"), "autres.pdf")
    sent = people.post(eric, f"/ballots/{persons}/papers", **typed | {"file": other})
    assert sent.status_code == 409
    with app.app_context():
        assert reading().scalar(sa.select(sa.func.count()).select_from(File)) == 1
