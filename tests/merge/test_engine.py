from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wiki.merge.engine import LIMIT, word_changes
from wiki.merge.sequence import Change

tokens = st.lists(
    st.sampled_from(["un", " ", "deux", ",", "👩‍🌾", "e\u0301", "trois"]), max_size=20
)


@given(tokens, tokens)
def test_changes_turn_one_sentence_into_the_other(old: list[str], new: list[str]) -> None:
    built: list[str] = []
    at = 0
    for change in word_changes(old, new):
        built += old[at : change.old_start] + new[change.new_start : change.new_end]
        at = change.old_end
    assert built + old[at:] == new


def test_words_that_only_a_space_parts_change_together() -> None:
    old, new = ["le", " ", "lieu", " ", "clos"], ["un", " ", "lieu", " ", "ouvert"]
    assert word_changes(old, new) == [Change(0, 1, 0, 1), Change(4, 5, 4, 5)]
    assert word_changes(["le", " ", "lieu"], ["un", " ", "site"]) == [Change(0, 3, 0, 3)]


def test_too_long_a_stretch_is_one_change() -> None:
    old = [str(number) for number in range(LIMIT + 2)]
    new = [word if int(word) % 2 else "x" for word in old]
    assert len(word_changes(old, new)) == 1
    assert len(word_changes(old[:100], new[:100])) == 50
