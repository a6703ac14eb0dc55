"""The letter of a month: what it would say, and the way to the form where it is edited."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request, url_for

from wiki.events.queries.listing import coming
from wiki.geography.zones import zone_of
from wiki.kernel import clock
from wiki.kernel.permissions import May, require
from wiki.newsletter import queries, rules
from wiki.newsletter.rules import Brought, Month, ToCome
from wiki.pages.queries import pages
from wiki.places.geojson import where
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.filters import imprecise_date
from wiki.web.language import DEFAULT, speaking
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer, page_url

blueprint = Blueprint("newsletter", __name__)

#: Events to come that are told.
_EVENTS = 8


@blueprint.get("/newsletter", endpoint="month")
def month() -> Response:
    """The letter of `?month=`, of this month when nothing is said."""
    require(current_actor(), May.EDIT, policy())
    today = _today()
    raw = request.args.get("month", "")[:20]
    wanted = rules.month_given(raw, today) if raw else rules.month_of(today)
    text = letter(wanted)
    page = pages.find(wanted.title)
    is_last = wanted == rules.month_of(today)
    return answer(
        "newsletter/month.html",
        month=wanted,
        text=text,
        html=safe(render_text(text, wanted.title).html),
        before=url_for(".month", month=wanted.before.code),
        after="" if is_last else url_for(".month", month=wanted.next.code),
        written=page_url(page.title) if page else "",
    )


def letter(wanted: Month) -> str:
    """The text of the letter of a month, as the wiki would begin it now."""
    zone = zone_of("")
    span = (wanted.begins(zone), wanted.next.begins(zone))
    places, others = queries.new_pages(*span)
    brought = Brought(
        places,
        [one for one in others if one != wanted.title],
        queries.worked(*span),
        queries.decided(*span),
        _to_come() if wanted >= rules.month_of(_today()).before else (),
        queries.writers(*span),
        queries.versions(*span),
    )
    return rules.letter(wanted, brought)


def _to_come() -> list[ToCome]:
    with speaking(DEFAULT):
        return [
            ToCome(one.title, one.name, imprecise_date(one.day), one.place or where(one.insee))
            for one in coming(size=_EVENTS).rows
        ]


def _today() -> date:
    return clock.now().astimezone(zone_of("")).date()
