"""Slow texts take bounded time, or are refused at once. The bounds are many times what is seen."""

from __future__ import annotations

import pytest

from tests.markup import slow
from tests.pace import within
from wiki.markup import PlainMeaning, parse, render
from wiki.markup.bounds import excess

TURNS = {20_000: 180, 200_000: 600}


@pytest.mark.parametrize("size", TURNS)
@pytest.mark.parametrize("name", slow.NAMES)
def test_bounded_time(name: str, size: int) -> None:
    text = slow.text(name, size)
    html = within(TURNS[size], lambda: render(parse(text), PlainMeaning()).html)
    assert len(html) < 50 * size + 1_000


@pytest.mark.parametrize(
    "name", ["a table of many rows", "long items", "tight items", "tasks", "rows without bars"]
)
def test_a_table_or_list_of_200_kb_is_not_refused(name: str) -> None:
    assert excess(slow.text(name, 200_000)) is None
