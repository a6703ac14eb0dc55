"""The letters of a charter as a real mail server receives them: each once, whatever runs again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from tests import people
from tests.charter.made import SLUG
from tests.charter.service.test_amendments import change, table
from tests.charter.service.test_hours import ONE_ENGINE
from tests.charter.test_adoption import came
from tests.charter.test_contests import NO, WHY
from tests.charter.test_service import decide
from tests.charter.voting import PLACES, Voting
from tests.mail.conftest import Server, set_server
from wiki.charter.models import Ballot
from wiki.charter.rules.contests import WINDOW
from wiki.charter.service import (
    ballots,
    combining,
    contest_letters,
    contests,
    deadlines,
    renewals,
    signatures,
    versions,
)
from wiki.jobs.service import run_all
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import Role


class Box:
    """A wiki that sends through a real server, and what that was given since one last looked."""

    def __init__(self, app: Flask, server: Server) -> None:
        set_server(app, server.port)
        self.messages, self.seen = server.mailbox.messages, 0

    def new(self) -> list[EmailMessage]:
        for _ in range(2):  # a worker that is started again sends nothing twice
            run_all()
        found = self.messages[self.seen :]
        self.seen = len(self.messages)
        return found

    def told(self) -> dict[str, set[str]]:
        """Subject -> to whom, of what is new: each of it once."""
        found: dict[str, set[str]] = {}
        each = Counter((plain(one["Subject"]), one["To"].partition("@")[0]) for one in self.new())
        assert set(each.values()) <= {1}
        for subject, name in each:
            found.setdefault(subject, set()).add(name)
        return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def voting(make_app: Callable[..., Flask]) -> Iterator[Voting]:
    app = make_app(WIKI_PUBLIC_URL="https://wiki.example")
    with app.app_context():
        yield Voting(app)


@pytest.fixture
def box(voting: Voting) -> Iterator[Box]:
    server = Server()
    server.start()
    yield Box(voting.app, server)
    server.stop()


def _proclaimed(voting: Voting) -> Ballot:
    ballot = voting.put()
    for title in PLACES:
        voting.say(ballot, title)
    ballots.close(voting.eric, ballot.uid)
    return ballots.proclaim(voting.eric, ballot.uid)


@ONE_ENGINE
def test_who_a_contest_concerns_is_written_to_once_then_of_the_answer(
    voting: Voting, box: Box
) -> None:
    hugo = people.make("hugo", Role.MODERATOR)
    ballot = _proclaimed(voting)
    box.new()
    contests.contest(voting.people["charlie"], ballot.uid, voting.uids["Le Quai"], WHY)
    contests.contest(voting.people["bob"], ballot.uid, voting.uids["La Halle"], WHY)
    with act():
        contest_letters.tell(contest_letters.CONTESTED, ballot)
    found = box.new()
    told = {one["To"].partition("@")[0]: one.get_content() for one in found}
    # Who contests knows it. Eric is the one guarantor, and proclaimed it: the moderation answers.
    assert set(told) == {"alice", "eric", "fanny", "gilles", "hugo"}
    assert len(found) == len(told)
    assert {plain(one["Subject"]) for one in found} == {"Un scrutin est contesté : Une presse ?"}
    assert f"https://wiki.example/ballots/{ballot.uid}#contester" in told["alice"]
    assert "il vous revient de répondre" in told["hugo"]
    assert not any("il vous revient" in told[name] for name in ("eric", "fanny"))
    with clock.stopped_at(clock.now() + WINDOW + timedelta(seconds=1)):
        contests.answer(hugo, ballot.uid, NO, is_upheld=False)
        answered = box.told()["Contestation rejetée : Une presse ?"]
    assert {"alice", "bob", "charlie", "fanny", "gilles"} <= answered


@ONE_ENGINE
def test_who_is_to_sign_a_combined_amendment_is_written_to_once(voting: Voting, box: Box) -> None:
    voting.open()
    table(voting, change(voting, "Cotisation", "50", "60"))
    table(voting, change(voting, "Cotisation", "annuelle", "annuelle et libre"), "bob")
    box.new()
    asked = change(voting, "Cotisation", "50", "55")
    made = combining.propose(voting.people["charlie"], SLUG, 1, 2, asked)
    with act():
        deadlines.ask(made)
    (letter,) = box.new()
    assert letter["To"].startswith("bob@")
    assert "charlie propose de réunir" in plain(letter.get_content())
    assert f"https://wiki.example/charters/{SLUG}/amendments/3" in letter.get_content()


@ONE_ENGINE
def test_who_is_to_sign_again_is_asked_then_reminded_once(voting: Voting, box: Box) -> None:
    voting.propose()
    decide(voting, versions.adopt)
    digest = voting.version().hash or ""
    signatures.sign(voting.people["charlie"], SLUG, "1.0", voting.uids["Le Quai"], digest)
    came(voting, "major")
    with act():
        renewals.ask(voting.version())
    asked = box.told()
    assert asked["Une nouvelle version est à signer : Charte imaginaire"] == {"charlie", "fanny"}
    with clock.stopped_at(clock.now() + renewals.GRACE - renewals.BEFORE + timedelta(minutes=1)):
        reminded = box.told()
    assert reminded["Une signature expire bientôt : Charte imaginaire"] == {"charlie", "fanny"}
