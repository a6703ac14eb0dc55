"""Values that fit no more are mended together: shown, done by a job, undone whole; none is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests import people
from tests.sheets.places import Describe, place
from tests.sheets.unfit import settle
from wiki.jobs.service import run_all
from wiki.kernel.db import reading, release_reading
from wiki.kernel.errors import Invalid, Refused
from wiki.kernel.permissions import Actor
from wiki.maintenance import rebuild
from wiki.pages.batches import CHANGED, DONE, LEFT, STUCK, TAKEN_BACK, UNDONE, WAITING
from wiki.pages.queries import pages
from wiki.pages.service.bin import bring_back, delete
from wiki.schema.mending import Remedy
from wiki.schema.settled import SCHEMA
from wiki.schema.settling import told, without
from wiki.schema.sheet import Sheet
from wiki.sheets.models import MisfitCount
from wiki.sheets.queries import mendings as works
from wiki.sheets.queries.misfits import Group, counts, entries, groups, misfits, number
from wiki.sheets.service import mendings
from wiki.sheets.service.mendings import prepare, start, undo

pytestmark = pytest.mark.usefixtures("inside")

EMPTY = Sheet(SCHEMA)
#: A network that has a choice, several choices, and rows that hold one.
OURS = told(EMPTY, "fields", "sofa", type="choice", fr="Canapé")
OURS = told(OURS, "fields", "tools", type="choices", fr="Outils")
for _of, _codes in (("sofa", "rouge bleu"), ("tools", "scie tour"), ("spaces/mood", "calme vif")):
    for _code in _codes.split():
        OURS = told(OURS, "choices", _of, _code, fr=_code.title())
OURS = told(OURS, "columns", "spaces", "mood", type="choice", fr="Ambiance")
TITLES = ("Arrêt Minute", "Kokerboom", "La Cantine")


def said(title: str) -> dict[str, Any]:
    """What a sheet says now."""
    release_reading()
    return dict(pages.head(pages.get(title)).sheet.values)


def shown(uid: str, *outcomes: str) -> dict[str, tuple[str, list[Any]]]:
    """By title, why a sheet stays as it is, and what its values become or why they do not."""
    release_reading()
    line = works.mending("place", uid)
    found = works.sheets(line, outcomes or (WAITING,)).rows
    return {
        one.title: (
            one.reason,
            [step.why.code if step.why else step.after for step in one.result.steps],
        )
        for one in found
    }


def done(uid: str) -> works.MendingLine:
    """How far a mending is once jobs have run."""
    run_all()
    release_reading()
    return works.mending("place", uid)


@pytest.fixture
def three(inside: None, describe: Describe, alice: Actor) -> None:
    """Three places, then a list that has lost entries."""
    settle(alice, OURS)
    sheets: list[dict[str, Any]] = [
        {"sofa": "rouge", "tools": ["scie", "tour"], "spaces": [{"kind": "garden", "mood": "vif"}]},
        {"sofa": "bleu", "tools": ["tour"]},
        {"sofa": "rouge", "spaces": [{"kind": "garden", "mood": "calme"}]},
    ]
    for title, values in zip(TITLES, sheets, strict=True):
        describe(title, place(name=title, **values))
    gone = {("sofa", "rouge"), ("tools", "scie"), ("tools", "tour"), ("spaces/mood", "vif")}
    left = [row for row in OURS.values["choices"] if (row["of"], row["code"]) not in gone]
    new = [
        {"of": "sofa", "code": "vert", "fr": "Vert"},
        {"of": "tools", "code": "rabot", "fr": "Rabot"},
    ]
    settle(alice, Sheet(SCHEMA, {**OURS.values, "choices": left + new}))
    run_all()
    release_reading()


@pytest.mark.usefixtures("three")
def test_entries_of_lists_are_replaced_in_many_sheets_at_once(alice: Actor) -> None:
    assert groups("place") == [
        Group("sofa", "unknown_choice", 2),
        Group("spaces/mood", "unknown_choice", 1),
        Group("tools", "unknown_choice", 3),
    ]
    assert entries("place", "tools", "unknown_choice") == [("tour", 2), ("scie", 1)]
    wanted = Remedy("replace_choice", entries={"rouge": "vert"})
    uid = prepare(alice, "place", "sofa", "unknown_choice", wanted, "Repeint")
    assert shown(uid) == {"Arrêt Minute": ("", ["vert"]), "La Cantine": ("", ["vert"])}
    assert said("Arrêt Minute")["sofa"] == "rouge"
    start(alice, uid)
    line = done(uid)
    assert (line.state, line.total, line.changed, line.left) == (DONE, 2, 2, 0)
    head = pages.head(pages.get("La Cantine"))
    assert (head.number, head.summary, head.author_id) == (2, "Repeint", alice.member_id)
    assert said("Kokerboom")["sofa"] == "bleu"
    mendings.go_on(uid)
    assert pages.get("La Cantine").head == 2
    # What is not said of one entry stays, in the sheet and in the list, with its neighbours.
    wanted = Remedy("replace_choice", entries={"scie": "rabot"})
    uid = prepare(alice, "place", "tools", "unknown_choice", wanted)
    assert shown(uid) == {
        "Arrêt Minute": ("", [["rabot", "tour"]]),
        "Kokerboom": ("mending_stays", ["entry_unsaid"]),
    }
    start(alice, uid)
    line = done(uid)
    assert (line.changed, line.left) == (1, 1)
    assert entries("place", "tools", "unknown_choice") == [("tour", 2)]
    # A cell is mended though another one beside it is not.
    wanted = Remedy("replace_choice", entries={"vif": ""})
    uid = prepare(alice, "place", "spaces/mood", "unknown_choice", wanted)
    start(alice, uid)
    assert done(uid).changed == 1
    assert said("Arrêt Minute")["spaces"] == [{"kind": "garden"}]
    assert counts() == {"place": 2}
    assert number() == 2


@pytest.mark.usefixtures("three")
def test_all_of_it_is_undone_but_what_was_written_since(describe: Describe, alice: Actor) -> None:
    wanted = Remedy("replace_choice", entries={"rouge": "vert"})
    uid = prepare(alice, "place", "sofa", "unknown_choice", wanted)
    start(alice, uid)
    done(uid)
    describe("Arrêt Minute", place(**said("Arrêt Minute") | {"sofa": "bleu"}))
    describe("La Cantine", place(**said("La Cantine") | {"website": "https://cantine.fr"}))
    undo(alice, uid)
    undo(alice, uid)
    line = done(uid)
    assert (line.state, line.undone, line.stuck) == (UNDONE, 1, 1)
    assert (said("Arrêt Minute")["sofa"], said("La Cantine")["sofa"]) == ("bleu", "rouge")
    assert said("La Cantine")["website"] == "https://cantine.fr"
    assert shown(uid, STUCK)["Arrêt Minute"][0] == "mending_contradicted"
    assert list(shown(uid, TAKEN_BACK)) == ["La Cantine"]
    assert groups("place")[0] == Group("sofa", "unknown_choice", 1)


@pytest.mark.usefixtures("three")
def test_what_others_did_meanwhile_is_said_sheet_by_sheet(describe: Describe, alice: Actor) -> None:
    wanted = Remedy("replace_choice", entries={"rouge": "vert"})
    describe("Une autre", place(name="Une autre"))
    uid = prepare(alice, "place", "sofa", "unknown_choice", wanted)
    describe("Arrêt Minute", place(**said("Arrêt Minute") | {"sofa": "bleu"}))
    describe("La Cantine", place(**said("La Cantine") | {"website": "https://cantine.fr"}))
    assert shown(uid)["Arrêt Minute"][0] == "mending_contradicted"
    start(alice, uid)
    line = done(uid)
    assert (line.changed, line.left) == (1, 1)
    assert (said("Arrêt Minute")["sofa"], said("La Cantine")["sofa"]) == ("bleu", "vert")
    assert said("La Cantine")["website"] == "https://cantine.fr"
    assert list(shown(uid, LEFT)) == ["Arrêt Minute"]
    assert list(shown(uid, CHANGED)) == ["La Cantine"]


def test_values_are_converted_where_nothing_goes_moved_or_taken_away(
    describe: Describe, alice: Actor
) -> None:
    before = told(EMPTY, "fields", "size", type="text", fr="Taille")
    settle(alice, before)
    for title, size in zip(TITLES, ("12,5", "environ 12", "1 200 m²"), strict=True):
        describe(title, place(name=title, size=size))
    settle(alice, told(before, "fields", "size", type="number", unit="square_metre"))
    run_all()
    release_reading()
    assert groups("place") == [Group("size", "not_number", 3)]
    uid = prepare(alice, "place", "size", "not_number", Remedy("convert_value"))
    assert shown(uid) == {
        "Arrêt Minute": ("", [12.5]),
        "Kokerboom": ("mending_stays", ["not_number"]),
        "La Cantine": ("", [1200]),
    }
    assert works.staying(works.mending("place", uid)) == 1
    start(alice, uid)
    done(uid)
    assert [said(title)["size"] for title in TITLES] == [12.5, "environ 12", 1200]
    assert [one.title for one in misfits("place").rows] == ["Kokerboom"]
    # What was a number is asked no more: it moves where there is room, or goes.
    settle(alice, without(told(before, "fields", "size", type="number"), "size"))
    describe("La Cantine", place(**said("La Cantine") | {"purpose": "Déjà dit"}))
    run_all()
    moved = Remedy("move_value", "purpose")
    uid = prepare(alice, "place", "size", "unknown_field", moved)
    start(alice, uid)
    line = done(uid)
    assert (line.changed, line.left) == (2, 1)
    assert [said(title).get("purpose") for title in TITLES] == ["12,5", "environ 12", "Déjà dit"]
    chosen = [pages.get("La Cantine").uid]
    uid = prepare(alice, "place", "size", "unknown_field", Remedy("remove_value"), uids=chosen)
    start(alice, uid)
    done(uid)
    assert ("size" in said("La Cantine"), counts()) == (False, {})


@pytest.mark.usefixtures("three")
def test_who_may_and_what_can_be_asked(alice: Actor) -> None:
    remove = Remedy("remove_value")
    for who, wrong in (
        ("sofa", Remedy("burn")),
        ("sofa", Remedy("convert_value")),
        ("sofa", Remedy("move_value", "spaces")),
        ("sofa", Remedy("replace_choice")),
        ("sofa", Remedy("replace_choice", entries={"rouge": "mauve"})),
        ("name", remove),
    ):
        with pytest.raises(Invalid):
            prepare(alice, "place", who, "unknown_choice", wrong)
    with pytest.raises(Invalid, match="nothing_chosen"):
        prepare(alice, "place", "sofa", "unknown_choice", remove, uids=["nowhere"])
    with pytest.raises(Refused):
        prepare(people.make("bob"), "place", "sofa", "unknown_choice", remove)
    uid = prepare(alice, "place", "sofa", "unknown_choice", remove)
    with pytest.raises(Refused):
        start(people.make("charlie"), uid)
    start(alice, uid)
    assert done(uid).changed == 2


@pytest.mark.usefixtures("three")
def test_they_are_counted_whatever_becomes_of_their_pages(alice: Actor) -> None:
    assert counts() == {"place": 6}
    uid = pages.get("Arrêt Minute").uid
    delete(alice, uid)
    release_reading()
    assert counts() == {"place": 2}
    bring_back(alice, uid)
    release_reading()
    assert counts() == {"place": 6}
    kept = _counted()
    rebuild()
    release_reading()
    assert _counted() == kept


def _counted() -> list[tuple[Any, ...]]:
    rows = reading().query(MisfitCount).all()
    return sorted((one.kind, one.field, one.code, one.number) for one in rows)
