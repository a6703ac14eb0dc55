"""Rows and what tells them apart."""

from __future__ import annotations

from tests.schema.sheets import PLACE
from wiki.schema import rows


def test_a_row_is_known_by_its_identity() -> None:
    spaces = PLACE.field("spaces")
    assert rows.identity(spaces, {"kind": "open_space", "count": 2}) == "open_space,"
    assert (
        rows.identity(spaces, {"kind": "open_space", "name": "a/b,~2"}) == "open_space,a%2Fb%2C~2"
    )


def test_rows_alike_are_numbered() -> None:
    spaces = PLACE.field("spaces")
    one, two = {"kind": "garden", "count": 1}, {"kind": "garden", "count": 2}
    named = {"kind": "garden", "name": "~2"}
    assert rows.keyed(spaces, [one, two, named]) == {
        "garden,": one,
        "garden,~2": two,
        "garden,~2~2": named,
    }


def test_values_are_the_same_when_their_json_is() -> None:
    assert rows.same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not rows.same(1, True)
    assert not rows.same(None, 0)
