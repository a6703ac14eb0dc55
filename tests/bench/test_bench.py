"""The measures themselves: the same wiki each time, costs counted, a table that is honest."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from bench.data import COMMON, RARE, Writer, pages
from bench.load import Server, request
from bench.report import Measured, table
from bench.rows import ROWS


def test_the_wiki_is_the_same_each_time() -> None:
    assert Writer().body(3_000, ["A"]) == Writer().body(3_000, ["A"])
    first, second = (list(islice(pages(9), 2, 11)) for _ in range(2))
    assert first == second


def test_words_are_common_or_rare() -> None:
    texts = [text.bodies[0] for text in islice(pages(9), 2, 11)]
    assert sum(COMMON in text for text in texts) == 6
    assert sum(RARE in text for text in texts) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bytes that bare Flask answers."""
    (tmp_path / "page.html").write_bytes(b"<p>" + b"a" * 10_000)
    return tmp_path


def test_requests_cost_something(folder: Path) -> None:
    with Server("bare", folder) as server:
        with server.connection() as opened:
            answer = opened.ask(request("/wiki/Page"))
            assert (answer.status, len(answer.body)) == (200, 10_003)
        assert server.cost([request("/wiki/Page")] * 50) > 0
        assert server.memory() > 1


def test_the_workers_of_a_server_are_counted(folder: Path) -> None:
    with Server("reference", folder) as server:
        assert server.cost([request("/wiki/Page")] * 200) > 0.01


def test_a_wrong_answer_is_not_measured(folder: Path) -> None:
    with Server("bare", folder) as server, pytest.raises(RuntimeError, match="404"):
        server.cost([request("/nulle/part")] * 4)


def test_a_goal_that_is_missed_is_said() -> None:
    names = [row.name for row in ROWS]
    ratios = dict.fromkeys(names, 0.5) | {"page, lecteur": 9.0}
    found = Measured(300, 0.3, dict.fromkeys(names, 0.1), ratios, 100, 50, 900, 300, 40)
    lines = {line.split("|")[1].strip(): line for line in table([found]).split("\n") if "|" in line}
    assert lines["page, lecteur"].endswith("| manqué |")
    assert "manqué" not in lines["page, membre"]
