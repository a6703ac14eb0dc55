"""Whatever a program sends as a sheet is judged or refused with a path; nothing breaks."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.sheets import CALM, PLACE, place
from wiki.schema import (
    MalformedSheet,
    Sheet,
    completeness,
    cut,
    differences,
    form_of,
    merged,
    restored,
    spoken,
    submitted,
    unfitting,
    validated,
)
from wiki.schema.derived import desks_total, ratio, seats_total, work_seats

names = st.sampled_from([*PLACE.by_id, "colour"])
columns = st.sampled_from(
    ["kind", "name", "count", "year", "value", "visibility", "cents", "tax", "lat", "lon", "colour"]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 2030)
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(["open", "permanent", "coworking", "2010-10", "Mo 09:00-18:00", "stewards"])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(columns, inner, max_size=4),
    max_leaves=10,
)
sources = st.dictionaries(names, st.dictionaries(st.sampled_from(["text", "url", "by"]), st.text()))
sheets = st.builds(
    Sheet,
    st.just("place"),
    st.dictionaries(names, anything, max_size=8),
    st.frozensets(names, max_size=3),
    sources,
)


@settings(max_examples=100, **CALM)
@given(sheets, sheets, sheets)
def test_nothing_breaks_on_values_that_are_of_no_type(one: Sheet, two: Sheet, three: Sheet) -> None:
    found, _ = validated(PLACE, one, before=two)
    for sheet in (one, found):
        assert Sheet.from_json("place", sheet.to_json()) == sheet or "NaN" in json.dumps(
            sheet.to_json()
        )
        for name, value in sheet.values.items():
            spoken(PLACE.by_id.get(name), value)
        submitted(PLACE, form_of(PLACE, sheet), before=two)
        completeness(PLACE, sheet)
        unfitting(PLACE, sheet)
        differences(PLACE, sheet, two)
        for audience in ("public", "members", "stewards"):
            restored(PLACE, sheet, cut(PLACE, sheet, audience), audience)
        for total in (seats_total, work_seats, desks_total, ratio):
            total(sheet.values)
    conflicts = merged(PLACE, one, two, three).conflicts
    json.dumps([conflict.to_json() for conflict in conflicts])
    keys = [conflict.key for conflict in conflicts]
    assert merged(PLACE, one, two, three, dict.fromkeys(keys, "mine")).sheet is not None


@settings(max_examples=100, **CALM)
@given(sheets)
def test_what_has_no_problem_is_kept_as_it_is_from_then_on(sheet: Sheet) -> None:
    found, problems = validated(PLACE, place(**{**sheet.values, "name": "Le Moulin"}))
    if not [one for one in problems if one.blocking]:
        assert validated(PLACE, found) == (found, problems)
        assert unfitting(PLACE, found) == ()
        text = json.dumps(found.to_json(), allow_nan=False)
        assert "\\u0000" not in text
        assert "\\ud8" not in text


@settings(**CALM)
@given(anything, anything, anything)
def test_any_json_is_a_sheet_or_refused(values: Any, away: Any, told: Any) -> None:
    for data in (values, {"values": values, "not_concerned": away, "sources": told}):
        with contextlib.suppress(MalformedSheet):
            sheet = Sheet.from_json("place", data)
            assert isinstance(sheet.values, dict)
            json.dumps(sheet.to_json())


def test_refuses_what_json_does_not_have() -> None:
    for values in ({"name": {1, 2}}, {"seats": [{"kind": object()}]}, {5: "name"}, {"name": b"x"}):
        with pytest.raises(MalformedSheet):
            Sheet.from_json("place", {"values": values})


def test_refuses_values_deeper_than_any_field() -> None:
    deep: Any = "x"
    for _ in range(50):
        deep = [deep]
    with pytest.raises(MalformedSheet):
        Sheet.from_json("place", {"values": {"name": deep}})


def test_a_day_read_from_yaml_is_a_date() -> None:
    sheet = Sheet.from_json(
        "place", {"values": {"opened_on": date(2010, 10, 8), "closed_on": 2014}}
    )
    assert sheet.values == {"opened_on": "2010-10-08", "closed_on": 2014}
    assert validated(PLACE, place(**sheet.values, status="closed")) == (
        place(opened_on="2010-10-08", closed_on="2014", status="closed"),
        (),
    )


def test_refuses_a_source_that_no_database_keeps() -> None:
    for text in ("a\0b", "\ud800"):
        sheet = Sheet("place", place().values, frozenset(), {"name": {"text": text, "by": text}})
        assert [(one.path, one.code) for one in validated(PLACE, sheet)[1]] == [
            ("sources/name/text", "unreadable"),
            ("sources/name/by", "unreadable"),
        ]
