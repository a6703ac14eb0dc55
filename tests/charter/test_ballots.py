"""Ballots on both databases: one voice a place, no late vote, nothing rewritten, consent in rounds.

Scenarios 7 to 12 of the charter.
"""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.charter.made import NETWORK, SLUG
from tests.charter.voting import HARM, PLACES, Voting, amendment, network
from wiki.charter import votable
from wiki.charter.models import Ballot, Elector, Vote
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters
from wiki.charter.rules.chain import text_hash
from wiki.charter.service import ballots, votes
from wiki.charter.service.ballots import How
from wiki.exchange.service.restore import restore
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE, BACKUP, lift_guards
from wiki.kernel import clock, signals
from wiki.kernel.db import act, reading
from wiki.kernel.errors import Conflict, Invalid, Missing, Refused
from wiki.organisations.queries import mandates
from wiki.organisations.service.mandates import end, give
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save
from wiki.schema.sheet import Sheet


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def _refused_by_the_database(statement: sa.Executable, why: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=why), act() as session:
        session.execute(statement)


# -- One voice a place


def test_fifty_votes_of_one_place_at_once_count_for_one(voting: Voting, app: Flask) -> None:
    """Scenario 7: two who speak for the place vote at the same time, the later word counts."""
    ballot = voting.put()
    said = ["yes", "no", "abstain"]

    def say(turn: int) -> None:
        with app.app_context():
            by = ("charlie", "fanny")[turn % 2]
            voting.say(ballot, "Le Quai", said[turn % 3], by)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, range(50)))
    kept = reading().scalars(sa.select(Vote).order_by(Vote.id)).all()
    current = [one for one in kept if one.is_current]
    assert (len(kept), len(current)) == (50, 1)
    assert current[0].id == kept[-1].id
    assert all(one.ended_at is not None for one in kept[:-1])
    body = queries.body(ballot.id)
    assert (body.count.cast, body.electors) == (1, 4)
    assert getattr(body.count, current[0].choice) == 1


def test_who_has_no_mandate_today_does_not_vote(voting: Voting) -> None:
    ballot = voting.put()
    with pytest.raises(Refused, match="ballot_no_mandate"):
        voting.say(ballot, "Le Quai", by="bob")
    with pytest.raises(Refused, match="ballot_no_mandate"):
        votes.cast(voting.people["charlie"], ballot.uid, "nowhere\x00", "yes")
    voting.say(ballot, "Le Quai", by="charlie")
    held = mandates.of_member(voting.people["charlie"].member_id or 0)
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        end(voting.people["alice"], held[0].uid)
    with pytest.raises(Refused, match="ballot_no_mandate"):
        voting.say(ballot, "Le Quai", "no", by="charlie")
    voting.say(ballot, "Le Quai", "no", by="fanny")
    assert queries.current(ballot.id) == {pages.get("Le Quai").id: "no"}
    with pytest.raises(Refused, match="members_only"):
        voting.say(ballot, "Le Quai", by="dora")


# -- No late vote, nothing rewritten


def test_a_late_vote_is_refused_whether_or_not_the_ballot_was_closed(voting: Voting) -> None:
    """Scenario 8: nothing has closed it, the clock and the database refuse all the same."""
    ballot = voting.put()
    closes = ballot.closes_at
    assert closes is not None
    with clock.stopped_at(closes - timedelta(milliseconds=100)):
        voting.say(ballot, "Le Quai")
    for late in (timedelta(0), timedelta(milliseconds=1)):
        with clock.stopped_at(closes + late), pytest.raises(Refused, match="ballot_closed"):
            voting.say(ballot, "La Halle")
    assert voting.now(ballot).state == "open"
    late_vote = sa.insert(Vote).values(
        ballot_id=ballot.id,
        place_id=pages.get("La Halle").id,
        member_id=voting.people["bob"].member_id,
        mandate="m",
        choice="yes",
        word="",
        cast_at=closes + timedelta(milliseconds=1),
        is_current=True,
    )
    _refused_by_the_database(late_vote, "wiki_charter_vote is kept")
    assert queries.body(ballot.id).count.cast == 1


_LATE = (
    "INSERT INTO wiki_charter_vote (id, ballot_id, place_id, member_id, mandate, choice, word, "
    "cast_at, is_current) SELECT 1000, ballot_id, place_id + 1, member_id, mandate, choice, word, "
    "cast_at, true FROM wiki_charter_vote WHERE is_current"
)
_REWRITES = (
    "UPDATE wiki_charter_ballot SET text = 'autre'",
    "UPDATE wiki_charter_ballot SET state = 'open'",
    "UPDATE wiki_charter_ballot SET closes_at = made_at",
    "UPDATE wiki_charter_ballot SET outcome = 'adopted', minutes = '{}'",
    "DELETE FROM wiki_charter_ballot",
    "UPDATE wiki_charter_elector SET title = 'Ailleurs'",
    "DELETE FROM wiki_charter_elector",
    "UPDATE wiki_charter_vote SET choice = 'no'",
    "UPDATE wiki_charter_vote SET is_current = false, ended_at = cast_at",
    "DELETE FROM wiki_charter_vote",
    _LATE,
    "UPDATE wiki_charter_objection SET harm = 'rien'",
    "UPDATE wiki_charter_objection SET state = 'lifted'",
    "DELETE FROM wiki_charter_objection",
    "UPDATE wiki_charter_opinion SET is_founded = false",
    "DELETE FROM wiki_charter_opinion",
)


def test_the_database_keeps_a_closed_ballot_as_it_was(voting: Voting) -> None:
    ballot = voting.put("consent")
    uid = voting.object(ballot, "Le Quai")
    votes.judge(voting.people["bob"], uid, voting.uids["La Halle"], is_founded=True)
    voting.say(ballot, "Le Moulin")
    voting.end(ballot)
    for rewrite in _REWRITES:
        _refused_by_the_database(sa.text(rewrite), "is kept")


def test_a_backup_gives_back_ballots_and_an_archive_no_sealed_votes(
    voting: Voting, inside: Flask, tmp_path: Path
) -> None:
    ballot = voting.put("consent")
    voting.say(ballot, "La Halle")
    ballot = voting.end(ballot)
    voting.say(voting.put(is_sealed=True), "Le Quai")
    write(tmp_path / "given.zip", ARCHIVE)
    with zipfile.ZipFile(tmp_path / "given.zip") as archive:
        rows = archive.read("rows/wiki_charter_vote.jsonl").decode().splitlines()
    assert [json.loads(one)["ballot_id"] for one in rows] == [ballot.id]
    write(tmp_path / "wiki.zip", BACKUP)
    restore(tmp_path / "wiki.zip", BACKUP, replaces=True)
    assert queries.by_uid(ballot.uid).minutes_hash == ballot.minutes_hash
    _refused_by_the_database(sa.text("DELETE FROM wiki_charter_vote"), "is kept")


# -- Who votes


def test_the_electors_are_the_members_of_the_opening(voting: Voting) -> None:
    """Scenarios 10 and 11: who joins later is none, who leaves unheard is none any more."""
    ballot = voting.put()
    page = pages.get(NETWORK)
    place = save(voting.eric, Edit("Le Phare", "", 0, sheet=pages.head(pages.get("Le Quai")).sheet))
    save(voting.eric, Edit(NETWORK, "", page.head, sheet=network("Le Phare")))
    give(voting.people["alice"], place.page.uid, "gilles", "2020-01-01")
    with pytest.raises(Refused, match="ballot_no_mandate"):
        votes.cast(voting.people["gilles"], ballot.uid, place.page.uid, "yes")
    for title in ("Le Quai", "La Halle"):
        voting.say(ballot, title)
    leave = ballots.leave
    leave(
        voting.eric, ballot.uid, voting.uids["L’Atelier"], "A fermé ses portes.", is_excluded=False
    )
    leave(voting.eric, ballot.uid, voting.uids["Le Quai"], "A quitté le réseau.", is_excluded=False)
    body = queries.body(ballot.id)
    assert (body.electors, body.count.yes) == (3, 2)
    leave(
        voting.eric, ballot.uid, voting.uids["La Halle"], "Exclu par le bureau.", is_excluded=True
    )
    body = queries.body(ballot.id)
    assert (body.electors, body.count.yes) == (2, 1)
    with pytest.raises(Refused, match="ballot_no_mandate"):
        voting.say(ballot, "La Halle")
    with pytest.raises(Conflict, match="ballot_left"):
        leave(
            voting.eric, ballot.uid, voting.uids["La Halle"], "Encore une fois.", is_excluded=True
        )
    said = queries.minutes(voting.end(ballot))
    assert (len(said["electors"]), said["electors_at_close"]) == (4, 2)
    assert [one["is_excluded"] for one in said["left"]] == [True, False, False]
    assert {one["place"]: one["counts"] for one in said["votes"]} == {
        "La Halle": False,
        "Le Quai": True,
    }


# -- What is decided


def test_two_thirds_and_a_quorum(voting: Voting) -> None:
    """Scenario 9: nobody, then those who abstain, then enough."""
    assert voting.end(voting.put("two_thirds")).outcome == "undecided"
    ballot = voting.put("two_thirds")
    for title in PLACES:
        voting.say(ballot, title, "abstain")
    assert voting.end(ballot).outcome == "undecided"
    ballot = voting.put("two_thirds")
    for title, choice in zip(PLACES, ("yes", "yes", "no"), strict=False):
        voting.say(ballot, title, choice)
    assert voting.end(ballot).outcome == "adopted"


def test_consent_goes_through_two_rounds_then_the_vote_that_was_fixed(voting: Voting) -> None:
    """Scenario 12."""
    first = voting.put("consent", about=amendment("Une voix."))
    uid = voting.object(first, "Le Quai")
    with pytest.raises(Refused, match="objection_not_yours"):
        votes.lift(voting.eric, uid, "yes")
    with pytest.raises(Conflict, match="ballot_lift_first"):
        voting.say(first, "Le Quai")
    with pytest.raises(Invalid, match="ballot_object_instead"):
        voting.say(first, "La Halle", "no")
    for title in ("La Halle", "Le Moulin"):
        voting.say(first, title)
    assert voting.end(first).outcome == "integration"

    how = How("consent", "7", follows=first.uid)
    with pytest.raises(Conflict, match="ballot_same_wording"):
        ballots.open_(voting.eric, SLUG, amendment("Une voix."), how)
    second = ballots.open_(voting.eric, SLUG, amendment("Une voix par lieu."), how)
    assert (second.round, queries.body(second.id).count.cast) == (2, 0)
    voting.say(second, "Le Quai")
    again = voting.object(second, "La Halle")
    assert voting.end(second).outcome == "fallback"
    assert queries.objection(uid).state == "integrated"
    assert queries.objection(again).state == "sustained"

    how = How("consent", "7", follows=second.uid)
    third = ballots.open_(voting.eric, SLUG, amendment("Une voix par lieu."), how)
    assert queries.rule_of(third).name == "simple"
    voting.say(third, "Le Quai")
    voting.say(third, "La Halle", "no")
    voting.say(third, "Le Moulin")
    assert voting.finish(voting.end(third)).outcome == "adopted"
    how = How("simple", "7", follows=third.uid)
    with pytest.raises(Conflict, match="ballot_last_word"):
        ballots.open_(voting.eric, SLUG, amendment("Autre."), how)


def test_an_objection_is_lifted_by_its_place_and_the_rest_consents(voting: Voting) -> None:
    ballot = voting.put("consent")
    uid = voting.object(ballot, "Le Quai")
    assert queries.blocking(ballot.id) == 1
    votes.lift(voting.people["fanny"], uid, "yes")
    assert queries.blocking(ballot.id) == 0
    with pytest.raises(Conflict, match="objection_settled"):
        votes.lift(voting.people["fanny"], uid, "yes")
    assert voting.end(ballot).outcome == "adopted"


def test_the_others_say_together_that_it_is_a_concern(voting: Voting) -> None:
    ballot = voting.put("consent")
    uid = voting.object(ballot, "Le Quai")
    with pytest.raises(Conflict, match="objection_own"):
        votes.judge(voting.people["charlie"], uid, voting.uids["Le Quai"], is_founded=True)
    votes.judge(voting.people["bob"], uid, voting.uids["La Halle"], is_founded=True)
    for name, title in (("bob", "La Halle"), ("alice", "Le Moulin")):
        votes.judge(voting.people[name], uid, voting.uids[title], is_founded=False)
    voting.say(ballot, "La Halle")
    ended = voting.end(ballot)
    assert (ended.outcome, queries.objection(uid).state) == ("adopted", "concern")


def test_silence_decides_where_it_was_said_to(voting: Voting) -> None:
    assert voting.end(voting.put("consent")).outcome == "undecided"
    assert voting.end(voting.put("tacit_consent")).outcome == "adopted"
    ballot = voting.put("tacit_consent")
    voting.object(ballot, "Le Quai")
    assert voting.end(ballot).outcome == "rejected"


# -- What follows, and what is kept of it


def test_what_it_is_about_learns_what_became_of_it_in_the_same_act(voting: Voting) -> None:
    heard: list[tuple[str, str]] = []

    def refuse(ballot: Ballot, outcome: str, **_: object) -> None:
        heard.append((ballot.object_uid, outcome))
        raise Conflict("amendment_step")

    ballot = voting.put(about=amendment(of="a7"))
    with pytest.raises(Conflict, match="ballot_already"):
        voting.put(about=amendment("Autre", of="a7"))
    signals.ballot_proclaimed.connect(refuse)
    try:
        with pytest.raises(Conflict, match="amendment_step"):
            voting.end(ballot)
    finally:
        signals.ballot_proclaimed.disconnect(refuse)
    assert heard == [("a7", "undecided")]
    assert (voting.now(ballot).state, voting.now(ballot).minutes) == ("open", "")


def test_minutes_hold_one_another_and_no_name(voting: Voting) -> None:
    first, second = voting.put(), voting.put()
    voting.say(first, "Le Quai")
    first = voting.end(first)
    second = voting.end(second)
    assert first.minutes_hash == text_hash(first.minutes, "")
    assert second.minutes_hash == text_hash(second.minutes, first.minutes_hash)
    assert json.loads(second.minutes)["previous"] == first.minutes_hash
    assert "harlie" not in first.minutes
    charter = voting.charter()
    told = [one for one in charters.lines(charter.id) if one.action == "ballot_proclaimed"]
    assert [one.detail["minutes"] for one in told] == [first.minutes_hash, second.minutes_hash]
    assert charters.broken(charter) == []


@pytest.mark.parametrize(
    ("rewrite", "codes"),
    [
        ("UPDATE wiki_charter_ballot SET minutes = minutes || ' '", ["minutes_changed"] * 2),
        ("UPDATE wiki_charter_vote SET choice = 'no'", ["votes_changed"]),
        ("UPDATE wiki_charter_ballot SET outcome = 'rejected'", ["votes_changed"] * 2),
        ("DELETE FROM wiki_charter_ballot WHERE number = 2", ["minutes_missing"]),
    ],
)
def test_who_gets_round_the_database_is_found_out(
    voting: Voting, rewrite: str, codes: list[str]
) -> None:
    first, second = voting.put(), voting.put()
    voting.say(first, "Le Quai")
    voting.end(first)
    voting.end(second)
    with act() as session:
        lift_guards(session.connection())
        if rewrite.startswith("DELETE"):
            of = sa.delete(Elector).where(Elector.ballot_id == second.id)
            session.execute(of)
        session.execute(sa.text(rewrite))
    assert [one.code for one in charters.broken(voting.charter())] == codes


def test_a_ballot_is_closed_at_its_time_or_when_all_have_voted(voting: Voting) -> None:
    ballot = voting.put()
    with pytest.raises(Conflict, match="ballot_still_open"):
        ballots.proclaim(voting.eric, ballot.uid)
    for title in PLACES:
        voting.say(ballot, title)
    with pytest.raises(Refused, match="moderators_only"):
        ballots.close(voting.people["charlie"], ballot.uid)
    assert ballots.close(voting.eric, ballot.uid).state == "closed"
    with pytest.raises(Refused, match="ballot_closed"):
        voting.say(ballot, "Le Quai", "no")
    assert ballots.proclaim(voting.eric, ballot.uid).outcome == "adopted"
    with pytest.raises(Conflict, match="ballot_state"):
        ballots.cancel(voting.eric, ballot.uid, "Trop tard pour cela.")


def test_a_cancelled_ballot_says_why_and_decides_nothing(voting: Voting) -> None:
    ballot = voting.put()
    voting.say(ballot, "Le Quai")
    with pytest.raises(Invalid, match="ballot_reason"):
        ballots.cancel(voting.eric, ballot.uid, "Non.")
    assert ballots.cancel(voting.eric, ballot.uid, "Le texte était faux.").outcome == ""
    with pytest.raises(Refused, match="ballot_closed"):
        voting.say(ballot, "La Halle")
    assert queries.current(ballot.id)


def test_refuses_a_ballot_that_cannot_be(voting: Voting) -> None:
    question = ballots.question("Une presse ?", "Oui.")
    with pytest.raises(Refused):
        ballots.open_(voting.people["charlie"], SLUG, question, How("simple", "7"))
    with pytest.raises(Invalid, match="ballot_rule"):
        voting.put("majority")
    with pytest.raises(Invalid, match="ballot_text"):
        ballots.question("Une presse ?", " ")
    with pytest.raises(Conflict, match="ballot_vote_instead"):
        votes.object_(voting.people["bob"], voting.put().uid, voting.uids["La Halle"], HARM)
    with pytest.raises(Missing, match="ballot_object"):
        votable.found("nothing", "c", "u")
    page = pages.get(NETWORK)
    save(voting.eric, Edit(NETWORK, "", page.head, sheet=Sheet("network", {"name": NETWORK})))
    with pytest.raises(Conflict, match="ballot_nobody"):
        voting.put()
