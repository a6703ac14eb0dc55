"""A sheet and its JSON."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.schema import MalformedSheet, Sheet


def test_a_sheet_comes_back_from_its_json() -> None:
    data = {
        "values": {"name": "Le Moulin", "seats": [{"kind": "permanent", "count": 0}]},
        "not_concerned": ["phone"],
        "sources": {"name": {"text": "Affiche", "checked": "2026-11-26", "by": "m1"}},
    }
    sheet = Sheet.from_json("place", data)
    assert sheet.to_json() == data
    assert Sheet.from_json("place", sheet.to_json()) == sheet


def test_what_is_empty_is_left_out_of_the_json() -> None:
    assert Sheet("place").to_json() == {"values": {}}
    assert Sheet.from_json("place", {}) == Sheet.from_json("place", None) == Sheet("place")


def test_equal_sheets_give_equal_json() -> None:
    one = Sheet("place", {"b": 1, "a": [{"x": 1, "y": 2}]}, frozenset("dc"))
    other = Sheet("place", {"a": [{"y": 2, "x": 1}], "b": 1}, frozenset("cd"))
    assert str(one.to_json()) == str(other.to_json())


@pytest.mark.parametrize(
    "data",
    [
        [],
        "name",
        {"name": "Le Moulin"},
        {"values": []},
        {"not_concerned": "phone"},
        {"not_concerned": [1]},
        {"sources": []},
        {"sources": {"name": "Affiche"}},
        {"sources": {"name": {"colour": "red"}}},
        {"sources": {"name": {"text": 1}}},
    ],
)
def test_refuses_what_is_no_sheet(data: Any) -> None:
    with pytest.raises(MalformedSheet):
        Sheet.from_json("place", data)
