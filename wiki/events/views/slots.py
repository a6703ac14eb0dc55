"""What the events put on their pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from wiki.events.codes import CANCELLED, CONFIRMED
from wiki.events.queries.listing import Asked, are_to_come, coming
from wiki.events.registering import is_offered
from wiki.events.rules import KIND, Told, told
from wiki.events.views.lists import cards_of
from wiki.events.views.words import repeats_said, statuses, types, when_said, where
from wiki.kernel.slugs import title_key
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import Glance
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES
from wiki.sheets.queries import shown_sheet
from wiki.web.templates import render_fragment

#: Events shown of a territory, and looked at among those of its departments.
_SHOWN, _LOOKED_AT = 6, 100


def head(page: Glance | Page, number: int) -> Markup | None:
    """On the page of an event: how its box looks."""
    return render_fragment("events/head.html", uid=page.uid) if _told(page, number) else None


def box(page: Glance | Page, number: int) -> Markup | None:
    """Above the text of an event: when, where, how to come, how not to forget it.

    Part of the page that is kept: of the present moment it says no more than that all is over.
    """
    now = _told(page, number)
    if now is None:
        return None
    return render_fragment(
        "events/box.html",
        event=now,
        uid=page.uid,
        when=when_said(now.when),
        repeats=repeats_said(now.when),
        where=where(now),
        type=types().get(now.type, ""),
        status="" if now.status == CONFIRMED else statuses().get(now.status, ""),
        is_cancelled=now.status == CANCELLED,
        is_offered=is_offered(now) and are_to_come(page.id),
        takes_registrations=bool(now.registration) and now.status != CANCELLED,
    )


def territory(
    departments: Sequence[str], insees: Collection[str] | None, places: Collection[str]
) -> Markup | None:
    """On the page of a territory: its events to come; of some communes, or of all departments.

    An event is in a commune, or in one of `places`, by their titles.
    """
    found = [one for code in departments for one in coming(Asked(code), size=_LOOKED_AT).rows]
    if insees is not None:
        keys = set(map(title_key, places))
        found = [one for one in found if one.insee in insees or title_key(one.place) in keys]
    found.sort(key=lambda one: (one.starts, one.page_id))
    return render_fragment(
        "events/territory.html",
        cards=cards_of(found[:_SHOWN]),
        departement=departments[0] if insees is None else "",
    )


def _told(page: Glance | Page, number: int) -> Told | None:
    sheet = shown_sheet(page.id, number)
    kind = kinds().get(KIND)
    if sheet is None or sheet.kind != KIND or kind is None:
        return None
    return told(page.title, cut(kind, sheet, VISIBILITIES[0]))
