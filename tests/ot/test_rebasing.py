"""Rebasing: several people and one log; what was sent twice is written once."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ot.made import change_sets, texts
from wiki.ot.change_set import ChangeSet, text_of, units
from wiki.ot.rebasing import Update, rebase


def _series(client: str, text: str, data: Any, count: int) -> tuple[list[Update], bytes]:
    made, now = [], units(text)
    for cid in range(count):
        changes = data.draw(change_sets(text_of(now)))
        made.append(Update(client, cid, changes))
        now = changes.apply(now)
    return made, now


def _after(text: bytes, updates: list[Update]) -> bytes:
    for update in updates:
        text = update.changes.apply(text)
    return text


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(1, 3), st.integers(0, 3), st.data())
def test_what_is_pending_follows_what_was_accepted(
    text: str, mine: int, theirs: int, data: Any
) -> None:
    pending, _ = _series("me", text, data, mine)
    log, _ = _series("them", text, data, theirs)
    rebased = rebase(pending, log)
    assert [update[:2] for update in rebased] == [update[:2] for update in pending]
    both = _after(_after(units(text), log), rebased)
    # Sent again, all or only what had arrived first: nothing is written twice.
    assert rebase(pending, [*log, *rebased]) == []
    assert (
        _after(_after(_after(units(text), log), rebased[:1]), rebase(pending, [*log, *rebased[:1]]))
        == both
    )


def test_no_change_is_mapped_over_several_at_once() -> None:
    """« x » for « b », then « y » after it: composed, they would be one change, and win a tie."""
    log = [
        Update("a", 0, ChangeSet.parse([1, [1, "x"], 1], 3)),
        Update("a", 1, ChangeSet.parse([2, [0, "y"], 1], 3)),
    ]
    mine = Update("b", 0, ChangeSet.parse([2, [0, "m"], 1], 3))
    [rebased] = rebase([mine], log)
    text = rebased.changes.apply(_after(units("abc"), log))
    assert text_of(text) == "axymc"
