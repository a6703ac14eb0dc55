"""What must hold of a charter: the scenarios that no other test has, and where the others are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from tests.charter.made import BALLOT, SLUG, TEXT, Made
from tests.charter.service.test_amendments import (
    WHY,
    adopt,
    change,
    held,
    state,
    table,
)
from tests.charter.test_service import decide
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import Step
from wiki.charter.service import amendments, judging, versions
from wiki.jobs.service import run_all
from wiki.kernel.db import act, release_reading
from wiki.pages.queries import pages

HERE = Path(__file__).parent
ALIKE = TEXT + "\n## Échéances\n\nLes lieux paient au 1er mars. Les invités paient au 1er mars.\n"


def test_a_sentence_that_is_removed_takes_none_that_was_changed_along(made: Made) -> None:
    """Scenarios 3 and 6: the words of both are for a person, another sentence is never taken."""
    made.edit(ALIKE)
    made.open()
    gone = table(made, change(made, "Échéances", " Les invités paient au 1er mars.", ""))
    mine = table(made, change(made, "Échéances", "invités paient", "invités donnent"), "bob")
    adopt(made, gone)
    assert "Les lieux paient au 1er mars.\n" in f"{made.body()}\n"
    assert "invités" not in made.body()
    assert (state(made, mine), held(made, mine).amendment.verdict) == ("to_update", "conflict")
    assert "invités donnent" in held(made, mine).wording.text
    judging.take(made.eric, SLUG, mine, Step.FELL, "La phrase a été supprimée par cet autre.")
    client = made.app.test_client()
    shown = client.get(f"/charters/{SLUG}/amendments/{mine}").text
    assert f"/amendments/{gone}" in shown


def test_two_that_overlap_are_never_both_in_the_text(made: Made) -> None:
    """Scenario 5: were they both adopted, no text is proposed, and nothing is taken by half."""
    made.open()
    one, other = (table(made, change(made, "Cotisation", "50", new)) for new in ("60", "30"))
    uid = held(made, other).amendment.uid
    adopt(made, one)
    with act() as session:
        forced = "UPDATE wiki_charter_amendment SET state = 'submitted', ballot = :ballot"
        session.execute(sa.text(f"{forced} WHERE uid = :uid"), {"ballot": BALLOT, "uid": uid})
    release_reading()
    with act():
        charters.by_slug(SLUG, locked=True)
        judging.decided(uid, BALLOT, "adopted", "pour : 3, contre : 1", "Adopté")
    assert state(made, other) == "adopted"
    assert "60 euros" in made.body()
    assert "30 euros" not in made.body()
    versions.freeze(made.eric, SLUG)
    with pytest.raises(Exception, match="charter_amendments") as caught:
        versions.propose(made.eric, SLUG)
    assert str(other) in str(caught.value.params["numbers"])  # type: ignore[attr-defined]


def test_a_text_comes_back_by_a_decision_and_by_nothing_else(made: Made) -> None:
    """Scenario 14: what returns is a version more, in the words of the first."""
    made.propose()
    decide(made, versions.adopt)
    for old, new in (("50 euros", "60 euros"), ("60 euros", "50 euros")):
        made.begin()
        made.edit(made.body().replace(old, new))
        made.propose()
        decide(made, versions.adopt)
    first, second, third = sorted(charters.versions(made.charter().id), key=lambda one: one.id)
    assert [one.number for one in (first, second, third)] == ["1.0", "2.0", "3.0"]
    assert [one.state for one in (first, second, third)] == ["replaced", "replaced", "in_force"]
    assert charters.frozen_blocks(first) == charters.frozen_blocks(third)
    assert len({first.hash, second.hash, third.hash}) == 3
    assert not charters.broken(made.charter())
    client = made.app.test_client()
    people.sign_in(client, made.app, "eric")
    for method in (client.delete, client.put, client.patch):
        assert method(f"/charters/{SLUG}/v2.0").status_code == 405


def test_a_text_under_vote_is_not_written_and_nobody_is_written_to_twice(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scenarios 13 and 16."""
    monkeypatch.setitem(inside.extensions["wiki"].options, "WIKI_PUBLIC_URL", "https://x.example")
    monkeypatch.setitem(inside.config, "TRUSTED_HOSTS", ["x.example", "localhost"])
    made = Made(inside)
    for name in ("alice", "bob", "charlie", "dora"):
        people.make(name)
    made.open()
    mine, taken = (
        table(made, change(made, "Cotisation", "50", new), who)
        for new, who in (("30", "bob"), ("60", "charlie"))
    )
    for price in range(31, 41):
        asked = change(made, "Cotisation", "50", str(price))
        amendments.revise(people.make("bob"), SLUG, mine, asked)
        run_all()
    judging.take(made.eric, SLUG, mine, Step.ADMIT)
    assert people.mails() == []
    with act():
        charters.by_slug(SLUG, locked=True)
        judging.submit(made.eric, held(made, taken).amendment.uid, BALLOT)
    before = held(made, taken).wording.digest
    client = made.app.test_client()
    people.sign_in(client, made.app, "charlie")
    form = {
        "kind": "modify",
        "block": made.article(),
        "title": "Cotisation",
        "text": "Autre chose.",
    }
    base = str(pages.get(made.page).head)
    written = people.post(
        client, f"/charters/{SLUG}/amendments/{taken}/write", **form, why=WHY, base=base
    )
    assert written.status_code == 409
    assert held(made, taken).wording.digest == before
    with act():
        charters.by_slug(SLUG, locked=True)
        judging.decided(held(made, taken).amendment.uid, BALLOT, "adopted", "pour : 3", "Adopté")
    for _ in range(3):
        run_all()
    assert [mail.recipient for mail in people.mails()] == [people.address("bob")]


def test_the_list_of_scenarios_names_tests_that_are() -> None:
    text = (HERE / "README.md").read_text("utf-8")
    assert [int(one) for one in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == [*range(1, 19)]
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", text)
    assert len(named) >= 18
    for path, name in named:
        tree = ast.parse((HERE.parent / path).read_text("utf-8"))
        defined = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
        assert name in defined, f"{path}::{name}"
