"""Erasing a passage of a frozen text, on both databases: two people, that passage, nothing else."""

from __future__ import annotations

from itertools import product

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from tests import people
from tests.charter.made import SLUG
from tests.charter.test_service import decide, refused
from tests.charter.voting import PLACES, Voting
from wiki.charter.cli import charter as command
from wiki.charter.models import Erasure, FrozenText
from wiki.charter.queries import charters as queries
from wiki.charter.rules import erasures as rules
from wiki.charter.rules.blocks import Block
from wiki.charter.rules.chain import frozen
from wiki.charter.rules.moves import flat
from wiki.charter.service import adoption, ballots, erasures, versions
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict, Refused
from wiki.kernel.permissions import Actor, Role

WORDS = "Zoé Martin a « triché » \\ en mai."
TABLE = flat(rules.MOVES)
BLOCKS = (Block("a", 2, "Membres", f"Un lieu.\n\n{WORDS} Voilà."), Block("b", 2, "Fin", "Fin."))


def test_every_step_that_is_not_in_the_table_is_refused() -> None:
    for state, step, who in product(rules.STATES, rules.STEPS, rules.ACTORS):
        if (state, step, who) in TABLE:
            assert rules.moved(state, step, (who,)) == TABLE[state, step, who]
        else:
            with pytest.raises((Conflict, Refused)):
                rules.moved(state, step, (who,))


def test_another_person_of_the_other_office_agrees() -> None:
    both = ["administrator", "guarantor"]
    assert "other" in rules.answers_as(2, 1, "administrator", ["guarantor"])
    assert "other" in rules.answers_as(2, 1, "guarantor", both)
    assert rules.answers_as(2, 1, "guarantor", ["guarantor"]) == ("either",)
    assert rules.answers_as(1, 1, "administrator", both) == ("either",)
    assert rules.answers_as(2, 1, "administrator", []) == ()


def test_a_passage_is_found_and_taken_out() -> None:
    text = frozen("uid", "Charte", "1.0", BLOCKS)
    place = rules.found(text, "a", WORDS)
    assert place
    assert rules.at(text, place) == WORDS
    left = rules.without(text, place, "[passage effacé]")
    block = rules.block_of(left, "a")
    assert block
    assert block.text == "Un lieu.\n\n[passage effacé] Voilà."
    assert (rules.found(text, "b", WORDS), rules.found(text, "z", WORDS)) == (None, None)
    with pytest.raises(Conflict, match="erasure_twice"):
        rules.found(text, "b", "n")


def test_two_people_erase_a_passage_and_the_chain_holds(inside: Flask) -> None:
    voting = Voting(inside)
    voting.edit(voting.body().replace("Il a une voix.", f"{WORDS} Il a une voix."))
    voting.propose()
    version = voting.version()
    ballot = adoption.put_to_vote(voting.eric, SLUG)
    block = queries.frozen_blocks(version)[-2].block.id
    ask = (erasures.ask, voting.eric, SLUG, "1.0", block)
    assert refused(*ask, "Pas là.", "personal") == "erasure_not_there"
    assert refused(*ask, WORDS, "parce que") == "erasure_why"
    one = erasures.ask(voting.eric, SLUG, "1.0", block, WORDS, "personal")

    def agree(who: Actor) -> None:
        erasures.answer(who, one.uid, is_agreed=True)

    alice = voting.people["alice"]
    assert refused(agree, voting.eric) == "erasure_needs_another"
    assert refused(agree, voting.people["charlie"]) == "erasure_needs_another"
    assert refused(agree, people.make("hugo", Role.MODERATOR)) == "erasure_needs_another"
    assert refused(agree, alice) == "erasure_in_ballot"
    for title in PLACES:
        voting.say(ballot, title)
    ballots.close(voting.eric, ballot.uid)
    ballots.proclaim(voting.eric, ballot.uid)
    agree(alice)
    release_reading()
    text = queries.frozen_text(voting.version())
    assert text
    assert WORDS not in text.text
    assert "[passage effacé le" in text.text
    client = voting.app.test_client()
    for path in (f"/charters/{SLUG}/v1.0", f"/ballots/{ballot.uid}"):
        shown = client.get(path).text
        assert ("Zoé Martin" in shown, "passage effacé le" in shown) == (False, True), path
    assert queries.broken(voting.charter()) == []
    assert "Effacé légalement" in client.get(f"/charters/{SLUG}/verify").text
    told = CliRunner().invoke(command, ["verify", SLUG]).output
    assert "effacé légalement" in told
    assert "tout tient" in told
    voting.finish(ballot)
    assert voting.version().state == "in_force"
    assert refused(agree, alice) == "erasure_settled"
    for change in (
        sa.update(FrozenText).values(text="{}"),
        sa.update(FrozenText).values(text=FrozenText.text + " "),
        sa.update(Erasure).values(state="agreed"),
        sa.update(Erasure).values(start=1),
        sa.delete(Erasure),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="is never changed"), act() as session:
            session.execute(change)
    assert "Zoé" not in str(reading().execute(sa.select(Erasure.__table__)).all())


def test_what_was_agreed_lets_that_passage_go_and_no_other(inside: Flask) -> None:
    voting = Voting(inside)
    voting.propose()
    decide(voting, versions.adopt)
    block = queries.frozen_blocks(voting.version())[-1].block.id
    one = erasures.ask(voting.eric, SLUG, "1.0", block, "50 euros", "judgment")
    with act() as session:
        values = {"state": "agreed", "settled_by_id": voting.people["alice"].member_id}
        session.execute(sa.update(Erasure).where(Erasure.id == one.id).values(values))
    for text in ("{}", FrozenText.text + "."):
        with pytest.raises(sa.exc.DBAPIError, match="is never changed"), act() as session:
            session.execute(sa.update(FrozenText).values(text=text))
    with pytest.raises(sa.exc.DBAPIError, match="is never changed"), act() as session:
        session.execute(sa.update(FrozenText).values(parent_hash="0"))
