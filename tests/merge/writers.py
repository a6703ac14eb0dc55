"""Random pages and random people who edit them: the material of the laws of the merge.

Every word a person writes bears their name and a number of its own («tete12», «mien7»), so that a
test can follow each word from the edit to the merge.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import count

WORD = re.compile(r"\w+")

SETTINGS = ("Wifi : non\n", "PMR : oui\n", "\n", "- pain\n", "| 5 | 6 |\n", "***\n")


class Writer:
    """One person; `name` is the root of each word they write."""

    def __init__(self, rng: random.Random, name: str) -> None:
        self.rng = rng
        self.name = name
        self.numbers = count(1)

    def words(self, how_many: int) -> str:
        return " ".join(f"{self.name}{next(self.numbers)}" for _ in range(how_many))

    def sentence(self) -> str:
        return self.words(self.rng.randint(3, 6)).capitalize() + "."

    def line(self) -> str:
        """A paragraph, a heading, an item, a row, a blank or one of the lines met everywhere."""
        rng = self.rng
        makers: list[Callable[[], str]] = [
            lambda: " ".join(self.sentence() for _ in range(rng.randint(1, 4))) + "\n",
            lambda: f"## {self.words(2)}\n",
            lambda: f"- {self.words(3)}\n",
            lambda: f"| {self.words(1)} | {self.words(1)} | {self.words(1)} |\n",
            lambda: "\n",
            lambda: rng.choice(SETTINGS),
        ]
        return rng.choice(makers)()

    def page(self, how_many: int) -> list[str]:
        return [self.line() for _ in range(how_many)]


def edited(lines: list[str], writer: Writer, how_many: int) -> list[str]:
    """`lines` after `how_many` random edits by `writer`."""
    lines = list(lines)
    for _ in range(how_many):
        writer.rng.choice(EDITS)(lines, writer)
    return lines


def _insert(lines: list[str], writer: Writer) -> None:
    lines.insert(writer.rng.randint(0, len(lines)), writer.line())


def _delete(lines: list[str], writer: Writer) -> None:
    start = writer.rng.randint(0, len(lines))
    del lines[start : start + writer.rng.randint(1, 3)]


def _reword(lines: list[str], writer: Writer) -> None:
    if lines:
        at = writer.rng.randrange(len(lines))
        found = list(WORD.finditer(lines[at]))
        if found:
            word = writer.rng.choice(found)
            lines[at] = lines[at][: word.start()] + writer.words(1) + lines[at][word.end() :]


def _rewrite(lines: list[str], writer: Writer) -> None:
    if lines:
        lines[writer.rng.randrange(len(lines))] = writer.line()


def _add_sentence(lines: list[str], writer: Writer) -> None:
    if lines:
        at = writer.rng.randrange(len(lines))
        lines[at] = lines[at].removesuffix("\n") + " " + writer.sentence() + "\n"


def _move(lines: list[str], writer: Writer) -> None:
    start = writer.rng.randint(0, len(lines))
    end = start + writer.rng.randint(1, 3)
    block = lines[start:end]
    del lines[start:end]
    at = writer.rng.randint(0, len(lines))
    lines[at:at] = block


def _repeat(lines: list[str], writer: Writer) -> None:
    if lines:
        at = writer.rng.randrange(len(lines))
        lines.insert(writer.rng.randint(0, len(lines)), lines[at])


EDITS = (_insert, _delete, _reword, _reword, _rewrite, _add_sentence, _move, _repeat)


def situation(rng: random.Random) -> tuple[str, str, str]:
    """A base and what two people made of it."""
    base = Writer(rng, "commun").page(rng.randint(0, 9))
    sides = [edited(base, Writer(rng, name), rng.randint(0, 3)) for name in ("tete", "mien")]
    texts = ["".join(lines) for lines in (base, *sides)]
    base_text, head, mine = (t.removesuffix("\n") if rng.random() < 0.1 else t for t in texts)
    return base_text, head, mine
