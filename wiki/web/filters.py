"""How dates, numbers and sizes are written: « 8 octobre 2012 », « 390 ko »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal, format_percent
from flask import g

from wiki.kernel import clock
from wiki.kernel.slugs import address_of
from wiki.web.language import gettext, language, number

DEFAULT_ZONE = "Europe/Paris"
_UNITS = ("octets", "ko", "Mo", "Go")
_NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def zone() -> ZoneInfo:
    """The time zone of the one who reads."""
    return ZoneInfo(g.get("wiki_zone") or DEFAULT_ZONE)


def day(moment: datetime) -> str:
    """« 8 octobre 2012 »."""
    return _date(moment.astimezone(zone()).date(), "long", language())


def hour(moment: datetime) -> str:
    """« 14:32 »."""
    here = moment.astimezone(zone())
    return _hour(time(here.hour, here.minute), language())


def moment(value: datetime) -> str:
    """« 8 octobre 2012 à 14:32 »."""
    here, locale = value.astimezone(zone()), language()
    written = _hour(time(here.hour, here.minute), locale)
    return gettext("%(day)s à %(hour)s", day=_date(here.date(), "long", locale), hour=written)


def short_moment(value: datetime) -> str:
    """« 8 oct. 2012, 14:32 », for lists."""
    return f"{_date(value.astimezone(zone()).date(), 'medium', language())}, {hour(value)}"


def imprecise_date(value: str) -> str:
    """A date as precise as it is known: « 2010 », « octobre 2010 », « 8 octobre 2010 »."""
    year, *more = (int(part) for part in value.split("-"))
    if not more:
        return str(year)
    if len(more) == 1:
        return unbroken(format_date(date(year, more[0], 1), "MMMM yyyy", locale=language()))
    return _date(date(year, *more), "long", language())


def since(value: str) -> str:
    """« depuis 2010 », « depuis octobre 2010 », « depuis le 8 octobre 2010 »."""
    day, is_whole = imprecise_date(value), value.count("-") == 2
    return gettext("depuis le %(day)s", day=day) if is_whole else gettext("depuis %(day)s", day=day)


def until(value: str) -> str:
    """« jusqu’en 2010 », « jusqu’en octobre 2010 », « jusqu’au 8 octobre 2010 »."""
    day, is_whole = imprecise_date(value), value.count("-") == 2
    return (
        gettext("jusqu’au %(day)s", day=day) if is_whole else gettext("jusqu’en %(day)s", day=day)
    )


def unbroken(written: str) -> str:
    """A date that no end of line cuts: « 6 décembre 2026 » is one word for who reads."""
    return written.replace(" ", "\u00a0")


def breakable(written: str) -> str:
    """The same date with plain spaces, for a text in which one searches and copies."""
    return written.replace("\u00a0", " ")


@cache
def _locale(name: str) -> Locale:
    """Babel reads the name of a language again, several times, for each date that it writes."""
    return Locale.parse(name)


@lru_cache(2_000)
def _date(value: date, how: Literal["long", "medium"], locale: str) -> str:
    """Writing a date takes longer than finding it again: lists hold the same ones."""
    return unbroken(format_date(value, how, locale=_locale(locale)))


@lru_cache(2_000)
def _hour(value: time, locale: str) -> str:
    return format_time(value, "short", locale=_locale(locale))


def ago(value: datetime) -> str:
    """« il y a 3 jours »."""
    return _since(value, clock.now(), language())


def dated(lines: Iterable[Any]) -> list[tuple[Any, str]]:
    """Rows with a `created_at`, each with how long ago that was: what `rows` is given."""
    now, locale = clock.now(), language()
    return [(row, _since(row.created_at, now, locale)) for row in lines]


def _since(value: datetime, now: datetime, locale: str) -> str:
    seconds = int((value - now).total_seconds())
    if seconds == 0:
        return gettext("à l’instant")
    if abs(seconds) > _LONG_AGO:
        seconds = round(seconds / 3600) * 3600
    return _ago(seconds, locale)


#: Beyond this many seconds, an hour more or less is not seen.
_LONG_AGO = 3 * 24 * 3600


@lru_cache(4_000)
def _ago(seconds: int, locale: str) -> str:
    return format_timedelta(timedelta(seconds=seconds), add_direction=True, locale=_locale(locale))


def iso(value: datetime) -> str:
    """For the `datetime` of a `<time>`, and for feeds."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def in_xml(text: str) -> str:
    """A text without the few signs that no XML document may hold."""
    return _NOT_IN_XML.sub("", str(text))


def size(octets: int) -> str:
    """« 390 ko »: decimal units, as people read them on a phone."""
    value, unit = float(octets), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    rounded = round(value) if unit == 0 or value >= 10 else round(value, 1)
    return f"{number(rounded)}\u00a0{gettext(_UNITS[unit])}"


def percent(part: float) -> str:
    """« 62 % » of a part between 0 and 1; what is little is said to be, never nothing."""
    if 0 < part < _LITTLE:
        return gettext("moins de %(part)s", part=_percent(0.01, language()))
    return _percent(round(part, 2), language())


#: Parts below this are not worth a figure.
_LITTLE = 0.005


@lru_cache(500)
def _percent(part: float, locale: str) -> str:
    return format_percent(part, locale=locale)


def signed(value: int) -> str:
    """« +120 », « −35 »: a change, with a true minus."""
    return _signed(value, language())


@lru_cache(4_000)
def _signed(value: int, locale: str) -> str:
    written = format_decimal(value, locale=_locale(locale))
    return f"+{written}" if value > 0 else written.replace("-", "−")


def by_day(lines: Iterable[tuple[Any, str]]) -> list[tuple[str, list[tuple[Any, str]]]]:
    """Rows that are `dated`, grouped under the day on which they happened."""
    here, locale = zone(), language()
    days = groupby(lines, lambda line: line[0].created_at.astimezone(here).date())
    return [(_date(date, "long", locale), list(rows)) for date, rows in days]


ALL = {
    "by_day": by_day,
    "day": day,
    "hour": hour,
    "moment": moment,
    "short_moment": short_moment,
    "ago": ago,
    "dated": dated,
    "in_xml": in_xml,
    "imprecise_date": imprecise_date,
    "since": since,
    "until": until,
    "iso": iso,
    "percent": percent,
    "size": size,
    "signed": signed,
    "number": number,
    "address": address_of,
    "breakable": breakable,
}
