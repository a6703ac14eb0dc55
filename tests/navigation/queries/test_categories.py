"""Lists of categories and of their members: by an index, a few at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.kernel.db import act
from wiki.navigation.queries import categories as queries
from wiki.pages.queries import pages
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save


@pytest.fixture
def filed(inside: Flask) -> None:
    """Nine pages in « Lozère », two of them categories; every third in « Coworking »."""
    alice = people.make("alice")
    for number in range(9):
        also = ", Coworking" if number % 3 == 0 else ""
        save(alice, Edit(f"Lieu {number}", f"Un café.\n\n:::{{catégories}} Lozère{also}\n", 0))
    for number in (2, 5):
        save(alice, Edit(f"Dans {number}", f":::{{catégories}} Lieu {number}, LIEU {number}\n", 0))
    with act() as session:
        session.execute(sa.text("ANALYZE"))


@pytest.mark.usefixtures("filed")
def test_members_go_on_after_a_key() -> None:
    first = queries.members("lozère", size=3)
    assert [line.title for line in first.rows] == ["Lieu 0", "Lieu 1", "Lieu 3"]
    then = queries.members("lozère", after=first.next_key or "", size=3)
    assert [line.title for line in then.rows] == ["Lieu 4", "Lieu 6", "Lieu 7"]
    last = queries.members("lozère", after=then.next_key or "", size=3)
    assert [line.title for line in last.rows] == ["Lieu 8"]
    assert last.next_key is None


@pytest.mark.usefixtures("filed")
def test_categories_inside_tell_how_many_they_hold() -> None:
    found = queries.inside("lozère")
    assert [(line.title, line.pages) for line in found.rows] == [("Lieu 2", 1), ("Lieu 5", 1)]
    assert [line.title for line in queries.members("lieu 2").rows] == ["Dans 2"]


@pytest.mark.usefixtures("filed")
def test_categories_go_on_after_a_key() -> None:
    first = queries.categories(size=2)
    assert [(line.title, line.pages) for line in first.rows] == [("Coworking", 3), ("Lieu 2", 1)]
    then = queries.categories(after=first.next_key or "", size=2)
    assert [line.title for line in then.rows] == ["Lieu 5", "Lozère"]
    assert then.next_key is None
    assert queries.category("rien") is None


@pytest.mark.usefixtures("filed")
def test_categories_are_named_by_what_they_start_with() -> None:
    assert queries.named_like("l") == ["Lieu 2", "Lieu 5", "Lozère"]
    assert queries.named_like("lo") == ["Lozère"]
    assert queries.named_like("l", size=2) == ["Lieu 2", "Lieu 5"]
    assert queries.named_like("%") == []
    assert len(queries.named_like("")) == 4


NAMES = ("eau", "Éclat", "écluse", "Ferme", "Œillet", "ofrande", "Zone")


@pytest.mark.usefixtures("inside")
def test_names_are_in_the_order_of_a_dictionary() -> None:
    alice = people.make("alice")
    for name in reversed(NAMES):
        save(alice, Edit(name, ":::{catégories} Œuvres\n", 0))
        save(alice, Edit(f"Dans {name}", f":::{{catégories}} {name}\n", 0))
        save(alice, Edit(f"{name} seul", ":::{catégories} Œuvres\n", 0))
    named = [*NAMES[:5], "Œuvres", *NAMES[5:]]
    assert walked(lambda after: queries.categories(after=after, size=2)) == named
    assert walked(lambda after: queries.inside("œuvres", after=after, size=2)) == [*NAMES]
    alone = [f"{name} seul" for name in NAMES]
    assert walked(lambda after: queries.members("œuvres", after=after, size=3)) == alone
    rename(alice, pages.get("Zone seul").uid, "Édifice")
    alone.insert(3, "Édifice")
    assert walked(lambda after: queries.members("œuvres", after=after, size=3)) == alone[:-1]


def walked(each: Callable[[str], queries.Some[Any]]) -> list[str]:
    """The titles of a list, page after page."""
    found = each("")
    titles = [line.title for line in found.rows]
    while found.next_key is not None:
        found = each(found.next_key)
        titles += [line.title for line in found.rows]
    return titles


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    "query",
    [
        lambda: queries.members("lozère", after="lieu 3"),
        lambda: queries.inside("lozère", after="lieu 3"),
        lambda: queries.categories(after="lieu 3"),
        lambda: queries.category("lozère"),
        lambda: queries.named_like("lo"),
    ],
    ids=["members", "inside", "categories", "category", "named_like"],
)
def test_every_list_is_read_by_an_index(
    app: Flask,
    query: Callable[[], object],
    plan_of: Callable[[Callable[[], object]], list[str]],
) -> None:
    if not app.extensions["wiki"].database.is_sqlite:
        return
    steps = plan_of(query)
    assert steps
    assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step], steps
