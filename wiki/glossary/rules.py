"""What the sheet of a word says: on plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from wiki.kernel.slugs import title_key
from wiki.schema.folding import folded
from wiki.schema.sheet import Sheet

KIND = "term"
#: Which page explains a word that several claim: the one of that title, one whose title makes the
#: meaning precise in brackets, one of which it is a variant.
TITLE, PRECISE, VARIANT = range(3)
#: Shortest word that is explained, in characters.
SHORTEST = 2
_PRECISION = re.compile(r"(.+\S) \([^()]+\)")
_APOSTROPHES = (("'", "’"), ("’", "'"))


class Defined(NamedTuple):
    """A word as its page defines it; what the sheet does not say is ""."""

    key: str
    title: str
    #: How it is put in order: without case nor accents.
    sort: str
    definition: str
    domain: str
    language: str
    source: str
    source_url: str
    source_date: str
    is_explained: bool


class Claimed(NamedTuple):
    """A word that a page explains, as it is written, and by which right."""

    word: str
    key: str
    rank: int


def defined(key: str, title: str, sheet: Sheet) -> Defined | None:
    """What a sheet defines; None when it is not that of a word, or says nothing of it."""
    values = sheet.values
    definition = _one_line(values, "definition")
    if sheet.kind != KIND or not definition:
        return None
    word, _ = _bare(title)
    return Defined(
        key,
        title,
        folded(word) or key,
        definition,
        domain=_one_line(values, "domain"),
        language=_one_line(values, "language"),
        source=_one_line(values, "source"),
        source_url=_one_line(values, "source_url"),
        source_date=_one_line(values, "source_date"),
        is_explained=values.get("unexplained") is not True,
    )


def _one_line(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _bare(title: str) -> tuple[str, int]:
    """The word of a title, without what makes it precise: « Atelier (lieu) »."""
    found = _PRECISION.fullmatch(title)
    return (found.group(1), PRECISE) if found else (title, TITLE)


def claimed(title: str, sheet: Sheet) -> tuple[Claimed, ...]:
    """The words that a page explains: that of its title and its variants, each once."""
    variants = sheet.values.get("variants")
    others = [one for one in variants if isinstance(one, str)] if variants else []
    found: dict[str, Claimed] = {}
    for word, rank in (_bare(title), *((" ".join(one.split()), VARIANT) for one in others)):
        if len(word) >= SHORTEST:
            found.setdefault(word, Claimed(word, title_key(word), rank))
    return tuple(found.values())


def spellings(words: Iterable[str]) -> Iterator[str]:
    """How words are found in texts: their first letter either way, and both apostrophes."""
    for word in words:
        for one in dict.fromkeys((word, *(word.replace(*signs) for signs in _APOSTROPHES))):
            yield one
            if not one[1].isupper():  # initials are written in one way
                other = one[0].lower() if one[0].isupper() else one[0].upper()
                if other != one[0]:
                    yield other + one[1:]
