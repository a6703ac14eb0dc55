"""Other places support an amendment; a statutory article asks for some before it is admitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.charter.made import SLUG, procedure
from tests.charter.service.test_amendments import change, held, refused, state
from tests.charter.test_voting import plain
from tests.charter.voting import Voting
from wiki.charter.queries import charters as queries
from wiki.charter.rules.amendments import Step
from wiki.charter.rules.sponsors import Support, holding
from wiki.charter.service import amendments, charters, judging, sponsors, versions
from wiki.jobs.service import run_all
from wiki.kernel import clock

AT = f"/charters/{SLUG}/amendments/1"


def test_the_last_word_since_the_last_wording_counts() -> None:
    said = [
        Support(1, "Le Quai", 1, True),
        Support(2, "La Halle", 2, True),
        Support(3, "Le Moulin", 2, True),
        Support(3, "Le Moulin", 2, False),
    ]
    assert holding(said, 1) == {1: "Le Quai", 2: "La Halle"}
    assert holding(said, 2) == {2: "La Halle"}


@pytest.fixture
def voting(app: Flask) -> Voting:
    """A charter whose article on the fee is statutory, with an amendment of charlie."""
    with app.app_context():
        voting = Voting(app)
        given = procedure()
        settled = {"sponsors": "2", "statutory": ("Article 2 : Cotisation",)}
        charters.settle(voting.eric, SLUG, type(given)(**vars(given) | settled))
        versions.open_(voting.eric, SLUG)
        asked = change(voting, "Cotisation", "50", "60")
        amendments.begin(voting.people["charlie"], SLUG, asked, is_tabled=True)
    return voting


def test_two_other_places_have_it_admitted(
    voting: Voting,
    client: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    ask: Callable[..., Any],
) -> None:
    shown = plain(client.get(AT).text)
    assert "L’article est statutaire : il faut 2 lieux." in shown
    assert ask(refused, judging.take, voting.eric, SLUG, 1, Step.ADMIT) == "amendment_sponsors"
    later = clock.now() + timedelta(hours=49)

    def wait() -> str:
        with clock.stopped_at(later):
            run_all()
        return state(voting, 1)

    assert ask(wait) == "tabled"
    bob, charlie = sign_in("bob"), sign_in("charlie")
    assert "Soutenir, pour « La Halle »" in plain(bob.get(AT).text)
    assert "Soutenir, pour" not in plain(charlie.get(AT).text)
    halle, quai = voting.uids["La Halle"], voting.uids["Le Quai"]
    assert people.post(bob, f"{AT}/support", place=halle, is_given="1").status_code == 303
    again = people.post(bob, f"{AT}/support", place=halle, is_given="1")
    assert again.status_code == 409
    assert "Ce lieu soutient déjà cet amendement." in plain(again.text)
    assert 'id="soutiens"' in again.text
    assert people.post(bob, f"{AT}/support", place=quai, is_given="1").status_code == 403
    assert people.post(charlie, f"{AT}/support", place=quai, is_given="1").status_code == 409
    assert "Soutenu par : La Halle ." in plain(client.get(AT).text).replace("Halle.", "Halle .")

    def more() -> str:
        alice, moulin = voting.people["alice"], voting.uids["Le Moulin"]
        with clock.stopped_at(later):
            sponsors.support(alice, SLUG, 1, moulin, is_given=True)
            run_all()
        return state(voting, 1)

    assert ask(more) == "admissible"
    asked = ask(change, voting, "Cotisation", "50", "70")
    ask(lambda: amendments.revise(voting.people["charlie"], SLUG, 1, asked))
    assert "Aucun autre lieu ne le soutient encore." in plain(client.get(AT).text)
    assert ask(lambda: held(voting, 1).amendment.state) == "tabled"
    assert not ask(lambda: queries.broken(voting.charter()))
