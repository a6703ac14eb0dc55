"""The word lists that complete the stemmer, read once from the data files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What French needs beyond the stemmer; every key is folded.

    `words` replaces a word by one or several, `pairs` two neighbours by one word, `joined` has
    the prefixes that a hyphen welds to the next word, `families` gives (beginning, stem) pairs,
    `family_starts` their beginnings.
    `beginnings` has every word that one of these may weld to the next.
    """

    stop_words: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], str]
    joined: frozenset[str]
    beginnings: frozenset[str]
    families: tuple[tuple[str, str], ...]
    family_starts: tuple[str, ...]

    def family(self, word: str) -> str | None:
        """Return the stem of the family that `word` belongs to, or None."""
        if not word.startswith(self.family_starts):
            return None
        return next((stem for start, stem in self.families if word.startswith(start)), None)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon shipped with the package."""
    entries = _read("lexicon.toml")
    pairs = {_pair(key): word for key, word in entries["pairs"].items()}
    joined = frozenset(entries["prefixes"]["joined"])
    families = tuple(
        (start, stem)
        for stem, starts in _read("families.toml")["families"].items()
        for start in starts
    )
    return Lexicon(
        stop_words=frozenset(w for group in _read("stop_words.toml").values() for w in group),
        words={word: tuple(parts) for word, parts in entries["words"].items()},
        pairs=pairs,
        joined=joined,
        beginnings=joined | {first for first, _ in pairs},
        families=families,
        family_starts=tuple(start for start, _ in families),
    )


def _pair(key: str) -> tuple[str, str]:
    first, second = key.split(" ")
    return first, second


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
