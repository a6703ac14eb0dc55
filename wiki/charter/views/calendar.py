"""The calendar of a charter: a screen, and a feed that calendars read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import Response, url_for

from wiki.charter.models import Charter
from wiki.charter.queries import calendar as queries
from wiki.charter.queries import charters
from wiki.charter.queries.calendar import BALLOT, FORCE, SECOND, Event
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint
from wiki.kernel import clock
from wiki.web import ical
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import answer


@blueprint.get("/charters/<slug>/calendar")
def calendar(slug: str) -> Response:
    """What comes, and what has been."""
    charter = charters.by_slug(slug)
    now = clock.now()
    found = [(one, _title(one), _path(charter, one)) for one in queries.events(charter)]
    return answer(
        "charter/calendar.html",
        charter=charter,
        coming=[one for one in found if not _is_over(one[0], now)],
        past=[one for one in reversed(found) if _is_over(one[0], now)],
        feed=outside(url_for(".calendar_feed", slug=slug)),
    )


@blueprint.get("/charters/<slug>/calendar.ics")
def calendar_feed(slug: str) -> Response:
    """The same for a calendar."""
    charter = charters.by_slug(slug)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wiki//charter//FR",
        f"X-WR-CALNAME:{ical.escaped(charter.title)}",
        *(line for one in queries.events(charter) for line in _event(charter, one)),
        "END:VCALENDAR",
    ]
    return ical.answer(lines)


def _is_over(event: Event, now: datetime) -> bool:
    if isinstance(event.start, datetime):
        return (event.end or event.start) <= now
    return event.start < now.date()


def _title(event: Event) -> str:
    ballot, version = event.ballot, event.version
    if event.sort == BALLOT and ballot:
        return gettext(
            "Scrutin n° %(number)s : %(title)s", number=ballot.number, title=ballot.title
        )
    if event.sort == SECOND and ballot:
        return gettext("Seconde convocation possible : %(title)s", title=ballot.title)
    if event.sort == FORCE and version:
        return gettext("Version %(number)s en vigueur", number=version.number)
    return words.days()[event.code]


def _path(charter: Charter, event: Event) -> str:
    if event.ballot:
        return url_for(".ballot", uid=event.ballot.uid)
    if event.sort == FORCE and event.version:
        return url_for(".version", slug=charter.slug, version=event.version.number)
    return url_for(".charter", slug=charter.slug)


def _event(charter: Charter, event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.name}@{charter.uid}"
    yield f"DTSTAMP:{ical.moment(event.since)}"
    if isinstance(event.start, datetime):
        yield f"DTSTART:{ical.moment(event.start)}"
        if event.end:
            yield f"DTEND:{ical.moment(event.end)}"
    else:
        yield f"DTSTART;VALUE=DATE:{ical.day(event.start)}"
    yield f"SUMMARY:{ical.escaped(f'{_title(event)} ({charter.title})')}"
    yield f"URL:{outside(_path(charter, event))}"
    yield "END:VEVENT"
