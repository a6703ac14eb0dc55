from __future__ import annotations

import pytest

from tests.merge.casebook import Situation, situations
from wiki.merge.outcome import Choice, Merge
from wiki.merge.three_way import merge

SITUATIONS = situations()
by_title = pytest.mark.parametrize("case", SITUATIONS, ids=[case.title for case in SITUATIONS])


def verdict(result: Merge) -> str:
    """The worst verdict among the hunks."""
    open_hunks = {result.hunks[index].verdict.value for index in result.undecided}
    return next((name for name in ("conflict", "suggested") if name in open_hunks), "clean")


@by_title
def test_the_situation_is_judged_as_its_file_says(case: Situation) -> None:
    result = merge(case.base, case.head, case.mine)
    assert verdict(result) == case.verdict
    if case.verdict != "conflict":
        choices = dict.fromkeys(result.undecided, Choice.PROPOSAL)
        assert result.resolve(choices) == case.expected


@by_title
def test_the_other_order_of_saving_is_judged_alike(case: Situation) -> None:
    assert verdict(merge(case.base, case.mine, case.head)) == case.verdict


@by_title
def test_choosing_one_side_everywhere_gives_that_side(case: Situation) -> None:
    result = merge(case.base, case.head, case.mine)
    for choice, text in ((Choice.HEAD, case.head), (Choice.MINE, case.mine)):
        assert result.resolve(dict.fromkeys(range(len(result.hunks)), choice)) == text


def test_the_casebook_is_rich_enough() -> None:
    assert len(SITUATIONS) >= 70
    assert len({case.title for case in SITUATIONS}) == len(SITUATIONS)
