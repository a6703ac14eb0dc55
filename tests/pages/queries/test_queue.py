"""The next revision to read again: by an index, and never more looked at than a window."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wiki.kernel.db import state
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.pages.models import Page
from wiki.pages.queries import queue
from wiki.pages.queries.queue import QueueFilter, left_to_read, next_to_read, readers
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save

PlanOf = Callable[[Callable[[], object]], list[str]]


def everything(wanted: QueueFilter) -> list[tuple[str, int]]:
    """Every revision of the queue, one after the other."""
    seen: list[tuple[str, int]] = []
    start: int | None = None
    while True:
        found = next_to_read(wanted, start)
        if found.line:
            seen.append((found.line.page_title, found.line.number))
        elif found.further is None:
            return seen
        start = found.line.seq if found.line else found.further


@pytest.mark.parametrize("window", [1, 2, 7, 2_000])
@pytest.mark.parametrize("oldest_first", [False, True])
def test_no_window_hides_or_repeats_any(
    pages: list[Page],
    everyone: dict[str, Actor],
    monkeypatch: pytest.MonkeyPatch,
    window: int,
    oldest_first: bool,
) -> None:
    mark_reviewed(everyone["bob"], pages[2].uid, 1, 12)
    monkeypatch.setattr(queue, "WINDOW", window)
    wanted = QueueFilter(everyone["alice"].member_id, oldest_first=oldest_first)
    found = everything(wanted)
    expected = [
        (f"Lieu {page}", number)
        for page in range(5)
        for number in range(1, 13)
        if page != 2 and (12 * page + number - 1) % 3 == 0
    ]
    assert found == (expected if oldest_first else expected[::-1])


def test_who_wrote_a_revision_with_another_does_not_read_it_again(
    pages: list[Page], everyone: dict[str, Actor]
) -> None:
    charlie, dora = (everyone[name].member_id or 0 for name in ("charlie", "dora"))
    edit = Edit("Lieu 4", "Ensemble.\n", 12, co_author_ids=(charlie,))
    assert left_to_read(charlie) == 40
    save(everyone["bob"], edit)
    uid = members.member(charlie).uid
    newest = next_to_read(QueueFilter(dora, author_uid=uid), None).line
    assert newest is not None
    assert (newest.author_name, newest.number) == ("bob", 13)
    mine = next_to_read(QueueFilter(charlie), None).line
    assert mine is not None
    assert mine.number != 13
    assert (left_to_read(charlie), left_to_read(dora)) == (40, 61)


def test_one_goes_back_where_one_came_from(pages: list[Page], everyone: dict[str, Actor]) -> None:
    wanted = QueueFilter(everyone["bob"].member_id)
    first = next_to_read(wanted, None).line
    assert first is not None
    second = next_to_read(wanted, first.seq).line
    assert second is not None
    assert next_to_read(wanted, second.seq, back=True).line == first
    assert next_to_read(wanted, first.seq, back=True).line is None


def test_what_is_left_is_counted_among_the_last(
    pages: list[Page], everyone: dict[str, Actor]
) -> None:
    bob, alice = everyone["bob"], everyone["alice"]
    assert (left_to_read(bob.member_id), left_to_read(alice.member_id)) == (60, 20)
    mark_reviewed(bob, pages[2].uid, 1, 12)
    assert (left_to_read(bob.member_id), left_to_read(alice.member_id)) == (48, 16)
    assert readers(pages[2].uid, 3) == [(bob.member_id, "bob")]


def test_each_is_found_by_an_index(
    pages: list[Page], everyone: dict[str, Actor], plan_of: PlanOf
) -> None:
    bob = everyone["bob"].member_id
    if not state().database.is_sqlite:
        assert next_to_read(QueueFilter(bob, "x", "undone", "place"), None).line is None
        return
    for wanted in (QueueFilter(bob), QueueFilter(bob, "x", "undone", "place", oldest_first=True)):
        for start in (None, 30):
            steps = plan_of(lambda: next_to_read(wanted, start))  # noqa: B023
            assert not any("TEMP B-TREE" in step for step in steps), steps
            assert not any(step.startswith("SCAN wiki_") for step in steps), steps
