"""What changed in a portal: whole, in order, by indexes, and never more read than a portion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.permissions import SYSTEM
from wiki.members.service.profile import change_profile
from wiki.navigation.queries import portal
from wiki.navigation.queries.portal import changed, portion, removed
from wiki.pages.queries import pages
from wiki.pages.queries.bin import in_bin
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.past import PastRevision, record_histories
from wiki.pages.service.rename import rename
from wiki.pages.service.save import Edit, save

pytestmark = pytest.mark.usefixtures("inside")
START = datetime(2026, 3, 1, tzinfo=UTC)
END = datetime(2026, 3, 31, tzinfo=UTC)
DAY = timedelta(days=1)


def write(name: str, title: str, body: str, at: datetime) -> None:
    """A page saved by someone at a moment."""
    with clock.stopped_at(at):
        found = pages.find(title)
        save(people.make(name), Edit(title, body, found.head if found else 0))


def everything(key: str, size: int) -> list[str]:
    """The keys of a portal, a portion after the other."""
    keys: list[str] = []
    after = ""
    while True:
        found = portion(key, after=after, size=size)
        keys += found.keys
        if found.next_key is None:
            return keys
        assert found.next_key > after
        after = found.next_key


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_portal_is_its_page_its_tree_and_its_category_each_page_once(size: int) -> None:
    for title in ("Ports", "Ports/Un", "Ports/Deux", "Ports/Un/Bis", "Portsmouth"):
        write("alice", title, "Rien.\n", START)
    write("alice", "Quai", "Un.\n\n:::{catégories} Ports\n", START)
    write("alice", "Ports/Trois", "Un.\n\n:::{catégories} Ports\n", START)
    write("alice", "Abri", "Un.\n\n:::{catégories} Ports\n", START)
    write("alice", "Cale", "Un.\n\n:::{catégories} Abri\n", START)  # Abri is a category in Ports
    expected = ["abri", "ports/deux", "ports/trois", "ports/un", "ports/un/bis", "quai"]
    assert everything("ports", size) == ["ports", *expected]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_portal_is_in_the_order_of_a_dictionary(size: int) -> None:
    for title in ("Ports/Zone", "Ports/Écluse", "Ports/Eau", "Ports"):
        write("alice", title, "Rien.\n", START)
    for title in ("Zinc", "Œuf", "Édifice", "Opéra"):
        write("alice", title, "Un.\n\n:::{catégories} Ports\n", START)
    keys, found = [], portion("ports", size=size)
    while True:
        keys += found.keys
        if found.next_key is None:
            break
        found = portion("ports", after=found.next_key, size=size)
    tree = ["ports/eau", "ports/écluse", "ports/zone"]
    assert keys == ["ports", "édifice", "œuf", "opéra", *tree, "zinc"]


def test_the_places_that_its_directives_name_are_in_a_portal() -> None:
    write("alice", "Quai", "Un.\n\n:::{catégories} Ports\n", START)
    write("alice", "Cours/Un", "Un.\n", START)
    lists = ":::{pages}\n:catégorie: Ports\n:::\n\n:::{sous-pages} Cours\n"
    write("alice", "Portail", lists, START)
    portail = pages.get("Portail")
    assert portion(portail.key, portail.id).keys == ["portail", "cours/un", "quai"]
    assert portion(portail.key).keys == ["portail"]


def test_tells_what_is_new_renamed_and_changed_and_by_whom() -> None:
    write("alice", "A", "Portail.\n", START - DAY)
    write("alice", "A/Changée", "Un.\n", START - DAY)
    write("alice", "A/Pareille", "Un.\n", START - DAY)
    write("alice", "A/Vieille", "Un.\n", START - DAY)
    write("bob", "A/Changée", "Un deux.\n", START)
    write("charlie", "A/Changée", "Un deux trois.\n", END - timedelta(seconds=1))
    write("alice", "A/Changée", "Encore après.\n", END)
    write("bob", "A/Neuve", "Né.\n", START + DAY)
    write("bob", "A/Trop tard", "Né.\n", END)
    with clock.stopped_at(START + DAY):
        rename(people.make("bob"), pages.get("A/Vieille").uid, "A/Autre")
    found = {line.title: line for line in changed(portion("a").keys, START, END)}
    assert list(found) == ["A/Autre", "A/Changée", "A/Neuve"]
    line = found["A/Changée"]
    assert (line.kind, line.start, line.end, line.versions) == ("changed", 1, 3, 2)
    assert line.size_change == len(b"Un deux trois.") - len(b"Un.")
    assert line.authors == ("bob", "charlie")
    line = found["A/Neuve"]
    assert (line.kind, line.start, line.end, line.versions) == ("new", None, 1, 1)
    assert line.size_change == len("Né.\n".encode())
    line = found["A/Autre"]
    assert (line.kind, line.start_title, line.end_title) == ("renamed", "A/Vieille", "A/Autre")


def test_a_name_with_a_comma_is_one_name() -> None:
    alice = people.make("alice")
    change_profile(alice, "Alice, dite Ali", "", "")
    with clock.stopped_at(START):
        save(alice, Edit("A", "Un.\n", 0))
    assert changed(["a"], START, END)[0].authors == ("Alice, dite Ali",)


def test_authors_are_those_of_the_newest_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = people.make("alice"), people.make("bob")
    many = [
        PastRevision(bob if at == 0 else alice, START + timedelta(minutes=at), f"Version {at}.\n")
        for at in range(portal.AUTHORED + 1)
    ]
    record_histories(SYSTEM, {"A": many})
    line = changed(["a"], START, END)[0]
    assert line.authors == ("alice",)
    assert line.has_older_authors


def test_a_page_that_went_to_the_bin_is_told_until_it_comes_back() -> None:
    for title in ("A/Partie", "Ailleurs"):
        write("alice", title, "Un.\n", START - DAY)
    write("alice", "A/Brève", "Un.\n", START)
    alice = people.make("alice")
    with clock.stopped_at(START + DAY):
        for title in ("A/Partie", "A/Brève", "Ailleurs"):
            delete(alice, pages.get(title).uid)
    assert [page.title for page in removed("a", START, END)] == ["A/Partie"]
    assert not removed("a", START, START + DAY)
    uid = next(page.uid for page in in_bin(9) if page.title == "A/Partie")
    bring_back(alice, uid)
    assert not removed("a", START, END)


READS: dict[str, Callable[[], object]] = {
    "portion": lambda: portion("ports"),
    "portion, with its lists": lambda: portion("ports", pages.get("Ports/1").id),
    "portion, further": lambda: portion("ports", after="ports/7"),
    "changed": lambda: changed([f"ports/{n}" for n in range(100)], START, END),
    "removed": lambda: removed("ports", START, END),
}


@pytest.fixture
def long(inside: Flask) -> None:
    """Enough pages and versions that the database chooses its way as on a large wiki."""
    alice = people.make("alice")
    record_histories(
        SYSTEM,
        {
            f"Ports/{page}": [
                PastRevision(alice, START + at * DAY, f"Version {at}.\n") for at in range(5)
            ]
            for page in range(100)
        },
    )
    with act() as session:
        session.execute(sa.text("ANALYZE"))


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("name", READS)
def test_is_read_by_indexes(
    inside: Flask, name: str, plan_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    if not inside.extensions["wiki"].database.is_sqlite:
        assert READS[name]() is not None
        return
    steps = plan_of(READS[name])
    assert steps
    # What is given, and the few names of one page, are no table.
    read = [step for step in steps if "json_each" not in step and step != "SCAN anon_1"]
    assert not [step for step in read if step.startswith("SCAN") or "TEMP B-TREE" in step], steps
    if name == "changed":
        at_dates = [step for step in steps if "ix_wiki_revision_page_date (page_id=?" in step]
        assert len(at_dates) == 2, steps
