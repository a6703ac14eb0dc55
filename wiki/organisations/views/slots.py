"""What the organisations put on pages and profiles."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from wiki.kernel import clock
from wiki.kernel.permissions import May, why_not
from wiki.language.folding import fold
from wiki.members.models import Member
from wiki.members.queries.directory import is_shown_to
from wiki.organisations import rules
from wiki.organisations.queries import mandates
from wiki.organisations.queries import related as queries
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import Glance, led_to
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import shown_sheet
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.templates import render_fragment

#: Places and members shown on the page itself; the rest is a list of its own, or the sheet's.
FIRST = 20
#: In which order the members of a network are told.
_ORDER = ("member", "candidate", "former")


def related(page: Glance | Page, number: int) -> Markup | None:
    """Under the sheet of a page: its places or its networks, and who speaks for it.

    Part of the page that is kept: a sheet that names it, and each mandate, move its stamp.
    """
    sheet = shown_sheet(page.id, number) if number == page.head else None
    if sheet is None or sheet.kind not in ("place", "organisation", "network"):
        return None
    values: dict[str, Any] = {"members": [], "networks": [], "places": None, "mandates": []}
    if sheet.kind == "network":
        values["members"] = _members(sheet)
        values["places"] = queries.named_by(page.id, queries.NETWORKS, size=FIRST)
    elif sheet.kind == "organisation":
        values["places"] = queries.named_by(page.id, queries.HOLDER, size=FIRST)
    else:
        values["networks"] = [
            one._replace(status=_status_name(one.status)) for one in queries.networks_of(page.id)
        ]
    if sheet.kind in rules.SPOKEN_FOR:
        today = clock.now().date().isoformat()
        values["mandates"] = [one for one in mandates.of_page(page.id) if one.runs(today)]
    # Who may discuss may ask for a mandate, once signed in: the page is kept for all of them.
    asks = why_not(current_actor(), May.DISCUSS, policy(), f"page:{page.uid}") is None
    asks = asks and sheet.kind in rules.SPOKEN_FOR
    said = values["networks"] or values["mandates"] or asks
    if not said and sheet.kind == "place":
        return None
    return render_fragment(
        "organisations/related.html", kind=sheet.kind, uid=page.uid, asks=asks, **values
    )


def _members(sheet: Sheet) -> list[tuple[str, str, str, str, str]]:
    """The members of a network as its sheet has them: title, status, its name, since, until."""
    rows = [row for row in sheet.values.get("members", ()) if row.get("place")]
    found = [
        (
            str(row["place"]),
            str(row.get("status", "")),
            _status_name(row.get("status", "")),
            str(row.get("since", "")),
            str(row.get("until", "")),
        )
        for row in rows
    ]
    rank = {code: place for place, code in enumerate(_ORDER)}
    return sorted(found, key=lambda one: (rank.get(one[1], len(rank)), fold(one[0])))


def _status_name(code: str) -> str:
    choice = kinds()["network"].field("members").columns["status"].choices.get(code)
    return in_language(choice.labels) if choice else code


def profile(member: Member) -> Markup | None:
    """On a member's profile: where they work, when that is a page; for whom they speak."""
    found, works = mandates.of_member(member.id), _works_at(member)
    if not found and works is None:
        return None
    today = clock.now().date().isoformat()
    return render_fragment(
        "organisations/profile.html",
        mandates=[(one, one.runs(today)) for one in found],
        works=works,
    )


def _works_at(member: Member) -> Page | None:
    """The page of the place where a member works, if they show it to who reads."""
    is_shown = bool(member.place) and is_shown_to(current_actor(), member)
    page = led_to(member.place) if is_shown else None
    return page if page and pages.head(page).kind in rules.PEOPLED else None


def views() -> Markup:
    """Above the directory of members: the organisations and the mandates."""
    return render_fragment("organisations/members_views.html")
