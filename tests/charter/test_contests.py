"""Contesting a ballot, on both databases: final after seven days, or annulled and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.test_paper_votes import refused_by_the_database
from tests.charter.test_service import refused
from tests.charter.voting import PLACES, Voting
from wiki.charter.models import Amendment, Ballot, Contest, Ruling
from wiki.charter.queries import amendments as amended
from wiki.charter.queries import charters as queries
from wiki.charter.queries import contests as contested
from wiki.charter.rules.amendments import Step
from wiki.charter.rules.contests import WINDOW
from wiki.charter.service import adoption, amendments, ballots, contests, judging, versions
from wiki.charter.service.ballots import How
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.permissions import Actor, Role

WHY = "Le Quai n’a pas pu voter : son mandat était perdu."
NO = "Ce mandat était là, la page du lieu le montre."


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def _second() -> Actor:
    return people.make("hugo", Role.MODERATOR)


def _decided(voting: Voting, ballot: Ballot) -> Ballot:
    for title in PLACES:
        voting.say(ballot, title)
    ballots.close(voting.eric, ballot.uid)
    return ballots.proclaim(voting.eric, ballot.uid)


def _adopted(voting: Voting, amendment: Amendment) -> Ballot:
    """An amendment that the places adopt by consent, and that enters the draft at once."""
    held = amended.numbered(voting.charter().id, amendment.number).amendment
    if held.state == "tabled":
        judging.take(voting.eric, SLUG, amendment.number, Step.ADMIT)
    about = judging.votable(voting.charter().uid, amendment.uid)
    return _decided(voting, ballots.open_(voting.eric, SLUG, about, How("", "")))


def _upheld(voting: Voting, ballot: Ballot) -> None:
    contests.contest(voting.people["charlie"], ballot.uid, voting.uids["Le Quai"], WHY)
    contests.answer(_second(), ballot.uid, "Le mandat manquait bien, c’est établi.", is_upheld=True)


def _states(voting: Voting) -> dict[int, str]:
    found = amended.of_charter(voting.charter().id)
    return {one.amendment.number: one.amendment.state for one in found}


def test_a_whole_text_waits_until_its_ballot_is_final(voting: Voting) -> None:
    voting.propose()
    ballot = _decided(voting, adoption.put_to_vote(voting.eric, SLUG))
    assert (ballot.outcome, voting.version().state) == ("adopted", "candidate")
    assert refused(adoption.put_to_vote, voting.eric, SLUG) == "ballot_not_final"
    assert refused(versions.abandon, voting.eric, SLUG, "Ce texte ne va pas.") == (
        "charter_in_ballot"
    )
    run_all()
    contests.finish(ballot.uid)
    assert voting.now(ballot).state == "proclaimed"
    quai, charlie = voting.uids["Le Quai"], voting.people["charlie"]
    assert refused(contests.contest, voting.people["bob"], ballot.uid, quai, WHY) == (
        "ballot_no_mandate"
    )
    assert refused(contests.contest, charlie, ballot.uid, quai, "Non.") == "contest_reason"
    first = contests.contest(charlie, ballot.uid, quai, WHY)
    assert contests.contest(charlie, ballot.uid, quai, WHY).uid == first.uid
    contests.contest(voting.people["bob"], ballot.uid, voting.uids["La Halle"], WHY)
    assert voting.now(ballot).state == "contested"
    no = {"is_upheld": False}
    answer = lambda who: contests.answer(who, ballot.uid, NO, **no)  # noqa: E731
    assert refused(answer, voting.eric) == "ballot_not_yours"
    assert refused(answer, voting.people["charlie"]) == "moderators_only"
    assert refused(answer, _second()) == "contest_others"
    with clock.stopped_at(clock.now() + WINDOW + timedelta(seconds=1)):
        assert refused(contests.contest, charlie, ballot.uid, quai, WHY) == "contest_late"
        run_all()
        assert voting.now(ballot).state == "contested"
        answer(_second())
    assert (voting.now(ballot).state, voting.version().state) == ("final", "in_force")
    assert refused(contests.contest, charlie, ballot.uid, quai, WHY) == "contest_not_now"
    assert not queries.broken(voting.charter())


def test_nobody_contests_and_the_clock_says_it(voting: Voting) -> None:
    ballot = _decided(voting, voting.put())
    with clock.stopped_at(clock.now() + WINDOW + timedelta(seconds=1)):
        run_all()
    assert voting.now(ballot).state == "final"
    assert queries.lines(voting.charter().id)[-1].action == "ballot_final"


def test_an_annulled_ballot_leaves_the_draft_as_it_was_and_may_be_held_again(
    voting: Voting,
) -> None:
    voting.open()
    before = voting.body()
    amendment = voting.amend()
    ballot = _adopted(voting, amendment)
    after = voting.body()
    assert "60 euros" in after
    versions.freeze(voting.eric, SLUG)
    assert refused(versions.propose, voting.eric, SLUG) == "charter_ballots"
    _upheld(voting, ballot)
    assert (voting.body(), _states(voting)) == (before, {1: "admissible"})
    assert voting.now(ballot).state == "cancelled"
    assert refused(versions.propose, voting.eric, SLUG) == "charter_amendments"
    again = _adopted(voting, amendment)
    assert (again.follows_id, voting.body()) == (None, after)
    assert _states(voting) == {1: "integrated"}
    assert voting.finish(again).state == "final"
    assert versions.propose(voting.eric, SLUG).number == "1.0"
    assert not queries.broken(voting.charter())
    told = contested.minutes(voting.charter().id)
    assert [one.ruling is not None for one in told] == [False, True, False]


def test_where_others_changed_the_same_words_the_places_decide(voting: Voting) -> None:
    voting.open()
    first = _adopted(voting, voting.amend())
    _adopted(voting, voting.amend("60 euros", "60 euros, ou dix heures"))
    text = voting.body()
    _upheld(voting, first)
    assert voting.body() == text
    assert _states(voting)[3] == "to_update"
    held = amended.numbered(voting.charter().id, 3)
    assert (held.amendment.author_id, held.operation.text.count("50 euros")) == (None, 1)
    page = queries.draft_page(voting.charter())
    asked = amendments.Asked(
        "modify",
        held.operation.block,
        held.operation.title,
        held.operation.text.replace("50 euros", "50 euros, ou dix heures"),
    )
    given = amendments.Given(asked, page.head, held.wording.why)
    assert amendments.confirm(voting.eric, SLUG, 3, given).state == "admissible"
    assert not queries.broken(voting.charter())


def test_a_rejected_amendment_is_admitted_again(voting: Voting) -> None:
    voting.open()
    amendment = voting.amend()
    judging.take(voting.eric, SLUG, 1, Step.ADMIT)
    about = judging.votable(voting.charter().uid, amendment.uid)
    ballot = ballots.open_(voting.eric, SLUG, about, How("", ""))
    assert voting.end(ballot).outcome == "undecided"
    with clock.stopped_at(voting.now(ballot).proclaimed_at or clock.now()):
        _upheld(voting, ballot)
    assert _states(voting) == {1: "admissible"}


def test_the_database_keeps_who_contests_and_what_was_answered(voting: Voting) -> None:
    ballot = _decided(voting, voting.put())
    still = voting.put()
    contest = sa.insert(Contest).values(
        uid="faux",
        ballot_id=still.id,
        title="",
        member_id=1,
        mandate="",
        reason="x",
        reason_hash="",
        at=clock.now(),
    )
    refused_by_the_database(contest)
    _upheld(voting, ballot)
    refused_by_the_database(contest.values(uid="autre", ballot_id=ballot.id))
    for table in (Contest, Ruling):
        for change in ({"reason": "autre"}, {"reason_hash": ""}, {"member_id": 99}):
            refused_by_the_database(sa.update(table).values(change))
        refused_by_the_database(sa.delete(table))
    for state in ("proclaimed", "final", "open"):
        moved = sa.update(Ballot).where(Ballot.id == ballot.id).values(state=state)
        refused_by_the_database(moved)
    contests.forget(voting.eric, ballot.uid)
    contests.forget(voting.eric, ballot.uid)
    assert [one.reason for one in contested.of_ballot(ballot.id)] == [""]
    told = [one.action for one in queries.lines(voting.charter().id)]
    assert told.count("ballot_reasons_erased") == 1
    assert not any(WHY in str(one.detail) for one in queries.lines(voting.charter().id))
    refused_by_the_database("UPDATE wiki_charter_ruling SET reason = 'Autre chose'")
    assert not queries.broken(voting.charter())


def test_refuses_a_second_contest_of_one_voice(voting: Voting) -> None:
    """Of a place whoever speaks for it, of a person; before the answer, and after it."""
    ballot = _decided(voting, voting.put(unit="places"))
    quai, other = voting.uids["Le Quai"], f"{WHY} Et il pleuvait."
    first = contests.contest(voting.people["charlie"], ballot.uid, quai, WHY)
    for name, why in (("charlie", other), ("fanny", WHY), ("fanny", other)):
        code = refused(contests.contest, voting.people[name], ballot.uid, quai, why)
        assert code == "contest_twice"
    assert contests.contest(voting.people["charlie"], ballot.uid, quai, WHY).uid == first.uid
    own = voting.end(voting.put(unit="persons"))
    contests.contest(voting.people["bob"], own.uid, contested.ME, WHY)
    assert refused(contests.contest, voting.people["bob"], own.uid, contested.ME, other) == (
        "contest_twice"
    )
    contests.contest(voting.people["alice"], own.uid, contested.ME, WHY)
    bob = voting.people["bob"].member_id
    assert contested.unused(voting.now(own), bob) == []
    with clock.stopped_at(clock.now() + WINDOW + timedelta(seconds=1)):
        contests.answer(_second(), ballot.uid, NO, is_upheld=False)
        code = refused(contests.contest, voting.people["charlie"], ballot.uid, quai, other)
    assert code == "contest_not_now"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_contesting_by_forms(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        voting = Voting(app)
        ballot = _decided(voting, voting.put())
        _second()
    at = f"/ballots/{ballot.uid}"
    charlie, eric, hugo = sign_in("charlie"), sign_in("eric"), sign_in("hugo")
    assert "si aucun électeur ne le conteste" in charlie.get(at).text
    assert "Contester ce qui est proclamé" not in eric.get(at).text
    short = people.post(charlie, f"{at}/contest", place=voting.uids["Le Quai"], why="Non. <b>")
    assert (short.status_code, "Non. &lt;b&gt;" in short.text) == (422, True)
    sent = people.post(charlie, f"{at}/contest", place=voting.uids["Le Quai"], why=WHY)
    assert sent.status_code == 303
    assert "Ce scrutin est contesté" in eric.get(at).text
    assert people.post(eric, f"{at}/answer", why=NO, step="uphold").status_code == 403
    early = people.post(hugo, f"{at}/answer", why=NO, step="reject")
    assert (early.status_code, NO in early.text) == (409, True)
    assert people.post(hugo, f"{at}/answer", why=NO, step="rien").status_code == 422
    assert people.post(hugo, f"{at}/answer", why=NO, step="uphold").status_code == 303
    shown = app.test_client().get(at).text
    assert "Annulé sur contestation" in shown
    assert "Contestation retenue" in app.test_client().get(f"{at}/minutes").text
    assert app.test_client().get(f"{at}/ruling.json").json["upheld"] is True
    assert people.post(eric, f"{at}/answer", step="forget").status_code == 303
    assert "Raison effacée" in app.test_client().get(at).text
