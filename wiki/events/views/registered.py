"""Who is registered for an event, for those who hold it."""

from __future__ import annotations

import csv
import io

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.events.models import Registration
from wiki.events.queries import listing
from wiki.events.queries.listing import Listed
from wiki.events.registering import GOING
from wiki.events.service import registrations as service
from wiki.events.views.blueprint import blueprint
from wiki.events.views.words import when_said
from wiki.kernel import clock
from wiki.members.queries import names, uids
from wiki.pages.queries import pages
from wiki.places.exports.columns import neutral
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer


@blueprint.get("/events/<uid>/registrations", endpoint="registrations")
def show(uid: str) -> Response:
    """Those who come to a time of an event, and those who wait."""
    times, time, rows = _asked(uid)
    ids = {one.member_id for one in rows}
    days = sorted({one.day for one in service.seen(current_actor(), pages.by_uid(uid))})
    whens = {one.day: when_said(one.when, one.day) for one in times}
    response = answer(
        "events/registrations.html",
        event=time,
        when=whens[time.day],
        days=[(day, whens[day]) for day in sorted({*days, time.day}) if day in whens],
        rows=rows,
        going=sum(one.state == GOING for one in rows),
        names=names(ids),
        uids=uids(ids),
        has_begun=time.starts <= clock.now(),
        told=request.args.get("told", ""),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/events/<uid>/registrations", endpoint="mark_present")
def mark(uid: str) -> AnyResponse:
    """Say who came."""
    day = request.form.get("day", "").replace("\x00", "")[:10]
    service.mark(current_actor(), uid, day, set(request.form.getlist("present")))
    return redirect(url_for(".registrations", uid=uid, day=day, told="marked"), 303)


@blueprint.get("/events/<uid>/registrations.csv", endpoint="registrations_csv")
def table(uid: str) -> Response:
    """The same as a table."""
    _times, _time, rows = _asked(uid)
    piece, known = io.StringIO(), names({one.member_id for one in rows})
    writer = csv.writer(piece)
    writer.writerow(("nom", "jour", "état", "inscrit le", "présent", "au compte rendu"))
    for one in rows:
        writer.writerow(map(neutral, _cells(one, known.get(one.member_id, ""))))
    response = Response("\ufeff" + piece.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="inscriptions.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _cells(one: Registration, name: str) -> tuple[str, ...]:
    yes_no = {True: gettext("oui"), False: gettext("non")}
    state = gettext("inscrit") if one.state == GOING else gettext("en attente")
    since = one.registered_at.date().isoformat()
    return name, one.day, state, since, yes_no[one.is_present], yes_no[one.may_be_named]


def _asked(uid: str) -> tuple[list[Listed], Listed, list[Registration]]:
    """The times of an event, the one that is asked for, or the next, and who comes to it."""
    times, day, now = listing.by_uid(uid), request.args.get("day", ""), clock.now()
    coming = [one for one in times if one.ends > now]
    time = next((one for one in times if one.day == day), (coming or times[-1:])[0])
    rows = service.seen(current_actor(), pages.by_uid(uid), time.day)
    return times, time, list(rows)
