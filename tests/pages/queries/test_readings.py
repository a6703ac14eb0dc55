"""How far a page was read, and what is new since: a few rows by an index, however long the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.pages.queries.conftest import START
from wiki.kernel import clock
from wiki.kernel.db import release_reading, state
from wiki.kernel.permissions import Actor
from wiki.pages.models import Page
from wiki.pages.queries import readings
from wiki.pages.queries.pages import Glance, glance
from wiki.pages.rules import Read
from wiki.pages.service.readings import note_reading
from wiki.pages.service.save import Edit, save


def _glance() -> Glance:
    release_reading()
    found = glance("Lieu 0")
    assert found is not None
    return found


def test_what_others_saved_is_counted_with_their_names(
    pages: list[Page], everyone: dict[str, Actor]
) -> None:
    dora, alice = (everyone[name].member_id or 0 for name in ("dora", "alice"))
    assert readings.news(dora, _glance(), 9) == (3, ("alice", "charlie"))
    assert readings.news(alice, _glance(), 9) == (1, ("charlie",))
    assert readings.news(alice, _glance(), 10) is None
    assert readings.news(dora, _glance(), 12) is None


def test_so_many_are_looked_at_and_no_more(
    pages: list[Page], everyone: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readings.MOST < 1_000
    found = readings.news(everyone["dora"].member_id or 0, _glance(), 1)
    assert found is not None
    assert found.versions == 11


def test_they_are_found_by_an_index(
    pages: list[Page],
    everyone: dict[str, Actor],
    plan_of: Callable[[Callable[[], object]], list[str]],
) -> None:
    dora, page = everyone["dora"].member_id or 0, _glance()
    if not state().database.is_sqlite:
        assert readings.read(dora, page) is None
        return
    steps = plan_of(lambda: (readings.read(dora, page), readings.news(dora, page, 3)))
    assert any("page_id=? AND number>?" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps), steps


def test_a_reading_goes_further_with_the_page(
    pages: list[Page], everyone: dict[str, Actor]
) -> None:
    dora, when = everyone["dora"].member_id or 0, START + timedelta(days=90)
    with clock.stopped_at(when):
        assert note_reading(dora, _glance()) == Read(12, 12, when)
        save(everyone["bob"], Edit("Lieu 0", "Un.\n", 12))
    later = when + timedelta(days=2)
    with clock.stopped_at(later):
        assert note_reading(dora, _glance()) == Read(13, 12, later)
        save(everyone["bob"], Edit("Lieu 0", "Deux.\n", 13))
        assert note_reading(dora, _glance()) == Read(14, 12, later)
    assert readings.read(dora, _glance()) == Read(14, 12, later)
    with clock.stopped_at(later + timedelta(days=1)):
        save(everyone["bob"], Edit("Lieu 0", "Trois.\n", 14))
        assert note_reading(dora, _glance())[:2] == (15, 14)


def test_a_reading_never_goes_back(pages: list[Page], everyone: dict[str, Actor]) -> None:
    dora, old = everyone["dora"].member_id or 0, _glance()
    save(everyone["bob"], Edit("Lieu 0", "Un.\n", 12))
    note_reading(dora, _glance())
    assert note_reading(dora, old)[:2] == (13, 13)
