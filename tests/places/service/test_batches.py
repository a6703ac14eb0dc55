"""A table of places comes back: shown, saved place after place, undone whole; nothing is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import people
from tests.sheets.places import Describe, place
from wiki.jobs.service import run_all
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Invalid, Refused, TooMuch
from wiki.kernel.permissions import Actor, Role
from wiki.members.queries import member
from wiki.members.service.people import deactivate
from wiki.pages.batches import DONE, LEFT, STUCK, UNDONE, WAITING
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.bin import delete
from wiki.places import batches
from wiki.places.exports.workbook import workbook
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.batches import BatchSummary, ShownLine, batch, flawed, lines
from wiki.places.queries.described import described
from wiki.places.service import batches as service
from wiki.places.service.batches import bring_back, start, undo

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def bob() -> Actor:
    """Bob, a steward."""
    return people.make("steward", Role.STEWARD)


def csv_of(*lines: str, header: str = "uid,revision,name,status,street") -> bytes:
    """A table."""
    return "\n".join((header, *lines, "")).encode()


def now(uid: str) -> BatchSummary:
    """How far a table is."""
    release_reading()
    return batch(uid)


def shown(uid: str, *outcomes: str) -> list[ShownLine]:
    """The lines of a table that became one of these."""
    return list(lines(now(uid), outcomes or (WAITING,), "fr").rows)


def values(title: str) -> dict[str, Any]:
    """What a sheet says now."""
    release_reading()
    return dict(pages.head(pages.get(title)).sheet.values)


def saved(actor: Actor, data: bytes) -> str:
    """A table that was brought back and saved."""
    uid = bring_back(actor, "lieux.csv", data)
    start(actor, uid, "Corriger")
    run_all()
    return uid


def test_a_table_changes_nothing_until_that_is_asked(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    uid = bring_back(bob, "lieux.csv", csv_of(f"{one.uid},1,Arrêt Minute,Fermé,3 rue des Écoles"))
    [line] = shown(uid)
    assert [(cell.column.name, cell.before, cell.after) for cell in line.cells] == [
        ("status", "Ouvert", "Fermé"),
        ("street", "", "3 rue des Écoles"),
    ]
    assert (line.reason, now(uid).state) == ("", batches.READY)
    assert values("Arrêt Minute")["status"] == "open"


def test_each_place_has_one_revision_more(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    two = describe("Kokerboom", place(name="Kokerboom")).page
    table = csv_of(f"{one.uid},1,Arrêt Minute,Fermé,", f"{two.uid},1,Kokerboom,open,")
    uid = saved(bob, table)
    assert values("Arrêt Minute")["status"] == "closed"
    made = now(uid)
    assert (made.state, made.changed, made.unchanged, made.left) == (DONE, 1, 1, 0)
    head = pages.head(pages.get("Arrêt Minute"))
    assert (head.number, head.summary, head.author_id) == (2, "Corriger", bob.member_id)
    assert pages.get("Kokerboom").head == 1
    service.go_on(uid)
    assert pages.get("Arrêt Minute").head == 2


def test_what_somebody_else_changed_meanwhile_stays(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    describe("Arrêt Minute", place(opened_on="2010"))
    saved(bob, csv_of(f"{one.uid},1,Arrêt Minute,open,3 rue des Écoles"))
    said = values("Arrêt Minute")
    assert (said["opened_on"], said["street"]) == ("2010", "3 rue des Écoles")


def test_a_contradiction_is_shown_then_left(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    describe("Arrêt Minute", place(status="paused"))
    uid = bring_back(bob, "lieux.csv", csv_of(f"{one.uid},1,Arrêt Minute,Fermé,"))
    [line] = shown(uid)
    [cell] = line.cells
    assert (line.reason, cell.is_contradicted) == ("line_contradicted", True)
    assert (cell.before, cell.now, cell.after) == ("Ouvert", "Fermé pour un temps", "Fermé")
    assert flawed(now(uid)) == 1
    start(bob, uid)
    run_all()
    assert values("Arrêt Minute")["status"] == "paused"
    [left] = shown(uid, LEFT)
    assert left.reason == "line_contradicted"


def test_a_value_that_is_none_is_shown_at_its_cell(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    two = describe("Kokerboom", place(name="Kokerboom")).page
    header = "uid,revision,name,opened_on,seats.permanent.count,street"
    lines_ = (f"{one.uid},1,,hier,²,Rue", f"{two.uid},1,Kokerboom,,3,")
    uid = bring_back(bob, "lieux.csv", csv_of(*lines_, header=header))
    [line, other] = shown(uid)
    assert (line.reason, other.reason) == ("line_unfit", "")
    codes = {cell.column.name: [one.code for one in cell.problems] for cell in line.cells}
    assert codes == {
        "name": ["required"],
        "opened_on": ["not_date"],
        "seats.permanent.count": ["not_integer"],
        "street": [],
    }
    start(bob, uid)
    run_all()
    assert values("Kokerboom")["seats"] == [{"kind": "permanent", "count": 3}]
    assert "opened_on" not in values("Arrêt Minute")


def test_lines_that_are_of_no_place_are_said(describe: Describe, bob: Actor, alice: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    thrown = describe("Kokerboom", place(name="Kokerboom")).page
    delete(alice, thrown.uid)
    table = csv_of(
        "nowhere,1,A,open,",
        f"{thrown.uid},1,Kokerboom,closed,",
        f"{one.uid},9,Arrêt Minute,closed,",
        f"{one.uid},1,Arrêt Minute,closed,",
        f"{one.uid},1,Arrêt Minute,paused,",
        "x,y",
    )
    uid = bring_back(bob, "lieux.csv", table)
    assert [(line.line, line.reason) for line in shown(uid, LEFT)] == [
        (2, "line_without_page"),
        (3, "line_without_page"),
        (4, "line_without_revision"),
        (6, "line_twice"),
        (7, "row_misshapen"),
    ]
    assert now(uid).waiting == 1


def test_the_whole_is_taken_back_and_later_edits_stay(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    two = describe("Kokerboom", place(name="Kokerboom")).page
    uid = saved(bob, csv_of(f"{one.uid},1,Arrêt Minute,closed,", f"{two.uid},1,Kokerboom,closed,"))
    describe("Arrêt Minute", place(status="closed", street="3 rue des Écoles"))
    describe("Kokerboom", place(name="Kokerboom", status="paused"))
    undo(bob, uid)
    run_all()
    said = values("Arrêt Minute")
    assert (said["status"], said["street"]) == ("open", "3 rue des Écoles")
    assert values("Kokerboom")["status"] == "paused"  # changed since: said, and left
    made = now(uid)
    assert (made.state, made.undone, made.stuck) == (UNDONE, 1, 1)
    [stuck] = shown(uid, STUCK)
    assert (stuck.name, stuck.reason) == ("Kokerboom", "line_contradicted")


def test_undone_before_it_is_over_what_is_to_come_does_not(describe: Describe, bob: Actor) -> None:
    uids = [describe(f"Lieu {n}", place(name=f"Lieu {n}")).page.uid for n in range(2)]
    uid = bring_back(bob, "l", csv_of(*(f"{u},1,Lieu {n},closed," for n, u in enumerate(uids))))
    start(bob, uid)
    assert service._next_line(uid)
    undo(bob, uid)
    run_all()
    assert [values(f"Lieu {n}")["status"] for n in range(2)] == ["open", "open"]
    assert [line.reason for line in shown(uid, LEFT)] == ["batch_undone"]


def test_only_the_newest_unsaved_table_is_kept(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    table = csv_of(f"{one.uid},1,Arrêt Minute,closed,")
    old, new = (bring_back(bob, "l", table) for _ in range(2))
    with pytest.raises(Exception, match="batch_missing"):
        now(old)
    assert now(new).total == 1


def test_refuses_who_may_not(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    table = csv_of(f"{one.uid},1,Arrêt Minute,closed,")
    with pytest.raises(Refused):
        bring_back(people.make("charlie"), "l", table)
    uid = bring_back(bob, "l", table)
    with pytest.raises(Refused, match="batch_of_another"):
        start(people.make("alice"), uid)


def test_refuses_a_table_that_changes_nothing(describe: Describe, bob: Actor) -> None:
    one = describe("Arrêt Minute", place()).page
    with pytest.raises(Invalid, match="nothing_to_correct"):
        bring_back(bob, "l", csv_of(f"{one.uid},1,Arrêt Minute,open,"))


def test_refuses_more_lines_than_one_looks_through(
    bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_LINES", 1)
    for second in ("b,1,B,open,", "b,1"):
        with pytest.raises(TooMuch, match="lines_too_many"):
            bring_back(bob, "l", csv_of("a,1,A,open,", second))


def test_a_right_that_was_lost_stops_what_is_to_come(
    describe: Describe, bob: Actor, alice: Actor
) -> None:
    one = describe("Arrêt Minute", place()).page
    uid = bring_back(bob, "l", csv_of(f"{one.uid},1,Arrêt Minute,closed,"))
    start(bob, uid)
    deactivate(alice, member(bob.member_id or 0).uid)
    run_all()
    assert [line.reason for line in shown(uid, LEFT)] == ["account_closed"]


def test_a_price_of_its_own_sheet_is_saved_merged_and_undone(
    describe: Describe, bob: Actor
) -> None:
    offer = {"formula": "day", "unit": "day", "price": {"cents": 1250, "tax": "incl"}}
    describe("Arrêt Minute", place(offers=[offer]))
    release_reading()
    made = workbook(described(PlaceFilter(), ""), kind_of("place"), "fr", "Lieux")
    book = load_workbook(io.BytesIO(made))
    header = [cell.value for cell in book["Offres"][1]]
    book["Offres"].cell(2, header.index("Prix (cents)") + 1).value = 1400
    changed = io.BytesIO()
    book.save(changed)
    describe("Arrêt Minute", place(offers=[{**offer, "includes": "café"}]))
    uid = bring_back(bob, "lieux.xlsx", changed.getvalue())
    [line] = shown(uid)
    assert [(cell.before, cell.after) for cell in line.cells] == [("1250", "1400")]
    start(bob, uid)
    run_all()
    [said] = values("Arrêt Minute")["offers"]
    assert (said["price"]["cents"], said["includes"]) == (1400, "café")
    undo(bob, uid)
    run_all()
    assert values("Arrêt Minute")["offers"][0]["price"]["cents"] == 1250
