"""The lists are read by an index, as fast however long they are, and whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from wiki.kernel.db import Database, act, look, reading, release_reading, state, table_of
from wiki.pages.models import Link, Page, Revision
from wiki.upkeep import rules
from wiki.upkeep.models import AskedTitle, Mark, OutsideAddress, OutsideLink, SectionLink, ToTend
from wiki.upkeep.outside import DEAD
from wiki.upkeep.queries import lists
from wiki.upkeep.queries.care import After, looked_after, marked
from wiki.upkeep.queries.lists import Place, asked, counts, homonymies, to_tend
from wiki.upkeep.queries.outside import addresses
from wiki.upkeep.queries.sections import broken
from wiki.upkeep.service import check

pytestmark = pytest.mark.usefixtures("inside")
PlanOf = Callable[[Callable[[], object]], list[str]]
NOW = datetime(2026, 11, 26, tzinfo=UTC)
READS: dict[str, Callable[[], object]] = {
    "wanted": lambda: asked(rules.MISSING),
    "wanted, further": lambda: asked(rules.MISSING, after=Place(4, "titre 90")),
    "old titles": lambda: asked(rules.OLD),
    "orphans": lambda: to_tend(rules.ORPHAN),
    "orphans, further": lambda: to_tend(rules.ORPHAN, before=120),
    "apart": lambda: to_tend(rules.APART),
    "homonymies": homonymies,
    "figures without source": lambda: to_tend(rules.UNSOURCED),
    "broken sections": broken,
    "broken sections, further": lambda: broken(before=120),
    "to reread": lambda: marked(rules.REREAD),
    "to reread, further": lambda: marked(rules.REREAD, After("2026-12-01", 120)),
    "looked after": lambda: looked_after(1, before=120),
    "dead links": lambda: addresses(DEAD),
    "dead links, further": lambda: addresses(DEAD, before=120),
    "hosts to ask": lambda: look(check.TURNS, now=NOW),
    "link to ask of a host": lambda: look(check.OF_HOST, host="exemple.fr", now=NOW),
    "next link to ask": lambda: look(check.FIRST),
}


def fill(first: int, last: int) -> None:
    """Pages that nothing leads to, each asking for a title of its own."""
    numbers = range(first, last + 1)
    pages = [
        {"id": n, "uid": f"p{n}", "key": f"page {n}", "title": f"Page {n}", "head": 1}
        | {"protection": "members", "created_at": NOW}
        for n in numbers
    ]
    empty = dict.fromkeys(c.name for c in table_of(Revision).columns)
    revisions = [
        empty
        | {"id": n, "page_id": n, "number": 1, "title": f"Page {n}", "text_sha256": "", "size": n}
        | {"size_change": n, "action": "created", "summary": "", "is_minor": False}
        | {"created_at": NOW, "hash": "", "seq": n}
        for n in numbers
    ]
    titles = [{"key": f"titre {n}", "kind": "missing", "rank": -(n % 7) - 1} for n in numbers]
    links = [
        {"page_id": n, "target_key": f"titre {n}", "target_title": f"Titre {n}"} for n in numbers
    ]
    listed = [
        {"code": c, "page_id": n}
        for n in numbers
        for c in (rules.ORPHAN, rules.APART, rules.BROKEN, rules.HOMONYMY, rules.UNSOURCED)
    ]
    out = [f"https://exemple.fr/{n}" for n in numbers]
    outside = [
        {"id": n, "address": one, "host": "exemple.fr", "found_at": NOW, "state": DEAD}
        | {"next_check_at": NOW, "reason": "", "failures": 3}
        for n, one in zip(numbers, out, strict=True)
    ]
    leading = [{"page_id": n, "address": one} for n, one in zip(numbers, out, strict=True)]
    sections = [
        {"page_id": n, "target_key": "", "name": "s-x", "written": "#x", "is_broken": True}
        for n in numbers
    ]
    marks = [
        {"page_id": n, "kind": rules.REREAD, "day": "2026-12-01", "reason": "", "at": NOW}
        for n in numbers
    ]
    with act() as session:
        for table, rows in (
            (OutsideAddress, outside),
            (Page, pages),
            (Revision, revisions),
            (AskedTitle, titles),
            (Link, links),
            (ToTend, listed),
            (OutsideLink, leading),
            (SectionLink, sections),
            (Mark, marks),
        ):
            session.execute(sa.insert(table), rows)
    release_reading()


@pytest.fixture
def work_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], int]:
    """Gives ``work_of(do)``: how many instructions SQLite runs for what ``do()`` looks at."""
    done = 0

    def look(database: Database, query: Any, **values: object) -> Any:
        nonlocal done

        def count() -> int:
            nonlocal done
            done += 1
            return 0

        with closing(database.engine.raw_connection()) as connection:
            driver = connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(count, 1)
            try:
                return database.prepared(query).read(connection, values)
            finally:
                driver.set_progress_handler(None, 1)

    def work_of_(do: Callable[[], object]) -> int:
        nonlocal done
        done = 0
        with monkeypatch.context() as patch:
            patch.setattr(Database, "look", look)
            do()
        return done

    return work_of_


def test_no_list_is_read_through_or_sorted(plan_of: PlanOf, inside: Flask) -> None:
    fill(1, 300)
    for name, read in (READS | {"counts": counts}).items():
        read()
        if state().database.is_sqlite:
            steps = plan_of(read)
            assert steps, name
            sorts = any("TEMP B-TREE" in step for step in steps)
            assert sorts == (name == "hosts to ask"), (name, steps)  # the hosts, not their links
            assert not any(step.startswith("SCAN wiki_") for step in steps), (name, steps)


def test_a_long_list_costs_what_a_short_one_does(
    work_of: Callable[[Callable[[], object]], int],
) -> None:
    if not state().database.is_sqlite:  # the plans of the other engine are its own
        assert reading().scalar(sa.select(sa.func.count()).select_from(AskedTitle)) == 0
        return
    fill(1, 300)
    reading().execute(sa.text("ANALYZE"))
    short = {name: work_of(read) for name, read in READS.items()}
    fill(301, 20_000)
    long = {name: work_of(read) for name, read in READS.items()}
    for name, work in short.items():
        assert long[name] <= work * 1.1 + 50, (name, work, long[name])


def test_the_titles_come_once_each_most_asked_for_first() -> None:
    fill(1, 120)
    seen: list[lists.AskedLine] = []
    place: Place | None = None
    while True:
        found, place = asked(rules.MISSING, after=place, size=7)
        seen += found
        if place is None:
            break
    assert len(seen) == len({line.key for line in seen}) == 120
    assert [line.asked for line in seen] == sorted((line.asked for line in seen), reverse=True)
    assert seen[0].title.startswith("Titre ")


def test_the_pages_come_once_each_the_newest_first() -> None:
    fill(1, 60)
    seen: list[int] = []
    before: int | None = None
    while True:
        found = to_tend(rules.ORPHAN, before=before, without={"page 59", "page 1"}, size=7)
        seen += [line.page_id for line in found.rows]
        assert len(found.rows) <= 7
        before = found.next_key
        if before is None:
            break
    assert seen == [n for n in range(60, 0, -1) if n not in (59, 1)]


def test_a_list_is_counted_so_far_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(1, 30)
    assert counts() == {
        "missing": 30,
        "old": 0,
        "orphan": 30,
        "dead_end": 0,
        "dead": 30,
        "broken": 30,
        "homonymy": 30,
        "unsourced": 30,
        "reread": 30,
        "outdated": 0,
    }
    assert lists.COUNTED > 30
