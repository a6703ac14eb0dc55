from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.pace import within
from wiki.merge.outcome import Verdict
from wiki.merge.three_way import merge

SIZE = 200_000
VOCABULARY = ("lieu", "atelier", "espace", "réseau", "partage", "ouvre", "café", "jardin", "table")


@pytest.mark.parametrize(
    ("base", "head", "mine", "expected"),
    [
        ("a", "a\nb", "a\nc", "a\nb\nc"),
        ("a", "a\n", "b", "b\n"),
        ("a\n", "a", "a\nb\n", "a\nb"),
        ("", "", "", ""),
        ("a\n", "", "a\n", ""),
        ("", "a", "", "a"),
        ("a\n\n\n", "a\n\n\n", "b\n\n\n", "b\n\n\n"),
    ],
)
def test_the_final_line_feed_is_merged_too(base: str, head: str, mine: str, expected: str) -> None:
    assert merge(base, head, mine).text == expected


def test_two_insertions_at_one_point_are_told_as_such() -> None:
    hunks = merge("a\n", "a\nb\n", "a\nc\n").hunks
    assert [hunk.verdict for hunk in hunks] == [Verdict.UNCHANGED, Verdict.CLEAN]
    assert (hunks[1].head, hunks[1].mine, hunks[1].result) == ("b\n", "c\n", "b\nc\n")


def sentence(rng: random.Random) -> str:
    return " ".join(f"{rng.choice(VOCABULARY)}{rng.randrange(300)}" for _ in range(12)) + "."


def prose(seed: int, joint: str) -> str:
    rng = random.Random(seed)
    return joint.join(sentence(rng).capitalize() for _ in range(SIZE // 100))


def short_lines(seed: int, how_many: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(VOCABULARY) + "\n" for _ in range(how_many))


def row(seed: int) -> str:
    rng = random.Random(seed)
    return "| " + " | ".join(rng.choice(VOCABULARY) for _ in range(SIZE // 9)) + " |\n"


ADVERSE: dict[str, Callable[[int], str]] = {
    "unrelated lines": lambda seed: prose(seed, "\n"),
    "one line of prose": lambda seed: prose(seed, " "),
    "one line without a full stop": lambda seed: prose(seed, " ").replace(".", ""),
    "one row": row,
    "20,000 short lines": lambda seed: short_lines(seed, 20_000),
    "identical lines": lambda seed: "même ligne\n" * (15_000 - 2_000 * seed) + f"fin {seed}\n",
    "identical lines with others between": lambda seed: "".join(
        "autre\n" if at % (seed + 3) == 0 else "même\n" for at in range(30_000)
    ),
    "identical sentences": lambda seed: "Oui. " * 20_000 + f"Non {seed}. " + "Oui. " * 18_000,
    "full stops": lambda seed: "." * SIZE + str(seed),
    "bars": lambda seed: str(seed) + "|" * SIZE,
    "backslashes": lambda seed: "\\" * SIZE + "|" + str(seed),
    "escaped bars": lambda seed: str(seed) + "|" + "\\|" * (SIZE // 2),
    "blank lines": lambda seed: "\n" * (SIZE - seed) + str(seed),
    "spaces": lambda seed: str(seed) + " " * SIZE + str(seed),
    "items": lambda seed: "- a\n  b\n" * (24_000 + seed),
    "table": lambda seed: "".join(f"| n{at} | {at * (seed + 1)} |\n" for at in range(12_000)),
}


@pytest.mark.parametrize("shape", ADVERSE)
def test_no_shape_of_200_kb_is_slow(shape: str) -> None:
    """The goal is 2 s; the margin is for slow machines, a quadratic cost would take minutes."""
    base, head, mine = (ADVERSE[shape](seed) for seed in range(3))
    result = within(600, lambda: merge(base, head, mine))
    assert "".join(hunk.head for hunk in result.hunks).removesuffix("\n") == head.removesuffix("\n")
