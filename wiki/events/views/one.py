"""The screen of one event: its next times, how to come."""

from __future__ import annotations

from flask import Response

from wiki.events.queries import listing as queries
from wiki.events.views.blueprint import blueprint
from wiki.events.views.lists import cards_of
from wiki.events.views.words import where
from wiki.kernel import clock
from wiki.web.templates import answer

#: Times shown.
_SIZE = 12


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
        is_over=not coming,
    )
