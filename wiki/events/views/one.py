"""The screen of one event: its next times, how to come."""

from __future__ import annotations

from datetime import datetime

from flask import Response, url_for

from wiki.events.queries import decisions
from wiki.events.queries import listing as queries
from wiki.events.queries.listing import Listed
from wiki.events.registering import is_offered
from wiki.events.service.registrations import sees
from wiki.events.views.blueprint import blueprint
from wiki.events.views.lists import cards_of
from wiki.events.views.words import where
from wiki.kernel import clock
from wiki.pages.queries import pages
from wiki.web.actors import current_actor
from wiki.web.templates import answer

#: Times shown.
_SIZE = 12


def _last_begun(times: list[Listed], now: datetime) -> str:
    """The last day on which an event began."""
    begun = [one.day for one in times if one.starts <= now]
    return begun[-1] if begun else times[0].day


@blueprint.get("/events/<uid>", endpoint="one")
def show(uid: str) -> Response:
    """When an event takes place next, and where."""
    times = queries.by_uid(uid)
    now = clock.now()
    coming = [one for one in times if one.ends > now]
    shown = coming[:_SIZE] or times[-1:]
    return answer(
        "events/one.html",
        event=shown[0],
        card=cards_of(shown[:1])[0],
        others=cards_of(shown[1:]),
        where=where(shown[0]),
        begins_minutes=url_for(".minutes", uid=uid, day=_last_begun(times, now)),
        is_offered=is_offered(shown[0]) and shown[-1].starts > now,
        sees=sees(current_actor(), pages.by_uid(uid)),
        has_begun=times[0].starts <= now,
        minutes=decisions.minutes_of(shown[0].page_id),
    )
