"""Recent changes: each filter by an index, and never more read than a window of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.pages.queries.conftest import START
from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.permissions import Actor
from wiki.members import queries as members
from wiki.members.service.profile import change_profile
from wiki.pages.models import Page
from wiki.pages.queries import changes
from wiki.pages.queries.changes import ChangeFilter, authors, recent_changes
from wiki.pages.queries.history import Line
from wiki.pages.service.past import PastRevision, record_history
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import Edit, save
from wiki.pages.service.tagging import tag

PlanOf = Callable[[Callable[[], object]], list[str]]
FILTERS = {
    "none": ChangeFilter(),
    "author": ChangeFilter(author_uid="x"),
    "kind": ChangeFilter(kind="place"),
    "tag": ChangeFilter(tag="undone"),
    "author and tag": ChangeFilter(author_uid="x", tag="undone"),
    "tag without minor": ChangeFilter(tag="undone", hides_minor=True),
    "plain": ChangeFilter(kind="page"),
    "minor": ChangeFilter(hides_minor=True),
    "since": ChangeFilter(since=START + timedelta(hours=9)),
    "visit": ChangeFilter(since_seq=40),
    "unreviewed": ChangeFilter(unreviewed_by=1),
    "author and kind": ChangeFilter(author_uid="x", kind="place"),
    "all": ChangeFilter("x", "place", "undone", True, START, 40, 1),
}


def _everything(wanted: ChangeFilter) -> list[Line]:
    """Every page of a list, one after the other; each page holds no more than asked."""
    seen: list[Line] = []
    before = None
    while True:
        found = recent_changes(wanted, before=before, size=7)
        assert len(found.rows) <= 7
        seen += found.rows
        if found.next_key is None:
            return seen
        assert before is None or found.next_key < before
        before = found.next_key


#: Filters with an index of their own, and the steps that use it.
INDEXES = {
    "author": (
        "ix_wiki_revision_author (author_id=? AND seq",
        "ix_wiki_revision_author_member (member_id=? AND seq",
    ),
    "kind": ("ix_wiki_revision_kind (kind=? AND seq",),
    "tag": ("ix_wiki_revision_tag_tag (tag=? AND seq",),
    "since": ("ix_wiki_revision_date (created_at>?",),
}


def test_each_filter_is_found_by_an_index(
    pages: list[Page], plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 5)
    assert recent_changes(FILTERS["kind"]).rows == []
    if not state().database.is_sqlite:
        return
    for name, wanted in FILTERS.items():
        for before in (None, 60):
            steps = plan_of(lambda: recent_changes(wanted, before=before, size=9))  # noqa: B023
            assert any("SEARCH wiki_revision USING" in step for step in steps), (name, steps)
            assert not any("TEMP B-TREE" in step for step in steps), (name, steps)
            assert not any(step.startswith("SCAN wiki_") for step in steps), (name, steps)
            if before is None:
                for index in INDEXES.get(name, ()):
                    assert any(index in step for step in steps), (name, steps)


def test_contributions_and_authors_are_found_by_an_index(
    pages: list[Page], everyone: dict[str, Actor], plan_of: PlanOf
) -> None:
    charlie = everyone["charlie"].member_id
    assert charlie is not None
    assert changes.contribution_count(charlie) == 20
    if state().database.is_sqlite:
        steps = plan_of(lambda: (changes.contribution_count(charlie), authors()))
        assert any("COVERING INDEX ix_wiki_revision_author (author_id=?" in step for step in steps)
        assert not any("TEMP B-TREE" in step or "SCAN wiki_" in step for step in steps), steps


@pytest.fixture
def written_with_charlie(pages: list[Page], everyone: dict[str, Actor]) -> list[Line]:
    """The changes that charlie saved, and those that bob saved of what they wrote together."""
    charlie = everyone["charlie"].member_id or 0
    for number in range(12, 21):
        with_ = (charlie,) if number % 2 else ()
        edit = Edit("Lieu 4", f"{number}\n", number, co_author_ids=with_, is_minor=number > 16)
        save(everyone["bob"], edit)
    names = [(line.author_name, [one.name for one in line.co_authors]) for line in _all()]
    assert names.count(("bob", ["charlie"])) == 4
    return [
        line
        for line in _all()
        if "charlie" in (line.author_name, *(one.name for one in line.co_authors))
    ]


def _all() -> list[Line]:
    return _everything(ChangeFilter())


@pytest.mark.parametrize("window", [3, 2_000])
def test_what_somebody_wrote_with_another_is_among_theirs(
    written_with_charlie: list[Line],
    everyone: dict[str, Actor],
    monkeypatch: pytest.MonkeyPatch,
    window: int,
) -> None:
    monkeypatch.setattr(changes, "WINDOW", window)
    charlie = everyone["charlie"].member_id or 0
    uid = members.member(charlie).uid
    assert len(written_with_charlie) == 24
    assert _everything(ChangeFilter(author_uid=uid)) == written_with_charlie
    assert _everything(ChangeFilter(author_uid=uid, hides_minor=True)) == [
        line for line in written_with_charlie if not line.is_minor
    ]
    tag(everyone["bob"], written_with_charlie[0].page_uid, 20, "sources")
    assert [line.number for line in _everything(ChangeFilter(uid, tag="sources"))] == [20]
    assert changes.contribution_count(charlie) == 24


def test_nobody_is_asked_to_read_again_what_they_wrote_with_another(
    written_with_charlie: list[Line], everyone: dict[str, Actor]
) -> None:
    mine = {line.seq for line in written_with_charlie}
    found = _everything(ChangeFilter(unreviewed_by=everyone["charlie"].member_id))
    assert {line.seq for line in _all()} - {line.seq for line in found} == mine


def test_a_window_hides_nothing(
    pages: list[Page], everyone: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = members.member(everyone["charlie"].member_id or 0).uid
    mark_reviewed(everyone["bob"], pages[2].uid, 1, 12)
    all_ = _everything(ChangeFilter())
    assert len(all_) == 60
    day = START + timedelta(hours=40)
    for wanted, passes in (
        (ChangeFilter(hides_minor=True), lambda line: not line.is_minor),
        (ChangeFilter(since=day), lambda line: line.created_at >= day),
        (ChangeFilter(author_uid=uid), lambda line: line.author_name == "charlie"),
        (
            ChangeFilter(author_uid=uid, hides_minor=True),
            lambda line: line.author_name == "charlie" and not line.is_minor,
        ),
        (
            ChangeFilter(unreviewed_by=everyone["charlie"].member_id),
            lambda line: line.author_name != "charlie" and not line.is_reviewed,
        ),
        (ChangeFilter(since_seq=all_[22].seq), lambda line: line.seq > all_[22].seq),
        (
            ChangeFilter(since_seq=all_[22].seq, hides_minor=True),
            lambda line: line.seq > all_[22].seq and not line.is_minor,
        ),
        (ChangeFilter(kind="place"), lambda line: False),
    ):
        for window in (5, 13, 5_000):
            monkeypatch.setattr(changes, "WINDOW", window)
            assert _everything(wanted) == [line for line in all_ if passes(line)]


def test_a_tag_is_followed_through_the_windows(
    pages: list[Page], everyone: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 4)
    bob = everyone["bob"]
    for number in range(1, 13):
        tag(bob, pages[number % 5].uid, number, "sources")
    every = _everything(ChangeFilter())
    tagged = [line for line in every if line.tag_codes == ["sources"]]
    assert len(tagged) == 12
    assert _everything(ChangeFilter(tag="sources")) == tagged
    assert _everything(ChangeFilter(tag="sources", hides_minor=True)) == [
        line for line in tagged if not line.is_minor
    ]
    charlie = members.member(everyone["charlie"].member_id or 0).uid
    assert _everything(ChangeFilter(tag="sources", author_uid=charlie)) == [
        line for line in tagged if line.author_name == "charlie"
    ]
    assert _everything(ChangeFilter(tag="nowhere")) == []


def test_the_past_that_came_in_late_is_stepped_over(
    pages: list[Page], everyone: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long past is imported between two changes of this month: one page shows both."""
    monkeypatch.setattr(changes, "WINDOW", 10)
    alice = everyone["alice"]
    with clock.stopped_at(START + timedelta(days=40)):
        save(alice, Edit("Avant", "Un.\n", 0))
    past = [PastRevision(alice, START - timedelta(days=n), f"{n}\n") for n in range(60, 0, -1)]
    record_history(alice, "Ancienne", past)
    with clock.stopped_at(START + timedelta(days=41)):
        save(alice, Edit("Après", "Un.\n", 0))
    wanted = ChangeFilter(since=START + timedelta(days=39))
    first = recent_changes(wanted)
    assert [line.page_title for line in first.rows] == ["Après"]
    second = recent_changes(wanted, before=first.next_key)
    assert ([line.page_title for line in second.rows], second.next_key) == (["Avant"], None)


def test_what_is_recent_ends_without_another_page(
    pages: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 9)
    found = recent_changes(ChangeFilter(since=START + timedelta(hours=55)))
    assert (len(found.rows), found.next_key) == (5, None)


def test_the_authors_are_those_who_wrote_last(
    pages: list[Page], everyone: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [name for _, name in authors()] == ["alice", "charlie"]
    save(everyone["bob"], Edit("Neuf", "Un.\n", 0))
    assert [name for _, name in authors()] == ["alice", "bob", "charlie"]
    change_profile(everyone["bob"], "Zoé", "", "")
    assert [name for _, name in authors()] == ["alice", "charlie", "Zoé"]
    monkeypatch.setattr(changes, "MOST_AUTHORS", 2)
    save(everyone["bob"], Edit("Neuf", "Deux.\n", 1))
    assert len(authors()) == 2
    assert "Zoé" in dict(authors()).values()
