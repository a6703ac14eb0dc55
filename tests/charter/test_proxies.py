"""Proxies on both databases: one given, one received, none passed on, one's own voice first."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.test_voting import plain
from tests.charter.voting import PLACES, Voting
from wiki.charter.models import Ballot
from wiki.charter.queries import ballots as queries
from wiki.charter.queries import charters
from wiki.charter.queries.electorate import spoken_for
from wiki.charter.rules.proxies import check_give
from wiki.charter.service import proxies, votes
from wiki.kernel.db import act
from wiki.kernel.errors import Conflict, Invalid, Refused, WikiError
from wiki.members.service.personal import data_of


@pytest.fixture
def voting(inside: Flask) -> Voting:
    return Voting(inside)


def give(voting: Voting, ballot: Ballot, place: str, to: str) -> None:
    who = voting.people[PLACES[place][0]]
    proxies.give(who, ballot.uid, voting.uids[place], voting.uids[to])


def test_each_gives_one_and_receives_one() -> None:
    """Whatever is asked in whatever order, what is accepted is a set of pairs without a chain."""
    places = range(4)
    for asked in product(product(places, places), repeat=3):
        given: dict[int, int] = {}
        for giver, receiver in asked:
            try:
                check_give(giver, receiver, given, has_voted=False)
            except WikiError:
                continue
            given[giver] = receiver
        assert len(set(given.values())) == len(given)
        assert not given.keys() & set(given.values())
    with pytest.raises(Conflict, match="proxy_voted"):
        check_give(0, 1, {}, has_voted=True)


def test_a_place_votes_for_another_whose_own_voice_comes_first(voting: Voting) -> None:
    ballot = voting.put(has_proxies=True)
    bob, quai = voting.people["bob"], voting.uids["Le Quai"]
    with pytest.raises(Refused, match="ballot_no_mandate"):
        votes.cast(bob, ballot.uid, quai, "yes")
    with pytest.raises(Refused, match="ballot_no_mandate"):
        proxies.give(bob, ballot.uid, quai, voting.uids["La Halle"])
    give(voting, ballot, "Le Quai", "La Halle")
    with pytest.raises(Conflict, match="proxy_passed_on"):
        give(voting, ballot, "La Halle", "Le Moulin")
    assert [(one.title, one.by) for one in spoken_for(ballot.id, bob.member_id)] == [
        ("La Halle", ""),
        ("Le Quai", "La Halle"),
    ]
    votes.cast(bob, ballot.uid, quai, "yes")
    assert queries.body(ballot.id).count.yes == 1
    voting.say(ballot, "Le Quai", "no")
    with pytest.raises(Conflict, match="proxy_own_voice"):
        votes.cast(bob, ballot.uid, quai, "yes")
    assert queries.body(ballot.id).count.no == 1
    with pytest.raises(sa.exc.DBAPIError, match="is kept"), act() as session:
        session.execute(sa.text("UPDATE wiki_charter_proxy SET to_place_id = place_id"))
    with pytest.raises(sa.exc.DBAPIError, match="is kept"), act() as session:
        session.execute(sa.text("DELETE FROM wiki_charter_proxy"))
    ended = voting.end(ballot)
    assert queries.minutes(ended)["proxies"] == [{"place": "Le Quai", "to": "La Halle"}]
    kept = data_of(voting.people["charlie"])["charter"]
    assert [one["place"] for one in kept["ballot_proxies"]] == ["Le Quai"]
    assert [one["choice"] for one in kept["ballot_votes"]] == ["no"]
    assert charters.broken(voting.charter()) == []


ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@ONE_ENGINE
def test_there_is_none_unless_it_was_said(voting: Voting) -> None:
    with pytest.raises(Conflict, match="proxy_none"):
        give(voting, voting.put(), "Le Quai", "La Halle")
    with pytest.raises(Invalid, match="proxy_objection"):
        voting.put("consent", has_proxies=True)
    secret = voting.put(has_proxies=True, is_secret=True)
    give(voting, secret, "Le Quai", "La Halle")
    assert votes.cast(voting.people["bob"], secret.uid, voting.uids["Le Quai"], "yes")
    with pytest.raises(Conflict, match="ballot_final"):
        voting.say(secret, "Le Quai", "no")


@ONE_ENGINE
def test_a_refused_proxy_says_why_where_it_was_asked(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        voting = Voting(app)
        ballot = voting.put(has_proxies=True, is_secret=True)
        give(voting, ballot, "Le Moulin", "Le Quai")
    bob, at, halle = sign_in("bob"), f"/ballots/{ballot.uid}", voting.uids["La Halle"]
    first = "À bulletins secrets, le premier des deux votes est définitif."
    assert first in plain(bob.get(at).text)
    given = {"place": halle, "to": voting.uids["Le Quai"]}
    taken = people.post(bob, f"{at}/proxy", **given)
    assert (taken.status_code, taken.text.count('id="f-to"')) == (409, 1)
    voted = people.post(bob, f"{at}/vote", place=halle, choice="yes")
    assert (voted.status_code, voted.headers["Cache-Control"]) == (200, "no-store")
    assert re.search(r"<code>[0-9a-f]{16}</code>", voted.text)
    late = people.post(bob, f"{at}/proxy", **given)
    assert (late.status_code, late.text.count('id="f-to"')) == (409, 1)
