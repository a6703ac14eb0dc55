"""Where each sentence of a charter comes from: on plain values, over who wrote each word.

A sentence is the work of those who wrote its words, and of whoever made it read as it does, who may
only have taken a word away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from wiki.charter.rules.blocks import OPENING, blocks_of
from wiki.merge.attribution import Attribution
from wiki.merge.units import Kind, blocks, fence_closes, fence_opening, pieces


class Passage(NamedTuple):
    """Sentences that follow one another and come from the same steps, the first step first."""

    text: str
    steps: tuple[int, ...]


class _Unit(NamedTuple):
    text: str
    start: int


def sections(source: str) -> dict[str, tuple[str, str]]:
    """The blocks of a text that `blocks.source_of` wrote, by id: the title and the text of each."""
    if ":::" in source:  # a heading in a box is none, whatever id it bears
        return {one.id: (one.title, one.text) for one in blocks_of(source)}
    held: list[str] = []
    found, titles = {OPENING: held}, {OPENING: ""}
    fence: str | None = None
    for line in source.split("\n"):
        if fence is None and line.startswith("#") and line.endswith("}") and " {#" in line:
            title, _, name = line.removesuffix("}").rpartition(" {#")
            titles[name], found[name] = title.lstrip("#").strip(), (held := [])
            continue
        held.append(line)
        fence = fence_opening(line) if fence is None else _still(line, fence)
    return {name: (titles[name], "\n".join(lines).strip("\n")) for name, lines in found.items()}


def _still(line: str, fence: str) -> str | None:
    return None if fence_closes(line, fence) else fence


def traced(said: Iterable[tuple[int, str]]) -> tuple[Passage, ...]:
    """The passages of a text that was written in steps: what it said at each, in order."""
    words, known = Attribution(), dict[str, int]()
    for step, text in said:
        words.follow(step, text)
        known = {unit.text: known.get(unit.text, step) for unit in _units(text)}
    whole = words.text
    writers = _Writers(words)
    units = [(unit, writers.of(unit, known[unit.text])) for unit in _units(whole)]
    starts = [unit.start for unit, _ in units]
    ends = dict(pairwise([*starts, len(whole)]))
    found = []
    for steps, group in groupby(units, key=lambda one: one[1]):
        own = [unit for unit, _ in group]
        found.append(Passage(whole[own[0].start : ends[own[-1].start]].strip("\n").rstrip(), steps))
    return tuple(found)


def _units(text: str) -> Iterator[_Unit]:
    """The sentences of a text; a line of a list, a table or a code each is one."""
    start, kept, begun = 0, "", 0
    for block in blocks(text):
        if block.kind in (Kind.ROW, Kind.CODE):
            begun, kept = (begun, kept) if kept else (start, "")
            kept += block.text
            start += len(block.text)
            continue
        if kept:
            yield _Unit(kept.strip("\n"), begun)
            kept = ""
        for piece in pieces(block):
            if piece.strip():
                yield _Unit(piece.strip("\n"), start)
            start += len(piece)
    if kept:
        yield _Unit(kept.strip("\n"), begun)


class _Writers:
    """Who wrote each stretch of words of a text, in order."""

    def __init__(self, words: Attribution) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._steps: list[int] = []
        at = 0
        for line in words.shares():
            for step, text in line:
                if text.strip():
                    self._starts.append(at)
                    self._ends.append(at + len(text))
                    self._steps.append(step)
                at += len(text)
            at += 1

    def of(self, unit: _Unit, last: int) -> tuple[int, ...]:
        """The steps that wrote words of a sentence, and the one that made it read as it does."""
        first = bisect_right(self._ends, unit.start)
        until = bisect_left(self._starts, unit.start + len(unit.text))
        return tuple(sorted({*self._steps[first:until], last}))
