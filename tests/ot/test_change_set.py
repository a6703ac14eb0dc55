"""Change sets read from JSON, applied and written; whatever is sent, only `BadChange` is raised."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ot.made import change_sets, texts
from wiki.ot.change_set import LONGEST, BadChange, ChangeSet, text_of, units

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
nearly = st.lists(
    st.integers(-1, 9)
    | st.lists(st.integers(-1, 9) | st.text("a\n\r\0\ud83d\ude00é😀", max_size=3), max_size=4)
)


def test_says_what_becomes_of_each_stretch() -> None:
    changes = ChangeSet.parse([3, [2, "é"], [0, "", ""]], 5)
    assert (changes.length, changes.new_length) == (5, 5)
    assert text_of(changes.apply(units("abcde"))) == "abcé\n"
    assert changes.to_json() == [3, [2, "é"], [0, "", ""]]


@settings(max_examples=500, deadline=None)
@given(anything | nearly, st.integers(0, 12))
def test_whatever_is_sent_is_read_or_refused(json: Any, length: int) -> None:
    try:
        changes = ChangeSet.parse(json, length)
    except BadChange:
        return
    text = changes.apply(units("a" * length))
    assert len(text) == 2 * changes.new_length
    assert ChangeSet.parse(changes.to_json(), length) == changes
    text_of(text)


@pytest.mark.parametrize(
    ("json", "why"),
    [
        ({}, "shape"),
        ([True], "shape"),
        ([0], "shape"),
        ([1.0], "shape"),
        ([[0]], "shape"),
        ([[0, ""]], "shape"),
        ([[-1, "a"]], "shape"),
        ([["a"]], "shape"),
        ([[1, 2]], "character"),
        ([[1, "a\nb"]], "character"),
        ([[1, "a\r"]], "character"),
        ([[1, "\0"]], "character"),
        ([[1, "\ud83d"]], "surrogate"),
        ([2], "length"),
        ([10**400], "length"),
        ([1, [0, "a" * LONGEST]], "too_long"),
    ],
)
def test_refuses(json: Any, why: str) -> None:
    with pytest.raises(BadChange, match=f"^{why}$"):
        ChangeSet.parse(json, 1)


def test_refuses_to_leave_half_of_a_character() -> None:
    smile = units("a😀")
    for json in ([2, [1, "b"]], [1, [1], 1], [2, [0, "x"], 1]):
        with pytest.raises(BadChange, match="surrogate"):
            ChangeSet.parse(json, 3).apply(smile)
    assert ChangeSet.parse([1, [2]], 3).apply(smile) == units("a")


def test_refuses_another_text() -> None:
    with pytest.raises(BadChange, match="length"):
        ChangeSet.parse([1], 1).apply(units("ab"))


@settings(deadline=None)
@given(texts.flatmap(lambda text: st.tuples(st.just(text), change_sets(text))))
def test_what_is_written_is_read_again(made: tuple[str, ChangeSet]) -> None:
    text, changes = made
    assert ChangeSet.parse(changes.to_json(), len(units(text)) // 2) == changes
    assert len(changes.apply(units(text))) == 2 * changes.new_length
