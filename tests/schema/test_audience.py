"""Who sees what of a sheet, and that nobody changes what they cannot see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.schema.sheets import PLACE, place
from wiki.schema import Sheet
from wiki.schema.audience import cut, restored, visible
from wiki.schema.submitted import form_of, submitted

OPEN = {"year": 2012, "indicator": "visits", "value": 10, "source": "Registre"}
MEMBERS = {**OPEN, "year": 2013, "visibility": "members"}
STEWARDS = {**OPEN, "year": 2014, "visibility": "stewards"}
WHOLE = replace(
    place(lease_end="2015", metrics=[OPEN, MEMBERS, STEWARDS], colour="red"),
    sources={"lease_end": {"text": "Bail"}, "colour": {"text": "Vu"}, "name": {"text": "Affiche"}},
)


def test_each_audience_sees_what_is_for_it() -> None:
    assert cut(PLACE, WHOLE, "public") == replace(
        place(metrics=[OPEN]), sources={"name": {"text": "Affiche"}}
    )
    members = cut(PLACE, WHOLE, "members")
    assert members.values["metrics"] == [OPEN, MEMBERS]
    assert members.sources.keys() == {"lease_end", "name"}
    assert "colour" not in members.values
    assert cut(PLACE, WHOLE, "stewards") == WHOLE


def test_not_concerned_is_cut_too() -> None:
    sheet = Sheet("place", {}, frozenset({"lease_end", "parking", "colour"}))
    assert cut(PLACE, sheet, "public").not_concerned == {"parking"}


def test_a_field_whose_rows_are_all_for_others_is_unknown() -> None:
    assert cut(PLACE, place(metrics=[STEWARDS]), "public") == place()


def test_a_row_for_an_unknown_audience_is_for_the_stewards() -> None:
    sheet = place(metrics=[{**OPEN, "visibility": "friends"}])
    assert cut(PLACE, sheet, "members") == place()
    assert cut(PLACE, sheet, "stewards") == sheet


def test_refuses_an_audience_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="tuple"):
        cut(PLACE, WHOLE, "friends")


@pytest.mark.parametrize("audience", ["public", "members", "stewards"])
def test_what_is_not_seen_comes_back_from_a_form(audience: str) -> None:
    seen = cut(PLACE, WHOLE, audience)
    form = form_of(PLACE, seen)
    written = submitted(PLACE, form, before=seen, shown=visible(PLACE, audience))
    assert restored(PLACE, WHOLE, written, audience) == WHOLE


def test_hidden_rows_stay_after_the_row_they_followed_or_first() -> None:
    whole = place(metrics=[STEWARDS, OPEN, MEMBERS])
    later = {**OPEN, "year": 2015}
    written = place(metrics=[later, {**OPEN, "value": 11}])
    assert restored(PLACE, whole, written, "public").values["metrics"] == [
        STEWARDS,
        later,
        {**OPEN, "value": 11},
        MEMBERS,
    ]
    assert restored(PLACE, whole, place(), "public").values["metrics"] == [STEWARDS, MEMBERS]


def test_nobody_changes_what_they_cannot_see() -> None:
    written = replace(
        place(lease_end="2030", colour="blue"),
        not_concerned=frozenset({"metrics", "lease_end"}),
        sources={"lease_end": {"text": "Rien"}},
    )
    found = restored(PLACE, WHOLE, written, "public")
    assert found.values == {**WHOLE.values, "metrics": [MEMBERS, STEWARDS]}
    assert found.not_concerned == frozenset()
    assert found.sources == {"lease_end": {"text": "Bail"}, "colour": {"text": "Vu"}}


def test_rows_that_are_not_rows_are_left_to_the_judge() -> None:
    assert restored(PLACE, WHOLE, place(metrics="dix"), "public").values["metrics"] == "dix"
