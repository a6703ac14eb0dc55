"""The organisations and networks: the list of them, and the places and people of one."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from wiki.contacts.queries import is_reached
from wiki.geography.communes import commune, departments
from wiki.kernel import clock
from wiki.kernel.errors import Missing
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, why_not
from wiki.members.queries.directory import of_places
from wiki.organisations import rules
from wiki.organisations.queries import mandates
from wiki.organisations.queries import organisations as queries
from wiki.organisations.views.blueprint import blueprint
from wiki.organisations.views.mandates import page_of
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.schema.audience import cut
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import shown_sheet
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.templates import answer, titled_url

#: What an organisation is, the first that is said; a state that goes without saying.
_IS, _ACTIVE = ("legal_form", "management"), "active"


@blueprint.get("/organisations")
def directory() -> Response:
    """By title, by kind, by department."""
    asked = {
        name: request.args.get(name, "")[:100].replace("\x00", "").strip()
        for name in ("q", "kind", "department")
    }
    after = request.args.get("after", type=key_given)
    wanted = queries.Wanted(asked["q"], asked["kind"], asked["department"])
    found = queries.listed(wanted, after=after)
    all_departments = departments()
    return answer(
        "organisations/directory.html",
        found=[(one, _told(one.uid, one.id, one.head)) for one in found.rows],
        next_key=found.next_key,
        asked=asked,
        kinds={code: in_language(kinds()[code].labels) for code in queries.LISTED},
        departments=[
            (code, all_departments[code].full_name) for code in queries.departments_told()
        ],
        is_later=after is not None,
        writes=why_not(current_actor(), May.EDIT, policy()) is None,
    )


@blueprint.get("/organisations/<uid>")
def organisation(uid: str) -> Response:
    """The places of an organisation, its people, who speaks for it; the same of a place."""
    page = page_of(uid)
    sheet = _seen(page.uid, page.id, page.head)
    if sheet is None or sheet.kind not in rules.PEOPLED:
        raise Missing("organisation_missing")
    actor, today = current_actor(), clock.now().date().isoformat()
    places = queries.places_of(page, sheet)
    held = [one for one in mandates.of_page(page.id) if one.runs(today)]
    return answer(
        "organisations/organisation.html",
        page=page,
        kind=sheet.kind,
        told=_words(sheet),
        places=[] if sheet.kind == "place" else places,
        of=places,
        people=of_places(queries.keys_under(page, places), actor),
        departments=departments(),
        mandates=held,
        gives=rules.why_not_give(actor, policy(), page.uid) is None,
        write_url=titled_url("wiki.contacts.form", page.title) if is_reached(page.id) else "",
        website=str(sheet.values.get("website", "")),
        edit_url=_edit_url(page),
    )


def _edit_url(page: Page) -> str:
    if why_not(current_actor(), May.EDIT, policy(), f"page:{page.uid}"):
        return ""
    return titled_url("wiki.sheets.edit", page.title)


def _seen(uid: str, page_id: int, head: int) -> Sheet | None:
    """The sheet of a page, as far as who reads may see it."""
    sheet = shown_sheet(page_id, head)
    kind = kinds().get(sheet.kind) if sheet else None
    return cut(kind, sheet, audience_of(current_actor(), uid)) if sheet and kind else None


def _told(uid: str, page_id: int, head: int) -> dict[str, Any]:
    sheet = _seen(uid, page_id, head)
    return _words(sheet) if sheet else {"tagline": "", "words": []}


def _words(sheet: Sheet) -> dict[str, Any]:
    """What a sheet says in a few words: what it is, where."""
    said = next((told for name in _IS if (told := _choice(sheet, name))), "")
    state = "" if sheet.values.get("status") == _ACTIVE else _choice(sheet, "status")
    where = commune(str(sheet.values.get("commune", "")))
    words = (said, state, where.full_name if where else "")
    return {
        "tagline": str(sheet.values.get("tagline", "")),
        "words": [one for one in words if one],
    }


def _choice(sheet: Sheet, name: str) -> str:
    """The name of what a sheet chooses in a field, or ""."""
    field = kinds()[sheet.kind].by_id.get(name)
    choice = field.choices.get(str(sheet.values.get(name, ""))) if field else None
    return in_language(choice.labels) if choice else ""
