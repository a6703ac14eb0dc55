"""The measures themselves: the same wiki each time, costs counted, a table that is honest."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from bench import lists
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
    said = lines(table([found], ROWS))
    assert said["page, lecteur"].endswith("| manqué |")
    assert "manqué" not in said["page, membre"]


def test_what_the_job_was_paid_before_is_said() -> None:
    costs = dict.fromkeys((row.name for row in ROWS), 0.1)
    found = [
        Measured(300, 0.3, costs, costs, 100, 50, 900, 300, 40, ready) for ready in (None, 7.25)
    ]
    before, after = (table([one], ROWS).split("\n")[-1] for one in found)
    assert "à préparer" not in before
    assert after.endswith("puis 7.2 ms par page à préparer.")


def test_a_list_that_grows_is_said() -> None:
    names = [row.name for row in lists.ROWS]
    costs = dict.fromkeys(names, 2.0)
    small, large = (
        Measured(size, 0.3, costs, costs | {"palette": ratio}, 100, 50, 900, 300, 40)
        for size, ratio in ((2_000, 2.0), (100_000, 2.5))
    )
    said = lines(table([small, large], lists.ROWS))
    assert said["palette"].endswith("| 1.25 | croît |")
    assert said["catégories"].endswith("| 1.00 |  |")


def test_no_two_rows_have_the_same_name() -> None:
    for rows in (ROWS, lists.ROWS):
        assert len({row.name for row in rows}) == len(rows)


def lines(said: str) -> dict[str, str]:
    """The lines of a table, by their first cell."""
    return {line.split("|")[1].strip(): line for line in said.split("\n") if "|" in line}
