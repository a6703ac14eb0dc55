"""The pages under a title are a range of an index."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import people
from wiki.navigation.queries.branches import under
from wiki.navigation.queries.latest import latest
from wiki.pages.service.save import Edit, save


@pytest.mark.parametrize("query", [lambda: under("cours", after="cours/un"), lambda: latest(10)])
def test_it_is_read_by_an_index(
    inside: Flask, query: Callable[[], object], plan_of: Callable[..., list[str]]
) -> None:
    if not inside.extensions["wiki"].database.is_sqlite:
        return
    steps = plan_of(query)
    assert steps
    scans = [step for step in steps if step.startswith("SCAN") and "USING INDEX" not in step]
    assert not [step for step in (*scans, *steps) if step in scans or "TEMP B-TREE" in step], steps


def test_titles_are_in_the_order_of_a_dictionary(inside: Flask) -> None:
    alice = people.make("alice")
    titles = [f"Été/{name}" for name in ("eau", "Éclat", "Éclat/Œuf", "Ferme", "Œillet", "of")]
    for title in (*reversed(titles), "Ete/Autre"):
        save(alice, Edit(title, "Un café.\n", 0))
    first = under("été", size=3)
    then = under("été", after=first.next_key or "", size=3)
    assert [line.title for line in (*first.rows, *then.rows)] == titles
    assert then.next_key is None
    assert [line.title for line in under("ete").rows] == ["Ete/Autre"]
