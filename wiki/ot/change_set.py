"""A change set: what becomes of every stretch of a text, in the form of CodeMirror's `ChangeSet`.

In JSON it is a list. A number is a stretch kept, of so many units. A list is a stretch replaced:
its length, then the lines of what takes its place. `[3, [2, "é"], [0, "", ""]]` keeps three units,
puts « é » for two, and ends with a new line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

#: Longest text, in units; no change set leads to a longer one.
LONGEST = 524_288
_UNIT = 2
#: A line holds none of these: lines end as LF only, and databases do not take NUL.
_REFUSED = frozenset("\n\r\x00")
#: The second byte of the unit that ends a character written as two.
_LOW_HALF = range(0xDC, 0xE0)


class BadChange(ValueError):
    """What was sent is no change set, or not one for this text."""


class Section(NamedTuple):
    """A stretch of `length` units: kept when `text` is None, else replaced by `text`."""

    length: int
    text: bytes | None

    @property
    def new_length(self) -> int:
        """How many units it leads to."""
        return self.length if self.text is None else len(self.text) // _UNIT


def units(text: str) -> bytes:
    """A text as UTF-16-LE bytes; raises `BadChange` when half of a character is in it."""
    try:
        return text.encode("utf-16-le")
    except UnicodeEncodeError as error:
        raise BadChange("surrogate") from error


def text_of(encoded: bytes) -> str:
    """The text of UTF-16-LE bytes; raises `BadChange` when half of a character is in it."""
    try:
        return encoded.decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise BadChange("surrogate") from error


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The sections of a text of `length` units, in order; the text becomes `new_length` units."""

    sections: tuple[Section, ...]
    length: int
    new_length: int

    @classmethod
    def of(cls, sections: Iterable[Section]) -> ChangeSet:
        """A change set of sections that are as `Builder` leaves them."""
        kept = tuple(sections)
        return cls(
            kept,
            sum([section.length for section in kept]),
            sum([section.new_length for section in kept]),
        )

    @classmethod
    def parse(cls, json: Any, length: int) -> ChangeSet:
        """Read what `json.loads` gave, for a text of `length` units.

        Raises `BadChange` when it is anything else than what `to_json` gives, or too long.
        """
        if type(json) is not list:
            raise BadChange("shape")
        changes = cls.of([_parsed(part) for part in json])
        if changes.length != length:
            raise BadChange("length")
        if changes.new_length > LONGEST:
            raise BadChange("too_long")
        return changes

    def to_json(self) -> list[int | list[int | str]]:
        """The form that travels, in plain values; raises `BadChange` as `text_of` does."""
        return [
            length if text is None else [length, *(text_of(text).split("\n") if text else ())]
            for length, text in self.sections
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return all(text is None for _, text in self.sections)

    def apply(self, text: bytes) -> bytes:
        """The text once changed.

        Raises `BadChange` when `text` is not of `length` units, or would be left with half of a
        character.
        """
        if len(text) != _UNIT * self.length:
            raise BadChange("length")
        pieces = []
        at = 0
        for length, new in self.sections:
            end = at + _UNIT * length
            if new is not None and (_splits(text, at) or _splits(text, end)):
                raise BadChange("surrogate")
            pieces.append(text[at:end] if new is None else new)
            at = end
        return b"".join(pieces)

    def grows(self, text: bytes) -> int:
        """By how many octets of UTF-8 the text grows, once changed; raises as `apply` does."""
        gone, put, at = [], [], 0
        for length, new in self.sections:
            end = at + _UNIT * length
            if new is not None:
                gone.append(text[at:end])
                put.append(new)
            at = end
        return _octets(put) - _octets(gone)


def _octets(pieces: Iterable[bytes]) -> int:
    return len(text_of(b"".join(pieces)).encode())


def _splits(text: bytes, at: int) -> bool:
    """Whether the two halves of a character are on each side of a place in bytes."""
    return 0 < at < len(text) and text[at + 1] in _LOW_HALF


def _parsed(part: Any) -> Section:
    """One item of the JSON."""
    if type(part) is int and part > 0:
        return Section(part, None)
    if type(part) is not list or not part or type(part[0]) is not int or part[0] < 0:
        raise BadChange("shape")
    length, *lines = part
    if any(type(line) is not str or not _REFUSED.isdisjoint(line) for line in lines):
        raise BadChange("character")
    text = units("\n".join(lines))
    if not length and not text:
        raise BadChange("shape")
    return Section(length, text)


class Builder:
    """Gathers sections, joining those that touch exactly as CodeMirror does."""

    __slots__ = ("sections",)

    def __init__(self) -> None:
        self.sections: list[Section] = []

    def add(self, length: int, text: bytes | None, *, join: bool = False) -> None:
        """Add a stretch of `length` units, kept (`text` is None) or replaced.

        With `join`, it goes on the replacement that the last section is.
        """
        if not length and not text:
            return
        if not self.sections:
            self.sections.append(Section(length, text))
            return
        before, last = self.sections[-1]
        if text is None or last is None:
            alike = text is last
        else:
            alike = join or (not text and not last) or (not length and not before)
        if not alike:
            self.sections.append(Section(length, text))
        elif text is None or last is None:
            self.sections[-1] = Section(before + length, None)
        else:
            self.sections[-1] = Section(before + length, last + text)

    def done(self) -> ChangeSet:
        """All that was added."""
        return ChangeSet.of(self.sections)
