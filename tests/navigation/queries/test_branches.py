"""The pages under a title are a range of an index."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from wiki.navigation.queries.branches import under
from wiki.navigation.queries.latest import latest


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
