"""Keyset paging."""

from __future__ import annotations

import pytest

from wiki.kernel.pager import key_given, slice_of


def test_the_last_rows_have_nothing_after_them() -> None:
    found = slice_of([3, 2], 2, lambda row: row)
    assert (found.rows, found.next_key) == ([3, 2], None)


def test_one_row_more_than_asked_says_that_there_are_others() -> None:
    found = slice_of([3, 2, 1], 2, lambda row: row)
    assert (found.rows, found.next_key) == ([3, 2], 2)


def test_nothing_is_a_slice_too() -> None:
    assert slice_of([], 2, lambda row: row).next_key is None


@pytest.mark.parametrize(("raw", "key"), [("0", 0), ("12", 12), (str(2**63 - 1), 2**63 - 1)])
def test_a_key_is_read(raw: str, key: int) -> None:
    assert key_given(raw) == key


@pytest.mark.parametrize("raw", ["", "x", "-1", str(2**63), "9" * 5000])
def test_a_key_that_no_row_has_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"not a key|invalid literal"):
        key_given(raw)
