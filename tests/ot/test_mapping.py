"""Mapping: both orders lead to one text, whatever two people wrote at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ot.made import change_sets, texts
from wiki.ot.change_set import BadChange, ChangeSet, units
from wiki.ot.mapping import map_over

two_changes = texts.flatmap(
    lambda text: st.tuples(st.just(text), change_sets(text), change_sets(text))
)


@settings(max_examples=500, deadline=None)
@given(two_changes)
def test_both_orders_lead_to_one_text(made: tuple[str, ChangeSet, ChangeSet]) -> None:
    text, mine, theirs = made
    for before in (False, True):
        one = map_over(mine, theirs, before=before).apply(theirs.apply(units(text)))
        other = map_over(theirs, mine, before=not before).apply(mine.apply(units(text)))
        assert one == other


@pytest.mark.parametrize(
    ("mine", "theirs", "after", "earlier"),
    [
        ([[0, "m"]], [[0, "t"]], [1, [0, "m"]], [[0, "m"], 1]),
        ([[2, "m"]], [[2, "t"]], [1, [0, "m"]], [[0, "m"], 1]),
        ([1, [1]], [[2]], [], []),
        ([[2, "m"]], [1, [0, "t"], 1], [[1, "m"], 1, [1]], [[1, "m"], 1, [1]]),
    ],
)
def test_where_both_wrote(
    mine: list[Any], theirs: list[Any], after: list[Any], earlier: list[Any]
) -> None:
    length = sum([part if isinstance(part, int) else part[0] for part in mine])
    one, other = ChangeSet.parse(mine, length), ChangeSet.parse(theirs, length)
    assert map_over(one, other).to_json() == after
    assert map_over(one, other, before=True).to_json() == earlier


def test_refuses_changes_to_another_text() -> None:
    with pytest.raises(BadChange, match="length"):
        map_over(ChangeSet.parse([1], 1), ChangeSet.parse([[2]], 2))
