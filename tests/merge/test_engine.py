from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.engine import LIMIT, exact_changes, word_changes
from wiki.merge.sequence import Change

tokens = st.lists(
    st.sampled_from(["un", " ", "deux", ",", "👩‍🌾", "e\u0301", "trois"]), max_size=20
)


words = st.lists(st.sampled_from(["un", "deux", "trois", "quatre", "cinq"]), max_size=20)
Differ = Callable[[list[str], list[str]], list[Change]]
either = pytest.mark.parametrize("differ", [word_changes, exact_changes])


@either
@given(tokens, tokens)
def test_changes_turn_one_sentence_into_the_other(
    differ: Differ, old: list[str], new: list[str]
) -> None:
    built: list[str] = []
    at = 0
    for change in differ(old, new):
        built += old[at : change.old_start] + new[change.new_start : change.new_end]
        at = change.old_end
    assert built + old[at:] == new


@either
def test_words_that_only_a_space_parts_change_together(differ: Differ) -> None:
    old, new = ["le", " ", "lieu", " ", "clos"], ["un", " ", "lieu", " ", "ouvert"]
    assert differ(old, new) == [Change(0, 1, 0, 1), Change(4, 5, 4, 5)]
    assert differ(["le", " ", "lieu"], ["un", " ", "site"]) == [Change(0, 3, 0, 3)]


@either
def test_too_long_a_stretch_is_one_change(differ: Differ) -> None:
    old = [str(number) for number in range(LIMIT + 2)]
    new = [word if int(word) % 2 else "x" for word in old]
    assert len(differ(old, new)) == 1
    assert len(differ(old[:100], new[:100])) == 50


@given(words, words)
def test_what_is_shown_changes_as_few_words_as_can_be(old: list[str], new: list[str]) -> None:
    proposed, shown = (
        sum(c.old_end - c.old_start + c.new_end - c.new_start for c in differ(old, new))
        for differ in (word_changes, exact_changes)
    )
    assert shown <= proposed


def test_a_space_on_either_side_of_a_change_is_no_part_of_it() -> None:
    old, new = ["un", " ", "deux"], ["un", " ", "et", " ", "demi", " ", "deux"]
    assert exact_changes(old, new) == [Change(2, 2, 2, 6)]
