"""What the hours of a ballot bring by themselves: letters, the close, the proclamation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG
from tests.charter.voting import Voting, amendment
from wiki.charter import votable
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import waiting
from wiki.charter.service import ballots, hours, votes
from wiki.charter.service.ballots import How
from wiki.jobs.models import Job
from wiki.jobs.service import begin, run_all
from wiki.kernel import clock
from wiki.kernel.db import act, reading, release_reading
from wiki.mail.models import Mail

ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def voting(make_app: Callable[..., Flask]) -> Iterator[Voting]:
    app = make_app(WIKI_PUBLIC_URL="https://wiki.example")
    with app.app_context():
        yield Voting(app)


def _mails() -> list[tuple[str, str]]:
    release_reading()
    kept = reading().scalars(sa.select(Mail).order_by(Mail.id))
    return [(one.recipient.partition("@")[0], one.subject) for one in kept]


def test_a_ballot_is_told_remembered_closed_and_proclaimed_by_the_clock(voting: Voting) -> None:
    ballot = voting.put()
    opened = clock.now()
    run_all()
    told = _mails()
    assert {name for name, _ in told} == {"alice", "bob", "charlie", "fanny", "gilles"}
    assert {subject.replace("\u00a0", " ") for _, subject in told} == {
        "Un scrutin attend votre voix : Une presse ?"
    }
    text = reading().scalars(sa.select(Mail.text).order_by(Mail.id)).first() or ""
    assert f"https://wiki.example/ballots/{ballot.uid}#voix" in text
    assert "Le Moulin" in text
    for title in ("Le Quai", "La Halle"):
        voting.say(ballot, title)
    with clock.stopped_at(opened + timedelta(days=5, seconds=1)):
        run_all()
        with act():
            hours.watch(ballot)  # a worker that starts again
        run_all()
    reminded = _mails()[len(told) :]
    assert sorted(name for name, _ in reminded) == ["alice", "gilles"]
    assert voting.now(ballot).state == "open"
    with clock.stopped_at(opened + timedelta(days=7, seconds=1)):
        run_all()
    ended = queries.by_uid(ballot.uid)
    assert (ended.state, ended.outcome, ended.proclaimed_by_id) == ("proclaimed", "adopted", None)
    assert queries.minutes(ended)["counts"]["yes"] == 2
    hours.close(ballot.uid)
    assert len(_mails()) == len(told) + 2


@ONE_ENGINE
def test_a_worker_closes_what_was_opened_before_there_was_a_job(voting: Voting) -> None:
    ballot = voting.put(days="1")
    with act() as session:
        session.execute(sa.delete(Job))
    begin()
    with clock.stopped_at(clock.now() + timedelta(days=1, seconds=1)):
        run_all()
    assert queries.by_uid(ballot.uid).state == "proclaimed"


def test_what_waits_for_somebody_is_in_one_place(
    voting: Voting, plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    numbers = lambda: {  # noqa: E731
        name: waiting.number(voting.people[name].member_id) for name in ("charlie", "bob", "dora")
    }
    assert numbers() == {"charlie": 0, "bob": 0, "dora": 0}
    ballot = voting.put("consent")
    assert numbers() == {"charlie": 1, "bob": 1, "dora": 0}
    voting.object(ballot, "Le Quai")
    bob, charlie = (voting.people[name].member_id or 0 for name in ("bob", "charlie"))
    assert [(one.ballot.id, one.places) for one in waiting.to_vote(bob)] == [
        (ballot.id, ["La Halle"])
    ]
    assert [one.place for one in waiting.to_judge(bob)] == ["Le Quai"]
    assert (waiting.to_judge(charlie), waiting.to_vote(charlie)) == ([], [])
    uid = waiting.to_judge(bob)[0].objection.uid
    votes.judge(voting.people["bob"], uid, voting.uids["La Halle"], is_founded=True)
    voting.say(ballot, "La Halle")
    assert (waiting.to_judge(bob), numbers()["bob"]) == ([], 0)
    voting.propose()
    assert waiting.to_sign(bob) == []
    if voting.app.extensions["wiki"].database.is_sqlite:
        steps = plan_of(lambda: waiting.number(bob))
        assert not [one for one in steps if one.startswith("SCAN wiki_")], steps


@ONE_ENGINE
def test_the_menu_tells_those_concerned_alone(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        voting = Voting(app)
        ballot = voting.put()
    page = f"/charters/{SLUG}"
    bob, eric = sign_in("bob"), sign_in("eric")
    assert "Attend votre voix" in bob.get(page).text
    assert "Attend votre voix" not in eric.get(page).text
    assert "Attend votre voix" not in app.test_client().get(page).text
    mine = bob.get("/charters/mine").text
    assert f"/ballots/{ballot.uid}#voix" in mine
    assert "Rien n’attend votre voix" in eric.get("/charters/mine").text
    assert "Se connecter" in app.test_client().get("/charters/mine").text
    people.post(bob, f"/ballots/{ballot.uid}/vote", place=voting.uids["La Halle"], choice="yes")
    assert "Attend votre voix" not in bob.get(page).text


@ONE_ENGINE
def test_a_follow_up_that_was_given_up_is_taken_up_where_it_was(voting: Voting) -> None:
    votable.offer("example", lambda _charter, uid: amendment(of=uid))
    first = voting.put("consent", about=amendment("Une voix."))
    voting.object(first, "Le Quai")
    voting.end(first)
    again = amendment("Une voix par lieu.")
    second = ballots.open_(voting.eric, SLUG, again, How("simple", "7"))
    assert (second.round, queries.rule_of(second).name) == (2, "consent")
    ballots.cancel(voting.eric, second.uid, "Le texte était faux.")
    assert queries.after(first) is None
    third = ballots.open_(voting.eric, SLUG, again, How("simple", "7"))
    assert (third.round, queries.rule_of(third).name) == (2, "consent")
    before = queries.before(third)
    assert (before and before.id, third.follows_id) == (first.id, second.id)
    after = queries.after(first)
    assert after
    assert after.id == third.id
    voting.say(third, "Le Quai")
    assert voting.end(third).outcome == "adopted"
    assert queries.objections(first.id)[0].objection.state == "integrated"
