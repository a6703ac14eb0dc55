"""What days bring to an amendment: admitted by itself, its author written to once, taken over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import people
from tests.charter.made import SLUG, Made
from tests.charter.service.test_amendments import WHY, adopt, change, held, refused, state, table
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import Step
from wiki.charter.service import amendments, judging
from wiki.charter.service.taking_over import take_over
from wiki.charter.views.amendment_letters import outdated
from wiki.jobs.service import run_all
from wiki.kernel import clock


def test_admitted_after_two_days(made: Made) -> None:
    made.open()
    given = change(made, "Cotisation", "50", "60")
    number = amendments.begin(people.make("charlie"), SLUG, given, is_tabled=True).number
    began = clock.now()
    with clock.stopped_at(began + timedelta(hours=47)):
        run_all()
        judging.admit(held(made, number).amendment.uid)
    assert state(made, number) == "tabled"
    with clock.stopped_at(began + timedelta(hours=49)):
        run_all()
        judging.admit(held(made, number).amendment.uid)
    assert state(made, number) == "admissible"
    said = [one.action for one in charters.lines(made.charter().id)]
    assert said.count("amendment_admitted") == 1
    assert not charters.broken(made.charter())


def test_its_author_is_written_to_once(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        made.app.extensions["wiki"].options, "WIKI_PUBLIC_URL", "https://wiki.example.fr"
    )
    monkeypatch.setitem(made.app.config, "TRUSTED_HOSTS", ["wiki.example.fr"])
    made.open()
    taken = table(made, change(made, "Cotisation", "50", "60"))
    again = table(made, change(made, "Cotisation", "est de 50", "est de 70"))
    mine = table(made, change(made, "Cotisation", "50", "30"), "bob")
    adopt(made, taken)
    assert [state(made, one) for one in (again, mine)] == ["to_update", "to_update"]
    run_all()
    outdated(held(made, mine).amendment.uid)  # a worker that is tried again
    run_all()
    mails = people.mails(people.address("bob"))
    assert len(mails) == 1
    assert f"n° {mine}\u00a0: à mettre à jour" in mails[0].subject
    assert f"https://wiki.example.fr/charters/{SLUG}/amendments/{mine}/write" in mails[0].text
    assert f"l’amendement n° {taken}" in mails[0].text
    assert len(people.mails()) == 2


def test_taken_over_by_somebody_else_in_time(made: Made) -> None:
    made.open()
    charlie, bob = people.make("charlie"), people.make("bob")
    first = table(made, change(made, "Cotisation", "50", "60"))
    other = table(made, change(made, "Cotisation", "1er mars", "1er juin"), "bob")
    assert refused(take_over, bob, SLUG, first) == "amendment_step"
    judging.take(charlie, SLUG, first, Step.WITHDRAW, WHY)
    assert refused(take_over, charlie, SLUG, first) == "amendment_own"
    adopt(made, other)
    with clock.stopped_at(clock.now() + timedelta(hours=72)):
        assert refused(take_over, bob, SLUG, first) == "amendment_gone"
    taken = held(made, take_over(bob, SLUG, first).number)
    assert (taken.amendment.state, taken.amendment.author_id) == ("tabled", bob.member_id)
    assert "est de 60 euros. Elle est due au 1er juin" in taken.wording.text
    assert refused(take_over, made.eric, SLUG, first) == "amendment_taken_over"
    left = held(made, first).amendment
    assert left.state == "withdrawn"
    assert queries.steps(left.id)[-1].cause == taken.amendment.uid
    kept = amendments.begin(charlie, SLUG, change(made, "Membres", "une", "deux"), is_tabled=False)
    judging.take(charlie, SLUG, kept.number, Step.WITHDRAW, WHY)
    assert refused(take_over, bob, SLUG, kept.number) == "amendment_step"
