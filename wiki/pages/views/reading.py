"""« Depuis votre dernière lecture »: what changed on a page since the one who reads it saw it."""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.permissions import Actor
from wiki.kernel.state import State
from wiki.pages.queries import readings as queries
from wiki.pages.queries.pages import Glance
from wiki.pages.rules import Read
from wiki.pages.service.readings import note_reading
from wiki.web.actors import current_actor
from wiki.web.afterwards import afterwards
from wiki.web.bytes_cache import BytesCache
from wiki.web.slots import silent_when
from wiki.web.templates import render_fragment

#: Most values kept in one process, three for each page that a member has read.
_CAPACITY = 300_000
#: People named; the others are counted.
NAMED = 3


def _has_nothing_new(state: State, member: Actor, page: Glance) -> bool:
    """Whether a member has read a page as it is, and the visit in which they did is over."""
    known = _remembered(state).get((member.member_id, page.id))
    if known is None or known.number < page.head:
        return False
    return known.before >= page.head or not known.is_going_on(clock.now())


@silent_when(_has_nothing_new)
def since_last_read(page: Glance) -> Markup | None:
    """Above a page's text: how much others changed since this member read it.

    A page that has not changed since costs one look at what this process remembers: nobody else
    writes how far it was read, and further than its newest revision nobody can read.
    """
    member_id = current_actor().member_id
    if member_id is None:
        return None
    known = _remembered(state()).get((member_id, page.id))
    if known is None or known.number < page.head:
        known = queries.read(member_id, page)
        if known is None or known.number < page.head:
            afterwards(_note, member_id, page)
        else:
            _remembered(state()).put((member_id, page.id), known)
    if known is None or "since" in request.args:
        return None
    now = clock.now()
    if known.number < page.head:
        known = known.further(page.head, now)
    return _told(member_id, page, known.before) if known.is_going_on(now) else None


def _told(member_id: int, page: Glance, number: int) -> Markup | None:
    """The line itself; None when nothing is new, or only this member's own."""
    news = queries.news(member_id, page, number) if number < page.head else None
    if news is None:
        return None
    return render_fragment(
        "pages/since.html",
        page=page,
        number=number,
        news=news,
        most=queries.MOST,
        named=NAMED,
    )


def _note(member_id: int, page: Glance) -> None:
    _remembered(state()).put((member_id, page.id), note_reading(member_id, page))


def _remembered(state: State) -> BytesCache[Read]:
    return state.keep("pages.readings", lambda: BytesCache(_CAPACITY))  # type: ignore[no-any-return]
