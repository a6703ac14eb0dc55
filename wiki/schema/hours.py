"""Opening hours: OpenStreetMap's text, a week as a form shows it, and French as people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from wiki.kernel.late import Late

opening_hours = Late("opening_hours")

#: Openings of a day: (from, to) in minutes since midnight; to the next day when `to` is smaller.
Openings = tuple[tuple[int, int], ...]
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_OFF = ("off", "closed")
_OSM_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_NAMES = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
_TOKEN = re.compile(
    r"(?P<time>midi\b|minuit\b|[0-9]{1,2}\s*(?:h|:)\s*(?:[0-9]{2})?\b)"
    r"|(?P<holidays>(?:jours\s+)?feries\b)"
    r"|(?P<every>tous\s+les\s+jours\b|7\s*j?\s*/\s*7\s*j?\b)"
    r"|(?P<closed>fermee?s?\b)"
    r"|(?P<to>-|au\b|a\b|jusqu'a\b)"
    r"|(?P<and>,|/|&|et\b|puis\b)"
    r"|(?P<end>[;\n.])"
    r"|(?P<noise>:|(?:du|de|le|les|la|ouverte?|heures)\b|\s+)"
    r"|(?P<word>[a-z]+\.?)"
)


@dataclass(frozen=True, slots=True)
class Week:
    """When a place is open, Monday first, and whether it is closed on public holidays."""

    days: tuple[Openings, ...] = ((),) * 7
    closed_on_holidays: bool = False


def week_of(text: str) -> Week | None:
    """The week that an OpenStreetMap text says; None when it says more than a week can show."""
    days: list[Openings] = [()] * 7
    holidays = False
    for rule in filter(None, map(str.strip, text.split(";"))):
        if rule in ("PH off", "PH closed"):
            holidays = True
            continue
        named, _, times = rule.rpartition(" ") if " " in rule else ("Mo-Su", "", rule)
        openings = () if times in _OFF else _osm_openings(times)
        which = _osm_days(named)
        if openings is None or which is None:
            return None
        for day in which:
            days[day] = openings
    return Week(tuple(days), holidays) if any(days) else None


def _osm_openings(text: str) -> Openings | None:
    openings = []
    for part in text.replace("24/7", "00:00-24:00").split(","):
        match = _OSM_TIME.fullmatch(part)
        if not match:
            return None
        hour, minute, to_hour, to_minute = map(int, match.groups())
        openings.append((60 * hour + minute, 60 * to_hour + to_minute))
    return tuple(openings)


def _osm_days(text: str) -> list[int] | None:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            return None
        found += _span(DAYS.index(first), DAYS.index(last or first))
    return found


def _span(first: int, last: int) -> list[int]:
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def osm_of(week: Week) -> str:
    """The OpenStreetMap text of a week; "" for one that is never open."""
    alike: dict[Openings, list[int]] = {}
    for day, openings in enumerate(week.days):
        if openings:
            alike.setdefault(openings, []).append(day)
    rules = [f"{_days(days)} {_times(openings)}" for openings, days in alike.items()]
    return "; ".join([*rules, *(["PH off"] if week.closed_on_holidays and rules else [])])


def _days(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        DAYS[run[0]]
        if len(run) == 1
        else f"{DAYS[run[0]]}{'-' if len(run) > 2 else ','}{DAYS[run[-1]]}"
        for run in runs
    )


def _times(openings: Openings) -> str:
    return ",".join(
        f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
        for start, end in openings
    )


# -- As people write it


def openings_of(text: str) -> Openings | None:
    """The openings of one day, « 9h-12h, 14h-18h30 »; () for « fermé » or nothing.

    None for what is not understood.
    """
    week = _week(f"lundi {text}") if text.strip() else Week()
    return None if week is None or any(week.days[1:]) else week.days[0]


def written(openings: Openings) -> str:
    """The openings of one day as a form shows them; `openings_of` reads them back."""
    return ", ".join(f"{_hour(start)}-{_hour(end)}" for start, end in openings)


def _hour(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02d}" if minutes % 60 else f"{minutes // 60}h"


def is_osm(text: str) -> bool:
    """Whether a text is as OpenStreetMap writes hours."""
    return bool(opening_hours.validate(text))


def osm_from(text: str) -> str:
    """The OpenStreetMap text of hours written so or in French; the text itself when neither.

    « Du lundi au vendredi de 9h à 18h, fermé les jours fériés » gives `Mo-Fr 09:00-18:00; PH off`.
    """
    if is_osm(text):
        return text
    week = _week(text)
    return osm_of(week) or text if week else text


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Kinds of words with what they say; a kind « word » for one that means nothing here."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = re.sub("[–—‑−]", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    place = 0
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if match is None:
            yield "word", 0
            return
        place = match.end()
        kind, said = str(match.lastgroup), match.group()
        if kind == "word":
            day = _day(said.rstrip("."))
            yield ("word", 0) if day is None else ("day", day)
        elif kind == "time":
            yield kind, _minutes(said)
        elif kind != "noise":
            yield kind, 0


def _day(word: str) -> int | None:
    """The day that a word begins the name of; « we » is a week-end as often as a Wednesday."""
    named = (day for day, names in enumerate(_NAMES) for name in names if name.startswith(word))
    return next(named, None) if len(word) >= 2 and word != "we" else None


def _minutes(said: str) -> int:
    if said in ("midi", "minuit"):
        return 12 * 60 if said == "midi" else 24 * 60
    hour, *minute = re.findall(r"[0-9]+", said)
    return 60 * int(hour) + int(minute[0] if minute else 0)


@dataclass
class _Reader:
    """A week read word by word; `read` is False once something is not understood."""

    week: list[Openings] = field(default_factory=lambda: [()] * 7)
    closed_on_holidays: bool = False
    read: bool = True
    #: What is said since the last end: days, times, whether closed, whether of public holidays.
    which: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    closed: bool = False
    holidays: bool = False
    spanning: bool = False

    def end(self) -> None:
        """Gives the days named so far their openings."""
        pairs = tuple(zip(self.times[::2], self.times[1::2], strict=False))
        if len(self.times) % 2 or self.spanning or any(time > 24 * 60 for time in self.times):
            self.read = False
        if (pairs and self.closed) or (self.which and not pairs and not self.closed):
            self.read = False
        if self.holidays and not self.closed:
            self.read = False
        for day in self.which or (range(7) if pairs else ()):
            self.week[day] = pairs
        self.closed_on_holidays |= self.holidays
        self.which, self.times = [], []
        self.closed = self.holidays = self.spanning = False

    def take(self, kind: str, said: int) -> None:
        """One word more."""
        if self.times and kind in ("day", "every", "closed"):
            self.end()
        match kind:
            case "day" | "every":
                self._day(kind, said)
            case "time":
                self.times.append(said)
                self.spanning = False
            case "holidays":
                closed = self.closed
                if self.which or self.times:
                    self.end()
                self.closed, self.holidays = closed, True
            case "closed":
                self.closed = True
            case "to":
                self.spanning = True
            case "end":
                self.end()
            case "word":
                self.read = False

    def _day(self, kind: str, said: int) -> None:
        if kind == "every":
            self.which = list(range(7))
        elif self.spanning and self.which:
            self.which += _span(self.which[-1], said)[1:]
        else:
            self.which.append(said)
        self.spanning = False


def _week(text: str) -> Week | None:
    if len(text) > 500:
        return None
    reader = _Reader()
    for kind, said in _tokens(text):
        reader.take(kind, said)
    reader.end()
    return Week(tuple(reader.week), reader.closed_on_holidays) if reader.read else None


# -- Now


def is_open(text: str, at: datetime) -> bool | None:
    """Whether a place is open at a time of its own zone; None when its hours do not tell."""
    if not is_osm(text):
        return None
    hours, local = opening_hours.OpeningHours(text, country="FR"), at.replace(tzinfo=None)
    return None if hours.is_unknown(local) else hours.is_open(local)


def next_change(text: str, at: datetime) -> datetime | None:
    """When it opens or closes next, in the same zone and without saying so; None when never."""
    hours = opening_hours.OpeningHours(text, country="FR")
    found: datetime | None = hours.next_change(at.replace(tzinfo=None))
    return found
