"""What a booklet holds, and in which order. On plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

#: What a chapter is: a page, whatever its sheet; a frozen charter; the words of the others.
PAGE, CHARTER, GLOSSARY = "page", "charter", "glossary"
#: Most chapters of a booklet, and words of its index.
MOST, MOST_WORDS = 100, 1000
TITLE_LENGTH, SUMMARY_LENGTH = 150, 500


class Entry(NamedTuple):
    """A chapter: the uid of a page or of a version of a charter.

    `number`: the version of the page; 0 for the newest, and for what has no number.
    """

    kind: str
    uid: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """What names it in its booklet, which holds nothing twice."""
        return f"{self.kind}:{self.uid}"


class Word(NamedTuple):
    """A page of the index, at a version, and the chapters in which it is, from 1 on."""

    uid: str
    number: int
    chapters: tuple[int, ...]


def entries(stored: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The chapters as they were stored."""
    return tuple(Entry(**one) for one in stored)


def words(stored: Iterable[Mapping[str, Any]]) -> tuple[Word, ...]:
    """The index as it was stored."""
    return tuple(Word(one["uid"], one["number"], tuple(one["chapters"])) for one in stored)


def moved(held: Sequence[Entry], key: str, by: int) -> tuple[Entry, ...]:
    """The chapters with one of them earlier (`by` < 0) or later; the same when it is not there."""
    found = list(held)
    at = next((n for n, one in enumerate(found) if one.key == key), None)
    if at is None or not 0 <= at + by < len(found):
        return tuple(found)
    found.insert(at + by, found.pop(at))
    return tuple(found)


def without(held: Sequence[Entry], key: str) -> tuple[Entry, ...]:
    """The chapters but one."""
    return tuple(one for one in held if one.key != key)
