"""The text of a letter, from what a month brought: plain values in, Markdown out, in French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wiki.kernel.errors import Invalid

#: Lines of each part.
MOST = 12
#: Signs of a decision that are told.
_DECISION = 240
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_MARKS = re.compile(r"([\\`*_\[\]<>#|~:])")
_NAMES = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_FILED = "Lettres du réseau"
_TO_REREAD = """\
:::{note} À relire avant de publier
Ce brouillon dit ce qui a changé, pas ce qui compte : raccourcissez, racontez, ajoutez un mot
d’accueil, puis ôtez cet encadré.
:::"""


class Month(NamedTuple):
    """A month."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As addresses write it, « 2026-11 »."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def name(self) -> str:
        """In words."""
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def title(self) -> str:
        """Of the page of its letter."""
        return f"Lettre du réseau, {self.name}"

    @property
    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        """The month before."""
        return Month(self.year - (self.number == 1), (self.number + 10) % 12 + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        """Its first moment there."""
        return datetime.combine(date(self.year, self.number, 1), time(), zone).astimezone(UTC)


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)


def month_given(raw: str, today: date) -> Month:
    """The month that an address names. Raises `Invalid`."""
    if not _MONTH.fullmatch(raw):
        raise Invalid("newsletter_month")
    found = Month(int(raw[:4]), int(raw[5:]))
    if not (1 <= found.number <= 12 and found.year >= 1900):
        raise Invalid("newsletter_month")
    if found > month_of(today):
        raise Invalid("newsletter_future")
    return found


class Worked(NamedTuple):
    """A page that was worked on, and in how many versions."""

    title: str
    versions: int


class Decided(NamedTuple):
    """What was decided, and the page that tells it."""

    title: str
    text: str


class ToCome(NamedTuple):
    """An event to come: its page, its name, when and where in words."""

    title: str
    name: str
    when: str
    where: str


class Brought(NamedTuple):
    """All that a month brought."""

    places: Sequence[str] = ()
    pages: Sequence[str] = ()
    worked: Sequence[Worked] = ()
    decided: Sequence[Decided] = ()
    to_come: Sequence[ToCome] = ()
    writers: Sequence[str] = ()
    versions: int = 0


def letter(month: Month, brought: Brought) -> str:
    """The text of the letter of a month, to be read again before it is published."""
    parts = [
        _TO_REREAD,
        _opening(month, brought),
        _listed("Nouveaux lieux", [f"[[{one}]]" for one in brought.places]),
        _listed("Nouvelles pages", [f"[[{one}]]" for one in brought.pages]),
        _listed(
            "Les plus travaillées",
            [f"[[{one.title}]], en {one.versions} versions" for one in brought.worked],
        ),
        _listed("Décidé ensemble", [_decided(one) for one in brought.decided]),
        _listed("À l’agenda", [_to_come(one) for one in brought.to_come]),
        _thanks(brought.writers),
        f":::{{catégories}} {_FILED}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(month: Month, brought: Brought) -> str:
    if not brought.versions:
        return f"En {month.name}, rien n’a changé dans le wiki."
    said = [
        _counted(len(brought.places), "nouveau lieu", "nouveaux lieux"),
        _counted(len(brought.pages), "nouvelle page", "nouvelles pages"),
        _counted(brought.versions, "modification", "modifications"),
        _counted(len(brought.writers), "personne qui a écrit", "personnes qui ont écrit"),
    ]
    counted = _enumerated([one for one in said if one])
    return f"En {month.name}, le wiki compte {counted}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number < 2 else many}" if number else ""


def _enumerated(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} et {words[-1]}" if len(words) > 1 else "".join(words)


def _listed(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [f"- {one}" for one in lines[:MOST]]
    if len(lines) > MOST:
        shown.append(f"- et {_counted(len(lines) - MOST, 'autre', 'autres')}")
    return f"## {title}\n\n" + "\n".join(shown)


def _decided(one: Decided) -> str:
    text = " ".join(one.text.split())
    text = text if len(text) <= _DECISION else text[:_DECISION].rpartition(" ")[0] + "…"
    return f"{_plain(text)} ([[{one.title}]])"


def _to_come(one: ToCome) -> str:
    name = re.sub(r"[\[\]|]+", " ", one.name).strip()
    link = f"[[{one.title}|{name}]]" if name and name != one.title else f"[[{one.title}]]"
    where = f", {_plain(one.where)}" if one.where else ""
    return f"{link}, {one.when}{where}"


def _thanks(names: Sequence[str]) -> str:
    if not names:
        return ""
    wrote = "qui a écrit" if len(names) == 1 else "qui ont écrit"
    return f"## Merci\n\nMerci à {_enumerated([_plain(one) for one in names])}, {wrote}."


def _plain(text: str) -> str:
    """Words in which no sign is a mark."""
    return _MARKS.sub(r"\\\1", text)
