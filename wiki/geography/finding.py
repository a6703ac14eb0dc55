"""Finds a commune by what a person types: the beginning of its name, its postcode, both."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest

from wiki.geography.communes import Commune, commune_at, commune_today, former_names, rows
from wiki.language.folding import fold

_ARTICLES = ("le ", "la ", "les ", "l ")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
#: The beginning of a postcode or of an INSEE code, which begins with 2A or 2B in Corsica.
_NUMBER = re.compile(r"\d{2,5}|2[ab]\d{0,3}", re.ASCII)
#: Longer than any name with its postcode.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Match:
    """A commune found; `former` is the name it had no longer when it was found by that one."""

    commune: Commune
    former: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A name, and numbers: postcode, department or INSEE code, or their beginnings."""

    name: str
    numbers: tuple[str, ...]

    def allows(self, one: Commune) -> bool:
        return all(
            one.insee.startswith(number) or any(code.startswith(number) for code in one.postcodes)
            for number in self.numbers
        )


def search(text: str, limit: int = 10) -> tuple[Match, ...]:
    """The communes whose name or postcode begins as typed: names typed whole, then by population.

    Accents, capitals, hyphens, a first article and « st » for « saint » do not matter.
    """
    typed = _read(text)
    if not typed.name:
        return _by_number(typed, limit)
    found: dict[int, Match] = {}
    for row, former in _named(typed.name):
        match = Match(commune_at(row), former)
        if row not in found and typed.allows(match.commune):
            found[row] = match
            if len(found) == limit:
                break
    return tuple(found.values())


def understood(text: str) -> tuple[Commune, ...]:
    """The communes that a whole answer may mean: one when it is clear, none when it is unknown.

    An answer is a name, a name and a postcode (« Pomerol (33500) »), a postcode, or an INSEE code.
    """
    typed = _read(text)
    if not typed.name:
        return tuple(match.commune for match in _by_number(typed, len(rows())) if _whole(typed))
    whole = (row for row, _ in _named(typed.name, whole=True))
    found = (commune_at(row) for row in dict.fromkeys(whole))
    return tuple(one for one in found if typed.allows(one))


def written(one: Commune) -> str:
    """What to write for this commune alone: with its postcode, or its INSEE code if need be."""
    choices = (f"{one.name} ({code})" for code in one.postcodes)
    clear = (choice for choice in choices if understood(choice) == (one,))
    return next(clear, f"{one.name} ({one.insee})")


def _whole(typed: _Typed) -> bool:
    return all(len(number) == 5 for number in typed.numbers)


def _read(text: str) -> _Typed:
    words = _key(text[:_LONGEST]).split()
    numbers = tuple(word.upper() for word in words if _NUMBER.fullmatch(word))
    name = " ".join(word for word in words if not _NUMBER.fullmatch(word))
    return _Typed(_without_article(name), numbers)


def _key(text: str) -> str:
    """The words of a name, each as it is compared."""
    letters = "".join(c if c.isalnum() else " " for c in fold(text))
    return " ".join(_SHORT.get(word, word) for word in letters.split())


def _without_article(name: str) -> str:
    for article in _ARTICLES:
        if name.startswith(article) and len(name) > len(article):
            return name.removeprefix(article)
    return name


def _by_number(typed: _Typed, limit: int) -> tuple[Match, ...]:
    """By postcode; by INSEE code, of former times too, when no postcode begins so."""
    if not typed.numbers:
        return ()
    number = typed.numbers[0]
    found = {row for row, _ in _beginning(_postcodes(), number)}
    if found:
        best = nsmallest(limit, found, key=lambda row: (-_populations()[row], row))
        return tuple(Match(one) for one in map(commune_at, best) if typed.allows(one))
    one = commune_today(number)
    return (Match(one),) if one else ()


def _named(name: str, *, whole: bool = False) -> Iterator[tuple[int, str]]:
    """Rows with the former name that answered: whole names first, then names of today."""
    exact: list[tuple[bool, int, int, str]] = []
    longer: list[tuple[bool, int, int, str]] = []
    for row, key in _beginning(_names(), name):
        former = _former().get((key, row), "")
        order = (bool(former), -_populations()[row], row, former)
        (exact if key == name else longer).append(order)
    for part in (exact,) if whole else (exact, longer):
        for _, _, row, former in sorted(part):
            yield row, former


def _beginning(index: list[str], start: str) -> Iterator[tuple[int, str]]:
    at = bisect_left(index, start)
    while at < len(index) and index[at].startswith(start):
        key, _, row = index[at].partition("\t")
        yield int(row), key
        at += 1


@cache
def _names() -> list[str]:
    """The keys of all names, of today and former, each with its row; in order."""
    names = (line.split("\t", 2)[1] for line in rows())
    today = {(_without_article(_key(name)), row) for row, name in enumerate(names)}
    return sorted(f"{key}\t{row}" for key, row in today | _former().keys())


@cache
def _former() -> dict[tuple[str, int], str]:
    """The key of a former name and the row of its commune of today -> that name."""
    row_of = {line[:5]: row for row, line in enumerate(rows())}
    found = {(_without_article(_key(name)), row_of[today]): name for name, today in former_names()}
    return {
        (key, row): name
        for (key, row), name in found.items()
        if key != _without_article(_key(commune_at(row).name))
    }


@cache
def _postcodes() -> list[str]:
    return sorted(
        f"{code}\t{row}"
        for row, line in enumerate(rows())
        for code in line.split("\t", 3)[2].split(",")
        if code
    )


@cache
def _populations() -> array[int]:
    return array("l", (int(line.split("\t", 5)[4] or 0) for line in rows()))
