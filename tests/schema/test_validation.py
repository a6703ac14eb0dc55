"""A sheet is put in order, or what is wrong is said where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.schema.sheets import ENOUGH, PLACE, place
from wiki.schema import Problem, Sheet, customised, validated


def codes(sheet: Sheet, **more: Any) -> dict[str, str]:
    return {one.path: one.code for one in validated(PLACE, sheet, **more)[1]}


def test_four_fields_suffice() -> None:
    assert validated(PLACE, place()) == (place(), ())


@pytest.mark.parametrize("name", ENOUGH)
def test_refuses_a_place_without(name: str) -> None:
    assert codes(place(**{name: None})) == {name: "required"}


def test_values_are_kept_in_their_form_and_what_says_nothing_goes() -> None:
    sheet = place(
        tagline="  Un lieu \n familial ",
        atmosphere="",
        alt_names=[],
        phone="05 57 12 34 56",
        seats=[{"kind": "permanent", "count": 0}, {}, {"kind": "", "count": None}],
    )
    found, problems = validated(PLACE, sheet)
    assert problems == ()
    assert found == place(
        tagline="Un lieu familial",
        phone="+33557123456",
        seats=[{"kind": "permanent", "count": 0}],
    )
    assert validated(PLACE, found) == (found, ())


def test_a_problem_says_where_it_is() -> None:
    sheet = place(
        seats=[{"kind": "permanent", "count": 5}, {"kind": "sofa", "count": -1}, {"count": 2}],
        spaces="deux",
        website="javascript:alert(1)",
    )
    found, problems = validated(PLACE, sheet)
    assert {one.path: one.code for one in problems} == {
        "website": "not_url",
        "spaces": "not_rows",
        "seats/1/kind": "unknown_choice",
        "seats/1/count": "too_small",
        "seats/2/kind": "required",
    }
    assert Problem("seats/1/count", "too_small", {"min": 0}) in problems
    assert found.values["website"] == "javascript:alert(1)"


def test_refuses_two_rows_that_nothing_tells_apart() -> None:
    garden = {"kind": "garden"}
    assert codes(place(spaces=[garden, {**garden, "name": "Sud"}, {**garden, "count": 2}])) == {
        "spaces/2": "row_twice"
    }


def test_refuses_too_many_rows() -> None:
    rows = [{"kind": "other", "name": str(number)} for number in range(101)]
    assert codes(place(spaces=rows)) == {"spaces": "too_many"}


def test_refuses_a_field_that_the_kind_has_not() -> None:
    sheet = place(colour="red", seats=[{"kind": "permanent", "count": 5, "colour": "red"}])
    assert codes(sheet) == {"colour": "unknown_field", "seats/0/colour": "unknown_field"}


def test_unknown_zero_and_not_concerned_are_three() -> None:
    unknown, zero = place(), place(nearest_station_min=0)
    not_concerned = replace(place(), not_concerned=frozenset({"nearest_station_min"}))
    three = [validated(PLACE, sheet) for sheet in (unknown, zero, not_concerned)]
    assert not any(problems for _, problems in three)
    assert len({str(sheet.to_json()) for sheet, _ in three}) == 3


def test_refuses_a_field_both_valued_and_not_concerned() -> None:
    both = replace(place(parking="Devant"), not_concerned=frozenset({"parking"}))
    assert codes(both) == {"parking": "valued_and_not_concerned"}


def test_refuses_not_concerned_for_what_concerns_every_place() -> None:
    sheet = replace(place(), not_concerned=frozenset({"name", "colour"}))
    assert [(one.path, one.code) for one in validated(PLACE, sheet)[1]] == [
        ("colour", "unknown_field"),
        ("name", "concerns_all"),
        ("name", "valued_and_not_concerned"),
    ]


def test_a_source_goes_with_its_value() -> None:
    source = {"text": " Affiche ", "url": "", "checked": "2026-11-26", "by": "m1"}
    sheet = replace(place(), sources={"name": source, "phone": source})
    found, problems = validated(PLACE, sheet)
    assert problems == ()
    assert found.sources == {"name": {"text": "Affiche", "checked": "2026-11-26", "by": "m1"}}


def test_refuses_a_source_that_cannot_be_followed() -> None:
    source = {"text": "a" * 501, "url": "javascript:alert(1)", "checked": "2026"}
    assert codes(replace(place(), sources={"name": source})) == {
        "sources/name/text": "too_long",
        "sources/name/url": "not_url",
        "sources/name/checked": "not_date",
    }


def test_what_was_there_before_is_not_judged_again() -> None:
    before = place(colour="red", territory="moon", seats=[{"kind": "sofa", "count": 3}])
    after = replace(before, values={**before.values, "phone": "0557123456"})
    assert codes(after, before=before) == {}
    assert validated(PLACE, after, before=before)[0].values["territory"] == "moon"


def test_a_row_that_was_there_before_is_not_judged_again() -> None:
    gone = {"kind": "sofa", "count": 3}
    before = place(seats=[gone])
    after = place(seats=[{"kind": "permanent", "count": -1}, gone])
    assert codes(after, before=before) == {"seats/0/count": "too_small"}


def test_a_column_that_is_gone_stops_nobody_from_changing_the_row() -> None:
    before = place(seats=[{"kind": "permanent", "count": 5, "mood": "calm"}])
    after = place(seats=[{"kind": "permanent", "count": 6, "mood": "calm"}])
    assert codes(after, before=before) == {}
    assert codes(after) == {"seats/0/mood": "unknown_field"}
    other = place(seats=[{"kind": "permanent", "count": 6, "mood": "loud"}])
    assert codes(other, before=before) == {"seats/0/mood": "unknown_field"}
    moved = place(seats=[{"kind": "training", "count": 5, "mood": "calm"}])
    assert codes(moved, before=before) == {}


def test_a_column_that_is_hidden_is_not_required() -> None:
    sheet = place(spaces=[{"kind": "garden"}])
    for hidden, wrong in ((False, ["spaces/0/note"]), (True, [])):
        note = {"required": True, "hidden": hidden}
        kind, _ = customised(PLACE, {"columns": {"spaces": {"fields": {"note": note}}}})
        assert [one.path for one in validated(kind, sheet)[1]] == wrong


def test_asks_who_knows_whether_a_commune_exists() -> None:
    assert codes(place(), known=lambda _type, value: value != "33328") == {
        "commune": "unknown_commune"
    }


def test_a_file_in_a_row_is_asked_for_too() -> None:
    photo = {"file": "f1", "alt": "La cour", "credit": "Alice", "licence": "cc_by"}
    assert codes(place(photos=[photo])) == {}
    assert codes(place(photos=[photo]), known=lambda type_, _value: type_ != "file") == {
        "photos/0/file": "unknown_file"
    }


def test_refuses_a_photo_that_nobody_may_show() -> None:
    assert codes(place(photos=[{"file": "f1"}])) == {
        "photos/0/alt": "required",
        "photos/0/credit": "required",
        "photos/0/licence": "required",
    }


def test_a_hidden_field_is_not_asked_for() -> None:
    hidden = tuple(replace(f, hidden=f.id == "families") for f in PLACE.fields)
    kind = replace(PLACE, fields=hidden)
    assert validated(kind, place(families=None))[1] == ()
