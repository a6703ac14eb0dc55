"""What waits for a member and what a calendar tells, however many charters and ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.charter.made import Made
from tests.charter.test_service import decide
from tests.charter.voting import Voting
from tests.host.conftest import counted
from wiki.charter.queries import calendar, waiting
from wiki.charter.service import ballots, versions
from wiki.kernel import clock
from wiki.kernel.db import release_reading


def _asked(app: Flask, ask: Callable[[], object]) -> int:
    release_reading()
    with counted(app.extensions["wiki"].database.engine) as statements:
        ask()
    return len(statements)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_more_charters_ask_no_more_of_the_database(inside: Flask) -> None:
    voting = Voting(inside)
    bob = voting.people["bob"].member_id or 0

    def to_sign() -> list[tuple[str, list[str]]]:
        return [(one.charter.title, list(one.places)) for one in waiting.to_sign(bob)]

    voting.propose()
    decide(voting, versions.adopt)
    assert to_sign() == [("Charte imaginaire", ["La Halle"])]
    before = _asked(inside, to_sign)
    other = Made(inside, "alice", "seconde")
    other.propose()
    decide(other, versions.adopt)
    assert [title for title, _ in to_sign()] == ["Charte imaginaire", "Charte seconde"]
    assert _asked(inside, to_sign) == before


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_more_missed_ballots_ask_no_more_of_the_database(inside: Flask) -> None:
    voting = Voting(inside)

    def seconds() -> list[str]:
        return [one.name for one in calendar.events(voting.charter()) if one.sort == "second"]

    missed = voting.end(voting.put("two_thirds"))
    assert seconds() == [f"{missed.uid}-second"]
    before = _asked(inside, seconds)
    more = voting.end(voting.put("two_thirds"))
    assert len(seconds()) == 2
    assert _asked(inside, seconds) == before
    with clock.stopped_at(clock.now() + timedelta(days=30)):
        again = voting.put("two_thirds", follows=more.uid)
        assert seconds() == [f"{missed.uid}-second"]
        ballots.cancel(voting.eric, again.uid, "Le texte était faux.")
        assert len(seconds()) == 2
        third = voting.put("two_thirds", follows=more.uid)
    assert calendar.followed(voting.charter().id) == {more.id, again.id}
    assert third.follows_id == again.id
