"""A file of others comes in: compared first, saved place after place, undone whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.service import run_all
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Invalid, Missing, Refused, TooMuch
from wiki.kernel.permissions import Actor, Role
from wiki.members.queries import member
from wiki.members.service.people import deactivate
from wiki.pages.batches import DONE, UNDONE
from wiki.pages.queries import pages
from wiki.places import intakes
from wiki.places.describing import Description
from wiki.places.imports import mapping
from wiki.places.imports.signed import Credit
from wiki.places.intakes import CHANGES, DOUBTFUL, KEPT, LEFT_OUT, NEW, UNCHANGED
from wiki.places.models import IntakeFile
from wiki.places.queries.intakes import IntakeSummary, intake, lines, report, table_of, tally
from wiki.places.service import intakes as service
from wiki.places.service import taking_in
from wiki.places.service.personal import PERSONAL

pytestmark = pytest.mark.usefixtures("inside")

CREDIT = Credit("Une liste", "https://exemple.fr/liste", "lo", "2024-05-02")
COLUMNS = {"Nom": "name", "Ville": "commune", "Rue": "street", "No": "number"}
SAID = Description("table", CREDIT, COLUMNS)
TWO = ("Le Quai,Pomerol,3 rue des Écoles,1", "La Grange,Mende,,2")


@pytest.fixture
def bob() -> Actor:
    """Bob, a steward."""
    return people.make("steward", Role.STEWARD)


def csv_of(*rows: str) -> bytes:
    """A table."""
    return "\n".join(("Nom,Ville,Rue,No", *rows, "")).encode()


def now(uid: str) -> IntakeSummary:
    """How far a file is."""
    release_reading()
    return intake(uid)


def compared(actor: Actor, *rows: str, said: Description = SAID) -> str:
    """A file that was sent, described and compared."""
    uid = service.bring(actor, "liste.csv", csv_of(*rows))
    service.describe(actor, uid, said)
    run_all()
    return uid


def taken_in(actor: Actor, *rows: str) -> str:
    """A file that was brought in."""
    uid = compared(actor, *rows)
    service.start(actor, uid, "Importer")
    run_all()
    return uid


def values(title: str) -> dict[str, Any]:
    """What a sheet says now."""
    release_reading()
    return dict(pages.head(pages.get(title)).sheet.values)


def reasons(uid: str, part: str) -> list[tuple[int, list[str]]]:
    """The lines of a part of the report, and the codes of what is said of each."""
    found = lines(now(uid), part, size=50).rows
    return [
        (one.line, [one.reason] * bool(one.reason) + [str(code) for code, _ in one.remarks])
        for one in found
    ]


def test_nothing_is_written_before_that_is_asked(bob: Actor) -> None:
    uid = compared(bob, *TWO)
    assert (now(uid).state, now(uid).waiting, tally(now(uid))) == (intakes.READY, 2, {NEW: 2})
    assert pages.led_to("Le Quai") is None


def test_each_place_has_one_revision_signed_and_sourced(bob: Actor) -> None:
    uid = taken_in(bob, *TWO)
    made = now(uid)
    assert (made.state, made.changed, made.left) == (DONE, 2, 0)
    head = pages.head(pages.get("Le Quai"))
    assert (head.number, head.author_id, head.action) == (1, bob.member_id, "imported")
    assert head.summary == "Importer"
    source = {"text": "Une liste", "url": CREDIT.url, "checked": "2024-05-02"}
    assert head.sheet.sources["street"] == source
    assert (head.sheet.values["data_source"], head.sheet.values["data_licence"]) == (
        *("Une liste", "lo"),
    )
    assert reading().scalars(sa.select(IntakeFile)).all() == []


def test_the_same_file_twice_changes_nothing(bob: Actor) -> None:
    taken_in(bob, *TWO)
    later = replace(SAID, credit=replace(CREDIT, day="2025-01-01", url=""))
    uid = compared(bob, *TWO, said=later)
    assert (now(uid).waiting, tally(now(uid))) == (0, {UNCHANGED: 2})
    service.start(bob, uid)
    run_all()
    assert (now(uid).state, now(uid).changed) == (DONE, 0)
    assert pages.get("Le Quai").head == 1


def test_what_the_file_changed_is_merged_and_members_stay(bob: Actor, describe: Describe) -> None:
    taken_in(bob, *TWO)
    was = pages.head(pages.get("Le Quai")).sheet
    describe("Le Quai", replace(was, values={**was.values, "opened_on": "2010"}))
    uid = compared(bob, "Le Quai,Pomerol,5 rue des Écoles,1", TWO[1])
    assert tally(now(uid)) == {CHANGES: 1, UNCHANGED: 1}
    [one] = lines(now(uid), CHANGES, size=5).rows
    assert [list(said) for said in one.remarks][-1] == ["fields_changed", {"fields": ["street"]}]
    service.start(bob, uid)
    run_all()
    said = values("Le Quai")
    assert (said["street"], said["opened_on"]) == ("5 rue des Écoles", "2010")


def test_what_cannot_be_brought_in_is_said_line_by_line(bob: Actor, describe: Describe) -> None:
    taken_in(bob, *TWO)
    ids = values("Le Quai")["external_ids"]
    describe("Le Quai", place(name="Le Quai", external_ids=ids, street="9 quai Neuf"))
    rows = (
        "Le Quai,Pomerol,5 rue des Écoles,1",
        ",Pomerol,,3",
        "Perdu,Nulle Part,,4",
        "court",
        "Le Phare,Pomerol,,5",
        "Le Phare Deux,Pomerol,,5",
    )
    uid = compared(bob, *rows)
    assert tally(now(uid)) == {NEW: 1, LEFT_OUT: 5}
    assert [(line, codes[0]) for line, codes in reasons(uid, LEFT_OUT)] == [
        (2, "line_contradicted"),
        (3, "place_name_missing"),
        (4, "commune_unknown"),
        (5, "row_misshapen"),
        (7, "line_twice_numbered"),
    ]
    assert [one.line for one in report(now(uid))] == [2, 3, 4, 5, 6, 7]


def test_doubles_are_said_and_may_be_left(bob: Actor, describe: Describe) -> None:
    describe("Arrêt Minute", place(name="Arrêt Minute"))
    rows = ("Arret minute,Pomerol,,1", "Le Phare,Mende,,2", "LE PHARE,Mende,,3")
    uid = compared(bob, *rows)
    assert tally(now(uid))[DOUBTFUL] == 2
    said = [set(codes) - {"family_missing"} for _, codes in reasons(uid, DOUBTFUL)]
    assert said == [{"double_page"}, {"double_name"}]
    service.start(bob, uid, skips_doubtful=True)
    run_all()
    assert (now(uid).changed, now(uid).left) == (1, 2)
    assert [codes[0] for _, codes in reasons(uid, LEFT_OUT)] == ["line_doubtful"] * 2


def test_the_whole_is_undone_but_what_changed_since(bob: Actor, describe: Describe) -> None:
    taken_in(bob, *TWO)
    uid = taken_in(bob, "Le Quai,Pomerol,5 rue Neuve,1", TWO[1], "La Cale,Mende,,3", "Gué,Mende,,4")
    ids = values("Gué")["external_ids"]
    describe("Gué", place(name="Gué", commune="48095", external_ids=ids, opened_on="2010"))
    service.undo(bob, uid)
    run_all()
    made = now(uid)
    assert (made.state, made.undone, made.stuck) == (UNDONE, 2, 1)
    assert values("Le Quai")["street"] == "3 rue des Écoles"
    assert pages.led_to("La Cale") is None
    assert reasons(uid, KEPT) == [(5, ["line_changed_since", "family_missing"])]
    assert pages.get("Gué").head == 2


def test_what_was_undone_can_be_brought_in_again(bob: Actor) -> None:
    taken_in(bob, *TWO)
    rows = ("Le Quai,Pomerol,5 rue Neuve,1", "La Cale,Mende,,3")
    service.undo(bob, taken_in(bob, *rows))
    run_all()
    uid = taken_in(bob, *rows)
    assert now(uid).changed == 2
    assert values("Le Quai")["street"] == "5 rue Neuve"


def test_stopped_then_gone_on_with_each_place_is_written_once(
    bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "BATCH", 1)
    uid = compared(bob, *TWO)
    service.start(bob, uid)
    assert taking_in._step(uid)  # then the worker is killed
    service.stop(bob, uid)
    run_all()
    assert (now(uid).state, now(uid).changed) == (intakes.STOPPED, 1)
    service.start(bob, uid)
    run_all()
    assert (now(uid).state, now(uid).changed) == (DONE, 2)
    assert [pages.get(title).head for title in ("Le Quai", "La Grange")] == [1, 1]


def test_a_worker_killed_while_it_compares_goes_on(
    bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "BATCH", 1)
    uid = service.bring(bob, "liste.csv", csv_of(*TWO))
    service.describe(bob, uid, SAID)
    taking_in._read_it(uid)
    assert taking_in._step(uid)
    assert (now(uid).state, now(uid).done, now(uid).goal) == (intakes.COMPARING, 1, 2)
    run_all()
    assert (now(uid).state, tally(now(uid))) == (intakes.READY, {NEW: 2})


def test_what_columns_say_is_kept_for_the_next_file(bob: Actor) -> None:
    odd = Description("table", CREDIT, {**COLUMNS, "Rue": "tagline", "No": ""}, "slash")
    compared(bob, *TWO, said=odd)
    service.bring(bob, "autre.csv", b"x,y\n1,2\n")
    found = now(service.bring(bob, "liste 2.csv", csv_of(*TWO)))
    assert table_of(found).said == odd.columns
    assert table_of(found).separator == "slash"
    assert (found.source, found.licence) == ("Une liste", "lo")


def test_a_file_that_is_not_what_was_said_is_refused_and_said_anew(bob: Actor) -> None:
    wrong = Description("mednum", CREDIT)
    uid = compared(bob, "Le Quai,,,1", said=wrong)
    assert (now(uid).state, now(uid).refusal["code"]) == (
        *(intakes.REFUSED, "columns_of_places_missing"),
    )
    service.describe(bob, uid, SAID)
    run_all()
    assert (now(uid).state, tally(now(uid))) == (intakes.READY, {LEFT_OUT: 1})


def test_only_the_newest_unsaved_file_is_kept(bob: Actor) -> None:
    old = compared(bob, *TWO)
    new = compared(bob, *TWO)
    with pytest.raises(Missing):
        now(old)
    service.start(bob, new)
    service.bring(bob, "liste.csv", csv_of(*TWO))
    assert now(new).state == "running"
    told: Any = PERSONAL.of(bob.member_id or 0)["intakes"]
    assert [one["state"] for one in told] == ["running", "given"]
    with act():
        PERSONAL.erase(bob.member_id or 0)
    release_reading()
    assert len(PERSONAL.of(bob.member_id or 0)["intakes"]) == 1


def test_a_right_that_was_lost_stops_what_is_to_come(bob: Actor, alice: Actor) -> None:
    uid = compared(bob, *TWO)
    service.start(bob, uid)
    deactivate(alice, member(bob.member_id or 0).uid)
    run_all()
    assert [codes[0] for _, codes in reasons(uid, LEFT_OUT)] == ["account_closed"] * 2


def test_refuses_who_may_not(bob: Actor) -> None:
    with pytest.raises(Refused):
        service.bring(people.make("charlie"), "l.csv", csv_of(*TWO))
    uid = compared(bob, *TWO)
    alice = people.make("alice")
    for asked in (
        lambda: service.start(alice, uid),
        lambda: service.describe(alice, uid, SAID),
    ):
        with pytest.raises(Refused, match="batch_of_another"):
            asked()


def test_refuses_what_is_under_way_or_too_long(bob: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = service.bring(bob, "liste.csv", csv_of(*TWO))
    service.describe(bob, uid, SAID)
    with pytest.raises(Invalid, match="intake_under_way"):
        service.describe(bob, uid, SAID)
    monkeypatch.setattr(intakes, "MOST_LINES", 1)
    run_all()
    assert now(uid).refusal["code"] == "too_many_rows"
    monkeypatch.setattr(mapping, "MOST_COLUMNS", 3)
    with pytest.raises(TooMuch, match="too_many_columns"):
        service.bring(bob, "liste.csv", csv_of(*TWO))
