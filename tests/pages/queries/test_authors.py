"""The people who wrote a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import people
from wiki.kernel.permissions import Actor
from wiki.pages.queries import pages as queries
from wiki.pages.queries.authors import MOST, authors_until
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")


def _write(actor: Actor, base: int, *others: Actor) -> None:
    co_authors = tuple(one.member_id for one in others if one.member_id is not None)
    save(actor, Edit("Lieu", f"Texte {base}.", base, co_author_ids=co_authors))


def test_those_of_most_revisions_come_first_then_by_name() -> None:
    alice, bob, charlie = (people.make(name) for name in ("alice", "bob", "charlie"))
    for base, actor in enumerate((charlie, bob, bob, alice)):
        _write(actor, base)
    page = queries.get("Lieu")
    assert authors_until(page, 4) == ("bob", "alice", "charlie")
    assert authors_until(page, 2) == ("bob", "charlie")


def test_those_who_wrote_with_someone_count_too() -> None:
    alice, bob = people.make("alice"), people.make("bob")
    _write(alice, 0, bob)
    _write(bob, 1)
    assert authors_until(queries.get("Lieu"), 2) == ("bob", "alice")
    assert authors_until(queries.get("Lieu"), 1) == ("alice", "bob")


def test_a_citation_names_a_few() -> None:
    for base in range(MOST + 2):
        _write(people.make(f"member{base:02}"), base)
    assert len(authors_until(queries.get("Lieu"), MOST + 2)) == MOST
    assert len(authors_until(queries.get("Lieu"), MOST + 1)) == MOST


def test_the_newest_revision_asks_for_no_count(
    plan_of: Callable[[Callable[[], object]], list[str]], engine_name: str
) -> None:
    if engine_name != "sqlite":
        return
    _write(people.make("alice"), 0)
    page = queries.get("Lieu")
    plan = plan_of(lambda: authors_until(page, 1))
    assert any("ix_wiki_page_author_revisions" in step for step in plan), plan
    assert not any("SCAN" in step or "B-TREE" in step for step in plan), plan
