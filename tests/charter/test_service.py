"""The acts on a charter: its whole way, and what is refused on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import people
from tests.charter.made import NETWORK, PAGE, SLUG, TEXT, Made, procedure
from wiki.admin.actions import ACTIONS
from wiki.charter.queries import charters as queries
from wiki.charter.rules.blocks import blocks_of
from wiki.charter.service import charters, day, versions
from wiki.kernel import clock
from wiki.kernel.db import act, release_reading
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Role
from wiki.pages.queries import pages
from wiki.pages.service.bin import delete
from wiki.pages.service.protect import protect
from wiki.pages.service.rename import rename
from wiki.pages.service.turn_back import undo

REASON = "Une erreur dans le préambule."


def refused(function: Callable[..., Any], *arguments: Any) -> str:
    """The code of the reason why something is not done."""
    with pytest.raises(WikiError) as caught:
        function(*arguments)
    return caught.value.code


def decide(made: Made, verdict: Callable[..., None]) -> None:
    """What a ballot that is proclaimed does."""
    with act():
        charter = queries.by_slug(made.slug, locked=True)
        version = queries.under_way(charter.id)
        assert version is not None
        verdict(charter, version)


def test_the_whole_way(made: Made) -> None:
    made.edit(TEXT.replace("50", "60"))
    opened = made.open()
    names = [one.id for one in blocks_of(made.body())]
    assert all(names)
    assert "## Membres {#" in made.body()
    assert versions.freeze(made.eric, SLUG).state == "frozen"
    assert versions.reopen(made.eric, SLUG, REASON).reason == REASON
    versions.freeze(made.eric, SLUG)
    proposed = versions.propose(made.eric, SLUG)
    assert (proposed.uid, proposed.number) == (opened.uid, "1.0")
    decide(made, versions.adopt)
    assert made.version().state == "in_force"
    told = [(one.number, one.block.title) for one in queries.frozen_blocks(made.version())]
    assert told[-2:] == [("1", "Membres"), ("2", "Cotisation")]
    assert not queries.broken(made.charter())

    begun = versions.begin(made.eric, SLUG, "minor")
    assert begun.parent_id == proposed.id
    made.edit(made.body() + "\n## Sortie\n\nOn sort quand on veut.\n")
    second = made.propose()
    assert second.number == "2.0"  # settled as a major one
    assert [one.id for one in blocks_of(made.body())][:-1] == names
    decide(made, versions.adopt)
    first, last = sorted(queries.versions(made.charter().id), key=lambda one: one.id)
    assert (first.state, last.state) == ("replaced", "in_force")
    assert queries.frozen_text(last).parent_hash == first.hash  # type: ignore[union-attr]
    assert not queries.broken(made.charter())
    assert {one.action for one in queries.lines(made.charter().id)} <= ACTIONS.keys()
    assert {f"charter_{said}" for said in versions._SAID.values()} <= ACTIONS.keys() | {
        "charter_repealed"
    }


def test_from_the_consultation_on_nobody_writes_the_text(made: Made) -> None:
    page = pages.get(PAGE)
    made.open()
    alice = people.make("alice")
    assert refused(made.edit, "Autre chose.", "alice") == "protected_amended"
    assert refused(rename, alice, page.uid, "Autre titre") == "protected_amended"
    assert refused(delete, alice, page.uid) == "protected_amended"
    assert refused(undo, alice, page.uid, 2) == "protected_amended"
    assert refused(protect, alice, page.uid, "members") == "protected_amended"
    assert refused(protect, alice, pages.get(NETWORK).uid, "amended") == "protection_unknown"
    versions.abandon(made.eric, SLUG, REASON)
    assert refused(made.edit, "Autre chose.", "alice") == "protected_amended"
    versions.begin(made.eric, SLUG, "major")
    made.edit("Autre chose.")


def test_a_text_of_a_charter_stays_a_page(made: Made) -> None:
    assert refused(delete, people.make("alice"), pages.get(PAGE).uid) == "charter_keeps_page"


def test_what_the_procedure_refuses(made: Made) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    assert refused(versions.open_, made.eric, SLUG) == "charter_calendar"
    assert refused(versions.freeze, made.eric, SLUG) == "charter_not_now"
    backwards = procedure(consultation_on=tomorrow)
    assert refused(charters.settle, made.eric, SLUG, backwards) == "charter_order"
    later = dict.fromkeys(procedure().calendar, tomorrow)
    charters.settle(made.eric, SLUG, procedure(**later))
    assert refused(versions.open_, made.eric, SLUG) == "charter_too_early"
    made.edit("Pas encore d’article.\n")
    charters.settle(made.eric, SLUG, procedure())
    assert refused(versions.open_, made.eric, SLUG) == "charter_empty"
    made.edit(f"{TEXT}\n```\nCe bloc avalerait ce qui le suivrait.\n")
    assert refused(versions.open_, made.eric, SLUG) == "outline_unsafe"
    made.edit(TEXT)
    later["consultation_on"] = clock.now().date().isoformat()
    charters.settle(made.eric, SLUG, procedure(**later))
    versions.open_(made.eric, SLUG)
    assert refused(charters.settle, made.eric, SLUG, procedure()) == "charter_opened"
    assert refused(versions.freeze, made.eric, SLUG) == "charter_consulted"
    assert refused(versions.begin, made.eric, SLUG, "major") == "charter_under_way"
    assert refused(versions.abandon, made.eric, SLUG, "Bof") == "charter_reason"


def test_who_keeps_a_charter(made: Made) -> None:
    dora, charlie = people.make("dora"), people.make("charlie")
    for nobody in (dora, charlie, people.make("fanny", Role.STEWARD)):
        assert refused(charters.settle, nobody, SLUG, procedure()) == "moderators_only"
    assert refused(charters.make, charlie, PAGE, "", "Charte") == "stewards_only"
    charters.appoint(made.eric, SLUG, "charlie", "guarantor")
    charters.settle(people.make("charlie"), SLUG, procedure())
    assert refused(delete, people.make("charlie"), pages.get(NETWORK).uid) == "stewards_only"
    uid = queries_of(charlie.member_id or 0)
    charters.dismiss(made.eric, SLUG, uid)
    assert refused(charters.settle, people.make("charlie"), SLUG, procedure()) == "moderators_only"
    assert refused(charters.appoint, made.eric, SLUG, "personne", "guarantor") == "mandate_member"
    assert refused(charters.appoint, made.eric, SLUG, "charlie", "roi") == "charter_office"


def queries_of(member_id: int) -> str:
    """The uid of a member."""
    with act() as session:
        return str(
            session.scalar(sa.text("SELECT uid FROM wiki_member WHERE id = :id"), {"id": member_id})
        )


def test_refuses_a_charter_that_cannot_be(made: Made) -> None:
    network = pages.get(NETWORK)
    assert refused(charters.make, made.eric, PAGE, network.uid, "Autre") == "charter_of_page"
    assert refused(charters.make, made.eric, "Rien", network.uid, "x") == "charter_page_missing"
    assert refused(charters.make, made.eric, NETWORK, "inconnu", "x") == "charter_network"
    assert refused(charters.make, made.eric, NETWORK, network.uid, " ") == "charter_title"
    again = charters.make(made.eric, NETWORK, network.uid, "Charte imaginaire")
    assert again.slug == f"{SLUG}-2"


def test_a_day_brings_what_was_said(made: Made) -> None:
    today = clock.now().date()
    later = (today + timedelta(days=10)).isoformat()
    charters.settle(made.eric, SLUG, procedure(in_force_on=later))
    versions.open_(made.eric, SLUG)
    day.look()
    assert made.version().state == "consultation"
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        day.look()
        release_reading()
        assert made.version().state == "frozen"
        versions.propose(made.eric, SLUG)
        decide(made, versions.adopt)
        assert made.version().state == "adopted"
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        day.look()
        release_reading()
        assert made.version().state == "in_force"
    assert not queries.broken(made.charter())


def test_a_name_is_never_given_again(made: Made) -> None:
    made.propose()
    gone = blocks_of(made.body())[-1].id
    decide(made, versions.adopt)
    versions.begin(made.eric, SLUG, "minor")
    kept = [one for one in made.body().split("\n\n") if gone not in one]
    made.edit("\n\n".join(kept))
    made.propose()
    decide(made, versions.adopt)
    versions.begin(made.eric, SLUG, "minor")
    made.edit(f"{made.body()}\n\n## Autre {{#{gone}}}\n\nUn autre article.\n")
    made.propose()
    names = [one.block.id for one in queries.frozen_blocks(made.version())]
    assert gone not in names
    assert len(names) == len(set(names)) == 4


def test_what_is_rejected_leaves_the_version_in_force(made: Made) -> None:
    made.propose()
    decide(made, versions.adopt)
    versions.begin(made.eric, SLUG, "major")
    made.propose()
    decide(made, versions.reject)
    states = {one.number: one.state for one in queries.versions(made.charter().id)}
    assert states == {"1.0": "in_force", "2.0": "rejected"}
    versions.begin(made.eric, SLUG, "major")
    assert made.propose().number == "3.0"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE wiki_charter_version SET state = 'repealed'", "state_changed"),
        ("UPDATE wiki_charter_version SET hash = 'x'", "text_missing"),
        ("DELETE FROM wiki_charter_version", "version_missing"),
    ],
)
def test_finds_what_was_changed_behind_it(made: Made, statement: str, code: str) -> None:
    made.propose()
    decide(made, versions.adopt)
    with act() as session:
        session.execute(sa.text(statement))
    release_reading()
    assert code in [one.code for one in queries.broken(made.charter())]


@pytest.mark.parametrize("table", ["wiki_charter_text", "wiki_charter_log"])
def test_what_is_frozen_is_never_changed(made: Made, table: str) -> None:
    made.propose()
    for statement in (f"UPDATE {table} SET hash = hash", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(sa.exc.DBAPIError, match="never changed"), act() as session:
            session.execute(sa.text(statement))
