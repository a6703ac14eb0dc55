"""Who wrote a revision with the one who saved it, and which of its words each of them typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wiki.merge.attribution import Part

#: A word's source is the number of its revision; more than that once for each rank of an author.
_RANKS = 1 << 32

#: The part of a page that its sheet is, in `Taken`; no article is called so.
SHEET = "/sheet"


class Taken(NamedTuple):
    """The shared text that an edit was taken from: what it is called there, and what was sent."""

    name: str
    text: str
    #: Which part of the page it is; "" for all of it.
    part: str = ""
    #: The fields of the sheet of which it takes nothing.
    but: frozenset[str] = frozenset()


class Credit(NamedTuple):
    """Somebody who wrote a revision with the one who saved it.

    `signs` and `spans` say how much is theirs, and where in the text, in characters: `(start,
    length)`. Both are None when it is not known.
    """

    member_id: int
    signs: int | None = None
    spans: tuple[tuple[int, int], ...] | None = None


def source(number: int, rank: int) -> int:
    """What stands for the words that the author of this rank wrote in a revision."""
    return number + _RANKS * rank


def told_by(source: int) -> tuple[int, int]:
    """The number of a revision, and the rank of its author: 0 is the one who saved it."""
    return source % _RANKS, source // _RANKS


def parts(number: int, rank: int, spans: Sequence[Sequence[int]]) -> list[Part]:
    """The words of a co-author as parts of a text, for its attribution."""
    return [(start, length, source(number, rank)) for start, length in spans]
