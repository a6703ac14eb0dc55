"""The departments as a picture, each filled by one of a few steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wiki.geography.outlines import HEIGHT, WIDTH, outlines

#: Of which there is nothing to say.
EMPTY = ""


class Area(NamedTuple):
    """A department: its outline, its step (0 to 4, None for no fill), what is said of it."""

    path: str
    step: int | None
    said: str


class Areas(NamedTuple):
    """All of them, and what each step means, in the order of the legend."""

    drawn: tuple[Area, ...]
    legend: tuple[tuple[int | None, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def areas(
    told: Mapping[str, tuple[int | None, str]], legend: Sequence[tuple[int | None, str]]
) -> Areas:
    """The picture of what is told of some departments, by code: a step, and a sentence."""
    drawn = (Area(path, *told.get(code, (None, EMPTY))) for code, path in outlines().items())
    return Areas(tuple(drawn), tuple(legend))
