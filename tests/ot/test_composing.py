"""Composing: one change set does what two did, whatever they were."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ot.made import change_sets, texts
from wiki.ot.change_set import BadChange, ChangeSet, text_of, units
from wiki.ot.composing import compose


@settings(max_examples=500, deadline=None)
@given(texts, st.data())
def test_one_does_what_two_did(text: str, data: Any) -> None:
    first = data.draw(change_sets(text))
    middle = first.apply(units(text))
    then = data.draw(change_sets(text_of(middle)))
    assert compose(first, then).apply(units(text)) == then.apply(middle)


def test_refuses_what_does_not_follow() -> None:
    with pytest.raises(BadChange, match="length"):
        compose(ChangeSet.parse([[0, "a"]], 0), ChangeSet.parse([2], 2))
