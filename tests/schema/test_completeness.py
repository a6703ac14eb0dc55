"""How much of a sheet is filled."""

from __future__ import annotations

from dataclasses import replace

from tests.schema.sheets import ENOUGH, PLACE, place
from wiki.schema import Sheet
from wiki.schema.completeness import completeness
from wiki.schema.kinds import Field, Kind, When


def kind(*fields: Field) -> Kind:
    return Kind("x", {}, (), fields)


NAME = Field("name", {}, "text", weight=3)
NOTE = Field("note", {}, "text")


def test_fields_count_as_their_weights_say() -> None:
    found = completeness(kind(NOTE, NAME), Sheet("x", {"note": "…"}))
    assert (found.percent, found.missing) == (25, (NAME,))
    assert completeness(kind(NOTE, NAME), Sheet("x", {"name": "…"})).percent == 75


def test_the_most_useful_field_comes_first() -> None:
    found = completeness(PLACE, Sheet("place"))
    assert found.percent == 0
    assert {one.id for one in found.missing[:4]} == set(ENOUGH)
    found = completeness(PLACE, place())
    assert found.next is not None
    assert found.next.id == "seats"


def test_not_concerned_and_zero_are_answers() -> None:
    sheet = Sheet("x", {"note": 0}, frozenset({"name"}))
    found = completeness(kind(NOTE, NAME), sheet)
    assert (found.percent, found.next) == (100, None)


def test_what_nobody_asks_for_does_not_count() -> None:
    asked = replace(NOTE, when=When("name", ("oui",)))
    assert completeness(kind(NAME, asked), Sheet("x", {"name": "non"})).percent == 100
    assert completeness(kind(NAME, asked), Sheet("x", {"name": "oui"})).percent == 75
    for other in (replace(NOTE, hidden=True), replace(NOTE, weight=0)):
        assert completeness(kind(NAME, other), Sheet("x", {"name": "non"})).percent == 100
    assert completeness(kind(NAME, NOTE), Sheet("x"), shown={"note"}).missing == (NOTE,)
    assert completeness(kind(), Sheet("x")).percent == 100
