"""When and where an event is, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date, get_day_names

from wiki.events.codes import ZONE
from wiki.events.located import Located
from wiki.events.recurrence import DAYS
from wiki.events.rules import KIND, When
from wiki.geography.communes import commune_today
from wiki.pages.queries.kinds import kinds
from wiki.schema.dates import first_day
from wiki.web.filters import imprecise_date, until
from wiki.web.language import gettext, in_language, language, ngettext


class Where(NamedTuple):
    """Where an event is: the title of its place, its address and commune, whether it is online."""

    place: str
    address: str
    is_online: bool


def types() -> Mapping[str, str]:
    """The names of the types of events, by code."""
    kind = kinds().get(KIND)
    field = kind.by_id.get("type") if kind else None
    return {one.code: in_language(one.labels) for one in field.vocabulary} if field else {}


def statuses() -> Mapping[str, str]:
    """The names of the states of events, by code."""
    kind = kinds().get(KIND)
    field = kind.by_id.get("status") if kind else None
    return {one.code: in_language(one.labels) for one in field.vocabulary} if field else {}


def where(one: Located) -> Where:
    """Where an event is."""
    commune = commune_today(one.insee)
    said = [one.address, commune.full_name if commune else ""]
    return Where(one.place, ", ".join(filter(None, said)), bool(one.online))


def where_said(one: Located) -> str:
    """The same on one line."""
    found = where(one)
    online = gettext("en ligne") if found.is_online else ""
    return ", ".join(filter(None, (found.place, found.address, online)))


def day_said(day: str) -> str:
    """« samedi 28 novembre 2026 », or the month or the year that is known."""
    if len(day) != 10:
        return imprecise_date(day)
    shape = "EEEE d\u00a0MMMM\u00a0y" if language() == "fr" else "EEEE, d\u00a0MMMM\u00a0y"
    return format_date(date.fromisoformat(day), shape, locale=language())


def when_said(when: When, day: str = "") -> str:
    """When an event is: on a day of those on which it repeats, or the first one."""
    first, last = _days(when, day or when.starts_on)
    if when.starts_at and when.ends_at and first == last:
        said = gettext(
            "%(day)s, de %(start)s à %(end)s",
            day=day_said(first),
            start=when.starts_at,
            end=when.ends_at,
        )
    elif first == last:
        said = _at(first, when.starts_at)
    else:
        start, end = _at(first, when.starts_at), _at(last, when.ends_at)
        whole = len(first) == len(last) == 10
        said = (
            gettext("du %(start)s au %(end)s", start=start, end=end)
            if whole
            else gettext("de %(start)s à %(end)s", start=start, end=end)
        )
    if not when.starts_at or when.zone == ZONE:
        return said
    return gettext("%(when)s (heure de %(zone)s)", when=said, zone=when.zone)


def _days(when: When, day: str) -> tuple[str, str]:
    """The first and the last day, as they are told, of the time that begins on a day."""
    if not when.ends_on or not when.is_precise or len(when.ends_on) != 10:
        return day, when.ends_on or day
    length = first_day(when.ends_on) - first_day(when.starts_on)
    return day, (date.fromisoformat(day) + max(length, timedelta())).isoformat()


def _at(day: str, hour: str) -> str:
    said = day_said(day)
    return gettext("%(day)s à %(hour)s", day=said, hour=hour) if hour else said


def repeats_said(when: When) -> str:
    """How an event repeats: « chaque semaine, le mardi, jusqu’au 30 juin 2027 »."""
    parts = dict(piece.split("=") for piece in when.rule.split(";") if piece)
    if not parts:
        return ""
    every = int(parts.get("INTERVAL", "1"))
    said = [
        {
            "DAILY": ngettext("chaque jour", "tous les %(n)s jours", every),
            "WEEKLY": ngettext("chaque semaine", "toutes les %(n)s semaines", every),
            "MONTHLY": ngettext("chaque mois", "tous les %(n)s mois", every),
            "YEARLY": ngettext("chaque année", "tous les %(n)s ans", every),
        }[parts["FREQ"]]
    ]
    if days := [_on(one) for one in parts.get("BYDAY", "").split(",") if one]:
        said.append(gettext(" et ").join(days))
    if month_day := parts.get("BYMONTHDAY"):
        last = gettext("le dernier jour du mois")
        said.append(last if month_day == "-1" else gettext("le %(day)s du mois", day=month_day))
    if count := parts.get("COUNT"):
        said.append(ngettext("une fois", "%(n)s fois", int(count)))
    elif when.until:
        said.append(until(when.until))
    return ", ".join(said)


def _on(day: str) -> str:
    name = get_day_names("wide", locale=language())[DAYS.index(day[-2:])]
    return {
        "": gettext("le %(day)s", day=name),
        "1": gettext("le premier %(day)s", day=name),
        "2": gettext("le deuxième %(day)s", day=name),
        "3": gettext("le troisième %(day)s", day=name),
        "4": gettext("le quatrième %(day)s", day=name),
        "-1": gettext("le dernier %(day)s", day=name),
    }[day[:-2]]
