"""What changed in a portal between two days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from flask import Response, request

from wiki.kernel import clock
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.permissions import May
from wiki.kernel.slugs import clean_title, title_key
from wiki.navigation.queries import categories
from wiki.navigation.queries.portal import changed, portion, removed
from wiki.navigation.views.blueprint import blueprint, category_url, key_after, portal_url
from wiki.pages.queries import pages
from wiki.web.filters import zone
from wiki.web.templates import answer_of, may
from wiki.web.wording import sentence

#: Days before the last one, where the address gives no first one.
USUAL = 30
_DAY = timedelta(days=1)


class Days(NamedTuple):
    """Two days, both of them included, and the moments where they begin and end."""

    first: date
    last: date
    start: datetime
    end: datetime


@blueprint.get("/portal/<path:title>", endpoint="portal")
def show(title: str) -> Response:
    """The pages of a portal that changed between two days, some of its pages at a time."""
    title, after = clean_title(title), key_after()
    page = pages.led_to(title)
    key = page.key if page else title_key(title)
    found = portion(key, page.id if page else None, after=after)
    if page is None and not after and found.keys == [key]:
        raise Missing("page_missing", title=title)
    category = categories.category(key)
    title = page.title if page else category.title if category else title
    days, problem = None, ""
    try:
        days = _days()
    except Invalid as error:
        problem = sentence(error)
    gone = removed(key, days.start, days.end) if days and not after else []
    response = answer_of(
        "navigation/portal.html",
        title=title,
        page_title=page.title if page else "",
        category_url=category_url(title) if category else "",
        days=days,
        problem=problem,
        lines=[(line,) for line in changed(found.keys, *days[2:])] if days else [],
        # Titles of the bin are for those who see it.
        removed=gone if may(May.RESTORE.name) else [],
        removed_count=len(gone),
        next_url=_url(title, days, found.next_key) if days and found.next_key else "",
        first_url=_url(title, days) if days and after else "",
    )
    response.status_code = Invalid.status if problem else 200
    return response


def _url(title: str, days: Days, after: str = "") -> str:
    return portal_url(title, days.first.isoformat(), days.last.isoformat(), after)


def _days() -> Days:
    """The days that the address gives, in the time zone of the one who reads."""
    here = zone()
    try:
        last = _day("to") or clock.now().astimezone(here).date()
        first = _day("from") or last - timedelta(days=USUAL)
        start = datetime.combine(first, time(), here).astimezone(UTC)
        end = datetime.combine(last + _DAY, time(), here).astimezone(UTC)
    except (OverflowError, ValueError):
        raise Invalid("portal_days") from None
    if first > last:
        raise Invalid("portal_days_order")
    return Days(first, last, start, end)


def _day(name: str) -> date | None:
    given = request.args.get(name, "")[:40]
    return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC).date() if given else None
