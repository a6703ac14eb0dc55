"""The outline of a draft: its headings put in another order, or on another level, word for word.

A heading goes with what stands under it. Nothing but its place and its level changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from wiki.charter.rules.blocks import Block, Numbered, numbered
from wiki.kernel.errors import Conflict
from wiki.markup.parse import parse

#: Deepest level of a heading.
DEEPEST = 6

_ATX = re.compile(r" {0,3}#+")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


class Step(StrEnum):
    """Where a heading may go: before the one above, after the one below, out of it, into it."""

    UP = "up"
    DOWN = "down"
    OUT = "out"
    IN = "in"


class Part(NamedTuple):
    """A heading with the words under it, up to the next heading."""

    title: str
    level: int
    text: str


class Outline(NamedTuple):
    """A text in parts; `opening` is what stands before the first heading."""

    opening: str
    parts: tuple[Part, ...]


def outline(source: str) -> Outline:
    """The parts of a text."""
    headings = [one for one in parse(source).headings if one.start is not None]
    starts = [one.start or 0 for one in headings]
    ends = [*starts[1:], len(source)]
    parts = tuple(
        Part(one.text, one.level, source[start:end])
        for one, start, end in zip(headings, starts, ends, strict=True)
    )
    return Outline(source[: starts[0]] if starts else source, parts)


def numbers(parts: Sequence[Part]) -> tuple[Numbered, ...]:
    """What each heading is in the charter, and its number."""
    return numbered([Block("", one.level, one.title, "") for one in parts])


def end(parts: Sequence[Part], at: int) -> int:
    """The place of the first heading that is not under another one any more."""
    after = range(at + 1, len(parts))
    return next((place for place in after if parts[place].level <= parts[at].level), len(parts))


def offered(parts: Sequence[Part], at: int) -> tuple[Step, ...]:
    """Where a heading may go."""
    return tuple(step for step in Step if _gone(parts, at, step) is not None)


class _Way(NamedTuple):
    """Where a heading goes: before which one of the others, and by how many levels."""

    before: int
    levels: int = 0


def _gone(parts: Sequence[Part], at: int, step: Step) -> _Way | None:
    level, until = parts[at].level, end(parts, at)
    if _is_name(parts, at):
        return None
    if step is Step.UP:
        above = _above(parts, at, level)
        return None if above is None or _is_name(parts, above) else _Way(above)
    if step is Step.DOWN:
        if until == len(parts):
            return None
        # A title that begins takes in what comes from above.
        return _Way(end(parts, until) if parts[until].level == level else until + 1)
    if step is Step.IN:
        above = _above(parts, at, level)
        is_beside = above is not None and parts[above].level == level
        deepest = max(one.level for one in parts[at:until])
        return _Way(at, 1) if is_beside and deepest < DEEPEST else None
    parent = _above(parts, at, level - 1)
    if parent is None or _is_name(parts, parent):
        return None
    return _Way(end(parts, parent), parts[parent].level - level)


def _above(parts: Sequence[Part], at: int, level: int) -> int | None:
    """The nearest heading above that is of that level at most."""
    return next((place for place in range(at - 1, -1, -1) if parts[place].level <= level), None)


def _is_name(parts: Sequence[Part], at: int) -> bool:
    return at == 0 and numbers(parts)[0].kind == "name"


def stepped(source: str, at: int, step: Step) -> tuple[str, int]:
    """The text once a heading went a step, and the place where it is now. Raises `Conflict`."""
    found = outline(source)
    way = _gone(found.parts, at, step) if at < len(found.parts) else None
    if way is None:
        raise Conflict("outline_step")
    return _put(found, at, way)


def placed(source: str, at: int, before: int) -> tuple[str, int]:
    """The text once a heading stands before another one, or at the end. Raises `Conflict`.

    A title goes no further down than between two titles: it takes in nothing of another one.
    """
    found = outline(source)
    parts = found.parts
    if at >= len(parts) or _is_name(parts, at) or at < before < end(parts, at):
        raise Conflict("outline_step")
    while before < len(parts) and (
        parts[before].level > parts[at].level or _is_name(parts, before)
    ):
        before += 1
    return _put(found, at, _Way(min(before, len(parts))))


def _put(found: Outline, at: int, way: _Way) -> tuple[str, int]:
    parts, until = list(found.parts), end(found.parts, at)
    going = [_levelled(one, way.levels) for one in parts[at:until]]
    to = way.before
    rest = [*parts[:at], *parts[until:]]
    if to >= until:
        to -= until - at
    elif to > at:
        to = at
    wanted = [*rest[:to], *going, *rest[to:]]
    text = found.opening + _joined([one.text for one in wanted])
    told = [(one.title, one.level) for one in outline(text).parts]
    if told != [(one.title, one.level) for one in wanted]:
        raise Conflict("outline_unsafe")  # a fence that nobody closed would take in what follows
    return text, to


def _levelled(one: Part, levels: int) -> Part:
    """A part with its heading on another level."""
    if not levels:
        return one
    level = one.level + levels
    lines = one.text.split("\n")
    if _ATX.match(lines[0]):
        lines[0] = _ATX.sub("#" * level, lines[0], count=1)
    else:
        under = next(at for at, line in enumerate(lines) if at and _UNDERLINE.fullmatch(line))
        title = " ".join(line.strip() for line in lines[:under])
        lines = [f"{'#' * level} {title}", *lines[under + 1 :]]
    return Part(one.title, level, "\n".join(lines))


def _joined(texts: Sequence[str]) -> str:
    """Parts one after the other, with a blank line between them at least."""
    apart = [
        text if text.endswith("\n\n") else text + "\n" * (1 if text.endswith("\n") else 2)
        for text in texts
    ]
    return "".join(apart).rstrip("\n") + "\n"
