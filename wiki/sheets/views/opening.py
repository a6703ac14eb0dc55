"""Whether a place is open now: asked by the page that shows its hours, which may be an old one."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_date, format_time
from flask import Response, jsonify

from wiki.geography.communes import commune_today
from wiki.geography.zones import zone_of
from wiki.kernel import clock
from wiki.pages.audience import audience_of
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import page_at
from wiki.pages.service.sheets import sheet_at
from wiki.schema.audience import cut
from wiki.schema.hours import is_open, next_change
from wiki.schema.kinds import Kind
from wiki.schema.sheet import Sheet
from wiki.sheets.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.language import gettext, language

#: Longest time that an answer is kept, in seconds.
_KEPT = 300


@blueprint.get("/wiki/<path:title>/sheet/now", endpoint="now")
def show(title: str) -> Response:
    """In JSON, `text` says whether it is open now and until when; "" when nothing tells."""
    page = page_at(title)
    whole = sheet_at(page, page.head)
    kind = kinds().get(whole.kind)
    seen = cut(kind, whole, audience_of(current_actor(), page.uid)) if kind else whole
    text, seconds = _told(seen, hours_of(kind, seen) if kind else "")
    response = jsonify({"text": text})
    response.headers["Cache-Control"] = f"private, max-age={seconds}"
    return response


def hours_of(kind: Kind, sheet: Sheet) -> str:
    """The opening hours that a sheet says, "" when it says none, or is of what is not open."""
    if sheet.values.get("status", "open") != "open":
        return ""
    found = (sheet.values.get(one.id) for one in kind.fields if one.type == "hours")
    return next((said for said in found if isinstance(said, str)), "")


def _told(sheet: Sheet, hours: str) -> tuple[str, int]:
    commune = commune_today(str(sheet.values.get("commune", "")))
    now = clock.now().astimezone(zone_of(commune.department if commune else ""))
    opened = is_open(hours, now) if hours else None
    if opened is None:
        return "", _KEPT
    change = next_change(hours, now)
    if change is None:
        return gettext("Ouvert maintenant") if opened else gettext("Fermé maintenant"), _KEPT
    left = int((change - now.replace(tzinfo=None)).total_seconds())
    return _in_words(opened, now, change), max(0, min(_KEPT, left))


def _in_words(opened: bool, now: datetime, change: datetime) -> str:
    hour = format_time(change, "short", locale=language())
    if opened:
        return gettext("Ouvert maintenant, jusqu’à %(hour)s", hour=hour)
    days = (change.date() - now.date()) // timedelta(days=1)
    if days == 0:
        return gettext("Fermé maintenant, ouvre à %(hour)s", hour=hour)
    if days < 7:
        day = format_date(change, "EEEE", locale=language())
    else:
        day = format_date(change, "d\u00a0MMMM", locale=language())
    return gettext("Fermé maintenant, ouvre %(day)s à %(hour)s", day=day, hour=hour)
