"""Registering for an event, for the members."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.events import registering as rules
from wiki.events.queries import listing
from wiki.events.queries import registrations as queries
from wiki.events.queries.listing import Listed
from wiki.events.service import registrations as service
from wiki.events.views.blueprint import blueprint
from wiki.events.views.words import when_said
from wiki.kernel import clock
from wiki.kernel.errors import Conflict, WikiError
from wiki.pages.queries import pages
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: Times to which one may register at once.
_SIZE = 12


@blueprint.get("/events/<uid>/registration", endpoint="registration")
def form(uid: str) -> Response:
    """The form to come to an event, and how one has registered."""
    return _page(listing.by_uid(uid))


@blueprint.post("/events/<uid>/registration", endpoint="register")
def register(uid: str) -> AnyResponse:
    """Come, or wait for a seat."""
    times = listing.by_uid(uid)
    day, named = _day(), bool(request.form.get("named"))
    try:
        row = service.register(current_actor(), uid, day, _consent(times[0]), may_be_named=named)
    except WikiError as error:
        if error.status == 403:
            raise
        return _page(times, day, named, error)
    return redirect(url_for(".registration", uid=uid, told=row.state), 303)


@blueprint.post("/events/<uid>/registration/cancel", endpoint="leave")
def leave(uid: str) -> AnyResponse:
    """Come no more."""
    service.cancel(current_actor(), uid, _day())
    return redirect(url_for(".registration", uid=uid, told="left"), 303)


def _day() -> str:
    return request.form.get("day", "").replace("\x00", "")[:10]


def _consent(time: Listed) -> str:
    """The words to which who registers agrees."""
    named = [one.title for one in service.hosts(time)]
    return gettext(
        "Mon nom est montré aux référents du réseau%(hosts)s. Il est effacé quatre-vingt-dix jours "
        "après l’événement, ou quand j’annule.",
        hosts="".join(gettext(", à qui a un mandat pour %(title)s", title=one) for one in named),
    )


def _page(
    times: list[Listed], day: str = "", named: bool = False, error: WikiError | None = None
) -> Response:
    event, actor, now = times[0], current_actor(), clock.now()
    own = [] if actor.member_id is None else queries.of_member(event.page_id, actor.member_id)
    taken, mine = queries.counts(event.page_id, rules.GOING), {one.day for one in own}
    coming = [one for one in times if one.ends > now]
    open_ = [one for one in times if not rules.why_closed(one, now)][:_SIZE]
    closed = "" if open_ else rules.why_closed((coming or times)[-1], now)
    wording = {one.day: when_said(one.when, one.day) for one in times}
    return answer(
        "events/registration.html",
        error.status if error else 200,
        event=event,
        when=wording[(coming or times[-1:])[0].day],
        own=[
            (one, wording.get(one.day, one.day), queries.rank(one), one.ends > now) for one in own
        ],
        days=[
            (one.day, _with_seats(wording[one.day], (one.capacity or 0) - taken.get(one.day, 0)))
            for one in open_
            if one.day not in mine
        ],
        day=day,
        named=named,
        closed=sentence(Conflict(closed)) if closed else "",
        consent=_consent(event),
        sees=service.sees(actor, pages.by_uid(event.uid)),
        error=sentence(error) if error else "",
        told=request.args.get("told", ""),
        is_visitor=actor.member_id is None,
    )


def _with_seats(when: str, left: int) -> str:
    if left > 0:
        return gettext("%(when)s : places libres, %(n)s", when=when, n=left)
    return gettext("%(when)s : complet, liste d’attente", when=when)
