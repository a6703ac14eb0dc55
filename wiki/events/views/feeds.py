"""Events for calendars (RFC 5545) and as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Response, url_for

from wiki.events.codes import CANCELLED, TENTATIVE
from wiki.events.queries import listing as queries
from wiki.events.queries.listing import Listed
from wiki.events.views.blueprint import blueprint, kept, wanted_events
from wiki.events.views.lists import cards_of
from wiki.events.views.words import types, where_said
from wiki.geography.communes import departments
from wiki.kernel import clock
from wiki.schema.dates import first_day, last_day
from wiki.site.queries import setting
from wiki.web import ical
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.templates import page_url, render

#: Entries of the Atom feed.
_SIZE = 40
#: How long calendars keep what was.
_SINCE = timedelta(days=366)
_STATUS = {CANCELLED: "CANCELLED", TENTATIVE: "TENTATIVE"}


@blueprint.get("/events.ics", endpoint="calendar")
def calendar() -> Response:
    """The events to come and those since a year, all or those of a territory or a type."""
    wanted = wanted_events()
    since = clock.now() - _SINCE
    coming, been = (look(wanted, size=queries.MOST).rows for look in (queries.coming, queries.been))
    rows = [*coming, *(one for one in been if one.ends > since)]
    where = departments()[wanted.departement].full_name if wanted.departement else ""
    name = " – ".join(filter(None, (setting("name"), where, types().get(wanted.type, ""))))
    return ical.answer(_calendar(name, _whole(rows)))


@blueprint.get("/events/<uid>.ics", endpoint="one_calendar")
def one_calendar(uid: str) -> Response:
    """One event, with the days on which it repeats."""
    times = queries.by_uid(uid)
    return ical.answer(_calendar(times[0].name, times[:1]))


@blueprint.get("/events.atom", endpoint="atom")
def feed() -> Response:
    """The events to come, the one whose page changed last first."""
    wanted = wanted_events()
    rows = _whole(queries.coming(wanted, size=queries.MOST).rows)
    rows = sorted(rows, key=lambda one: (one.said_at, one.page_id), reverse=True)[:_SIZE]
    text = render(
        "events/events.atom",
        entries=[
            (one.uid, outside(page_url(one.title)), card, one.said_at)
            for one, card in zip(rows, cards_of(rows), strict=True)
        ],
        updated=max((one.said_at for one in rows), default=clock.NEVER),
        own_url=outside(url_for("wiki.events.atom", **kept(wanted))),
        list_url=outside(url_for("wiki.events.listing", **kept(wanted))),
    )
    return Response(text, content_type="application/atom+xml; charset=utf-8")


def _whole(rows: Iterable[Listed]) -> list[Listed]:
    """Each event once, whatever the number of its times."""
    return list({one.page_id: one for one in reversed(list(rows))}.values())[::-1]


def _calendar(name: str, rows: list[Listed]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wiki//events//FR")
    yield f"X-WR-CALNAME:{ical.escaped(name)}"
    zones: dict[str, list[int]] = {}
    for one in rows:
        if one.starts_at:
            zones.setdefault(one.zone, []).extend((int(one.starts_on[:4]), one.ends.year))
    for zone, years in sorted(zones.items()):
        yield from ical.timezone(zone, min(years), max(years))
    for one in rows:
        yield from _event(one)
    yield "END:VCALENDAR"


def _event(one: Listed) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}@events.wiki"
    yield f"SEQUENCE:{one.revision - 1}"
    yield f"DTSTAMP:{ical.moment(one.said_at)}"
    yield f"LAST-MODIFIED:{ical.moment(one.said_at)}"
    yield from _when(one)
    yield f"SUMMARY:{ical.escaped(_summary(one))}"
    if where := where_said(one):
        yield f"LOCATION:{ical.escaped(where)}"
    if one.lat is not None and one.lon is not None:
        yield f"GEO:{one.lat:.6f};{one.lon:.6f}"
    if said := "\n".join(filter(None, (one.summary, one.online, one.price))):
        yield f"DESCRIPTION:{ical.escaped(said)}"
    if type_ := types().get(one.type):
        yield f"CATEGORIES:{ical.escaped(type_)}"
    yield f"STATUS:{_STATUS.get(one.status, 'CONFIRMED')}"
    yield f"URL:{outside(page_url(one.title))}"
    yield "END:VEVENT"


def _summary(one: Listed) -> str:
    return one.name if one.when.is_precise else gettext("%(name)s (date à préciser)", name=one.name)


def _when(one: Listed) -> Iterator[str]:
    """Whole days, or wall time in its zone: what is at 18:00 stays at 18:00."""
    first, last = first_day(one.starts_on), last_day(one.ends_on or one.starts_on)
    if one.starts_at:
        yield f"DTSTART;{_local(one.zone, first, one.starts_at)}"
        if one.ends_at:
            yield f"DTEND;{_local(one.zone, last, one.ends_at)}"
        elif one.ends_on:
            yield f"DTEND;{_local(one.zone, last + timedelta(days=1), '00:00')}"
    else:
        yield f"DTSTART;VALUE=DATE:{ical.day(first)}"
        yield f"DTEND;VALUE=DATE:{ical.day(max(last, first) + timedelta(days=1))}"
    if one.rule:
        yield f"RRULE:{_rule(one)}"
        for day in sorted(one.when.skipped):
            yield (
                f"EXDATE;{_local(one.zone, day, one.starts_at)}"
                if one.starts_at
                else (f"EXDATE;VALUE=DATE:{ical.day(day)}")
            )


def _local(zone: str, day: date, hour: str) -> str:
    return f"TZID={zone}:{ical.day(day)}T{hour.replace(':', '')}00"


def _rule(one: Listed) -> str:
    """The rule, with its end in UTC: after the last day, where the event is."""
    if not one.until or "COUNT" in one.rule:
        return one.rule
    last = last_day(one.until)
    if not one.starts_at:
        return f"{one.rule};UNTIL={ical.day(last)}"
    end = datetime.combine(last, time(23, 59, 59), ZoneInfo(one.zone))
    return f"{one.rule};UNTIL={ical.moment(end)}"
