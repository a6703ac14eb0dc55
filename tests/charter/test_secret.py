"""Secret ballots on both databases: nothing that is kept links a voter with what they said."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.charter.made import NETWORK
from tests.charter.voting import PLACES, Voting, network
from tests.web.test_paper import read, words
from wiki.charter.models import Bulletin, Turnout
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters
from wiki.charter.service import ballots
from wiki.charter.views.origins import tally
from wiki.exchange.service.write import write
from wiki.exchange.tables import ARCHIVE
from wiki.journal.models import Entry
from wiki.kernel.db import act, reading, table_of
from wiki.kernel.errors import Conflict, Invalid
from wiki.organisations.service.mandates import give
from wiki.pages.queries import pages
from wiki.pages.service.save import Edit, save


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def refused_by_the_database(statement: sa.Executable, why: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=why), act() as session:
        session.execute(statement)


def test_a_secret_ballot_links_nothing(voting: Voting, app: Flask) -> None:
    """Scenarios 7 and 11: final, told at the close, not taken out; fifty at once count for one."""
    ballot = voting.put(is_secret=True)
    assert ballot.is_sealed
    found: list[str] = []

    def say(turn: int) -> None:
        with app.app_context():
            try:
                voting.say(ballot, "Le Quai", by=("charlie", "fanny")[turn % 2])
            except Conflict as error:
                found.append(error.code)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(say, range(50)))
    assert found == ["ballot_final"] * 49
    receipt = voting.say(ballot, "La Halle", "no")
    assert (queries.votes(ballot.id), queries.current(ballot.id)) == ([], {})
    rows = reading().execute(sa.select(table_of(Bulletin)).order_by(Bulletin.id)).mappings().all()
    assert {column.name for column in table_of(Turnout).columns} == {"ballot_id", "place_id"}
    assert {tuple(row) for row in rows} == {("id", "ballot_id", "choice", "receipt")}
    assert receipt in [row["receipt"] for row in rows]
    said = reading().scalars(sa.select(Entry).where(Entry.action == "ballot_filled")).all()
    assert [(one.actor_id, "place" in one.detail) for one in said] == [(None, False)] * 2
    ballots.leave(
        voting.eric, ballot.uid, voting.uids["La Halle"], "Exclue par le bureau.", is_excluded=True
    )
    body = queries.body(ballot.id)
    assert (body.count.yes, body.count.no, body.electors) == (1, 1, 4)
    ended = voting.end(ballot)
    minutes = queries.minutes(ended)
    assert (minutes["votes"], minutes["counts"], minutes["receipts"]) == ([], None, [])
    assert (minutes["turnout"], ended.outcome, tally(ended)) == (2, "rejected", "")
    paper = app.test_client().get(f"/ballots/{ended.uid}/minutes.pdf").data
    assert "le décompte n’est pas dit" in words(read(paper))
    assert charters.broken(voting.charter()) == []
    for rewrite in (
        "UPDATE wiki_charter_bulletin SET choice = 'yes'",
        "DELETE FROM wiki_charter_bulletin",
        "DELETE FROM wiki_charter_turnout",
        "UPDATE wiki_charter_turnout SET place_id = 1",
        "UPDATE wiki_charter_ballot SET terms = '{}'",
        "UPDATE wiki_charter_ballot SET is_sealed = false",
    ):
        refused_by_the_database(sa.text(rewrite), "is kept")


def test_an_open_urn_takes_one_bulletin_for_each_who_has_voted(voting: Voting) -> None:
    ballot = voting.put(is_secret=True)
    voting.say(ballot, "Le Quai")
    stuffed = sa.insert(Bulletin).values(id=1, ballot_id=ballot.id, choice="yes", receipt="x")
    refused_by_the_database(stuffed, "is kept")
    nobody = sa.insert(Turnout).values(ballot_id=ballot.id, place_id=pages.get(NETWORK).id)
    refused_by_the_database(nobody, "is kept")
    with pytest.raises(Invalid, match="ballot_secret_objection"):
        voting.put("consent", is_secret=True)


def test_from_five_on_the_counts_and_receipts_of_a_secret_ballot_are_told(
    voting: Voting, tmp_path: Path
) -> None:
    page = pages.get(NETWORK)
    place = save(voting.eric, Edit("Le Phare", "", 0, sheet=pages.head(pages.get("Le Quai")).sheet))
    save(voting.eric, Edit(NETWORK, "", page.head, sheet=network("Le Phare")))
    give(voting.people["alice"], place.page.uid, "gilles", "2020-01-01")
    voting.uids["Le Phare"] = place.page.uid
    given_up = voting.put(is_secret=True)
    ballot = voting.put(is_secret=True)
    given, _ = (
        [
            voting.say(one, title, by="gilles" if title == "Le Phare" else "")
            for title in (*PLACES, "Le Phare")
        ]
        for one in (ballot, given_up)
    )
    ballots.cancel(voting.eric, given_up.uid, "La question est mal posée.")
    assert not queries.terms_of(given_up).tells_counts(5, is_given_up=True)
    assert carried_away(tmp_path / "open.zip") == 0
    minutes = queries.minutes(voting.end(ballot))
    assert minutes["receipts"] == sorted(given)
    assert minutes["counts"]["yes"] == 5
    assert charters.broken(voting.charter()) == []
    assert carried_away(tmp_path / "closed.zip") == 5


def carried_away(path: Path) -> int:
    """How many bulletins an archive gives to others."""
    write(path, ARCHIVE)
    with zipfile.ZipFile(path) as archive:
        return len(archive.read("rows/wiki_charter_bulletin.jsonl").decode().splitlines())
