"""The revisions of a page, a window of them at a time."""

from __future__ import annotations

from collections.abc import Callable

from wiki.kernel.db import state
from wiki.pages.models import Page
from wiki.pages.queries.replay import steps


def test_a_window_holds_what_each_said_and_what_was_before(pages: list[Page]) -> None:
    found = steps(pages[0], 4, 3)
    assert [step.line.number for step in found] == [4, 5, 6]
    assert [(step.before, step.text) for step in found][:2] == [
        ("Version 2.\n", "Version 3.\n"),
        ("Version 3.\n", "Version 4.\n"),
    ]


def test_the_first_has_nothing_before_and_the_last_nothing_after(pages: list[Page]) -> None:
    assert [(step.line.number, step.before) for step in steps(pages[0], 1, 1)] == [(1, None)]
    assert [step.line.number for step in steps(pages[0], 11, 8)] == [11, 12]
    assert steps(pages[0], 13, 8) == []


def test_it_is_found_by_an_index(
    pages: list[Page], plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    if not state().database.is_sqlite:
        assert len(steps(pages[0], 5, 4)) == 4
        return
    found = plan_of(lambda: steps(pages[0], 5, 4))
    assert any("page_id=? AND number>? AND number<?" in step for step in found), found
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in found), found
