"""Texts and changes to them, drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from wiki.ot.change_set import Builder, ChangeSet, units

texts = st.text("ab é字😀\n", max_size=12)
put = st.text("xyZ字😀\n", max_size=4)


def _built(text: str, places: Sequence[int], fates: Sequence[str | None]) -> ChangeSet:
    changes = Builder()
    for (start, end), fate in zip(pairwise(places), fates, strict=True):
        length = len(units(text[start:end])) // 2
        changes.add(length, None if fate is None else units(fate))
    return changes.done()


def change_sets(text: str) -> st.SearchStrategy[ChangeSet]:
    """Any change to a text, as browsers build them."""

    def of_places(inner: list[int]) -> st.SearchStrategy[ChangeSet]:
        places = [0, *sorted(inner), len(text)]
        fates = st.lists(st.none() | put, min_size=len(places) - 1, max_size=len(places) - 1)
        return fates.map(lambda chosen: _built(text, places, chosen))

    return st.lists(st.integers(0, len(text)), max_size=4).flatmap(of_places)
