"""The history of a page: by an index, however long."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.kernel.db import state
from wiki.pages.models import Page
from wiki.pages.queries import history as queries
from wiki.pages.queries.history import history, line
from wiki.pages.service.tagging import tag


def test_each_slice_starts_where_the_one_before_stopped(pages: list[Page]) -> None:
    seen, before = [], None
    while True:
        found = history(pages[3], before=before, size=5)
        seen += [line.number for line in found.rows]
        if found.next_key is None:
            break
        before = found.next_key
    assert seen == list(range(12, 0, -1))


def test_a_key_beyond_every_number_is_none(pages: list[Page]) -> None:
    assert [line.number for line in history(pages[0], before=2**62, size=2).rows] == [12, 11]


def test_a_line_says_what_is_stored(pages: list[Page]) -> None:
    found = line(pages[3], 2)
    assert found is not None
    assert (found.number, found.parent, found.page_uid) == (2, 1, pages[3].uid)
    assert (found.is_minor, found.is_reviewed, found.author_name) == (False, False, "alice")
    assert found.created_at.tzinfo is not None


def test_it_is_found_by_an_index(
    pages: list[Page], plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    if not state().database.is_sqlite:  # its plans are read in the same way, and said otherwise
        assert history(pages[0], before=5).rows[0].number == 4
        return
    for before in (None, 5):
        steps = plan_of(lambda before=before: history(pages[0], before=before))  # type: ignore[misc]
        assert any("page_id=? AND number<?" in step for step in steps), steps
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps


def test_the_revisions_with_a_tag_come_a_few_at_a_time(pages: list[Page]) -> None:
    for number in (2, 5, 6, 11):
        tag(people.make("bob"), pages[0].uid, number, "sources")
    tag(people.make("bob"), pages[0].uid, 3, "exemplary")
    first = history(pages[0], tag="sources", size=3)
    assert [line.number for line in first.rows] == [11, 6, 5]
    rest = history(pages[0], tag="sources", before=first.next_key, size=3)
    assert ([line.number for line in rest.rows], rest.next_key) == ([2], None)
    assert history(pages[1], tag="sources").rows == []


def test_a_long_history_is_looked_through_a_part_at_a_time(
    pages: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "WINDOW", 4)
    tag(people.make("bob"), pages[0].uid, 3, "sources")
    seen, before, looks = [], None, 0
    while True:
        found = history(pages[0], tag="sources", before=before)
        seen += [line.number for line in found.rows]
        before, looks = found.next_key, looks + 1
        if before is None:
            break
    assert (seen, looks) == ([3], 3)
    assert history(pages[0], tag="sources", before=2**62).next_key == 9


def test_a_tag_is_looked_for_in_the_index_of_the_page(
    pages: list[Page], plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    if not state().database.is_sqlite:
        assert history(pages[0], tag="created").rows == []
        return
    steps = plan_of(lambda: history(pages[0], tag="sources"))
    assert any("page_id=? AND number>? AND number<?" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps
