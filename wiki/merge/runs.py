"""Stretches of a line by the revision that wrote them: `((revision, length), …)`, in characters."""

from __future__ import annotations

from collections.abc import Iterable

Runs = tuple[tuple[int, int], ...]


def written_by(revision: int, length: int) -> Runs:
    """One run, or none when it would be empty."""
    return ((revision, length),) if length else ()


def length_of(runs: Runs) -> int:
    """How many characters the runs cover."""
    return sum(length for _, length in runs)


def part(runs: Runs, start: int, length: int) -> Runs:
    """The runs of `length` characters from `start` on."""
    found: list[tuple[int, int]] = []
    at, end = 0, start + length
    for revision, size in runs:
        here = min(at + size, end) - max(at, start)
        if here > 0:
            found.append((revision, here))
        at += size
        if at >= end:
            break
    return tuple(found)


def credited(runs: Runs, revision: int, parts: Iterable[tuple[int, int, int]]) -> Runs:
    """The runs of a line, but for what others wrote of a revision: `(start, length, source)`."""
    own: list[tuple[int, int]] = []
    at = 0
    for source, length in runs:
        if source == revision:
            own.append((at, at + length))
        at += length
    found, end = [], 0
    for start, stop, source in sorted(
        (max(start, first), min(start + length, last), source)
        for start, length, source in parts
        for first, last in own
    ):
        if end <= start < stop:
            found += [part(runs, end, start - end), written_by(source, stop - start)]
            end = stop
    return tuple(run for some in (*found, part(runs, end, at - end)) for run in some)


def joined(found: Iterable[Runs], line: str) -> Runs:
    """The runs of a line, one after the other; space goes with the word before it, if any."""
    made: list[tuple[int, int]] = []
    at = 0
    for revision, length in (run for runs in found for run in runs):
        text = line[at : at + length]
        at += length
        space = len(text) - len(text.lstrip()) if made else 0
        if space:
            made[-1] = (made[-1][0], made[-1][1] + space)
        if made and made[-1][0] == revision:
            made[-1] = (revision, made[-1][1] + length - space)
        elif length > space:
            made.append((revision, length - space))
    return _without_leading_space(made, line)


def _without_leading_space(made: list[tuple[int, int]], line: str) -> Runs:
    """Space at the start of a line goes with the first word."""
    if len(made) > 1 and line[: made[0][1]].isspace():
        made[:2] = [(made[1][0], made[0][1] + made[1][1])]
    return tuple(made)
