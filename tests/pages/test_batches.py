"""How far a work on pages is, told from what became of them."""

from __future__ import annotations

import pytest

from wiki.pages.batches import DONE, RUNNING, UNDOING, UNDONE, Progress


@pytest.mark.parametrize(
    ("state", "is_under_way", "undoes", "done", "goal"),
    [
        (RUNNING, True, False, 7, 10),
        (DONE, False, False, 7, 10),
        (UNDOING, True, True, 3, 5),
        (UNDONE, False, True, 3, 5),
    ],
)
def test_progress(state: str, is_under_way: bool, undoes: bool, done: int, goal: int) -> None:
    work = Progress(state, total=10, changed=5, left=2, undone=2, stuck=1)
    assert (work.is_under_way, work.undoes) == (is_under_way, undoes)
    assert (work.done, work.goal) == (done, goal)
