"""Who wrote each value of a sheet, when; putting back the one before; saying that all is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid
from wiki.kernel.submissions import base_in
from wiki.members.queries import names
from wiki.pages.audience import audience_of
from wiki.pages.models import Page, Revision
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import page_at
from wiki.pages.service.revise import require_edit
from wiki.pages.service.save import Saved
from wiki.pages.service.sheets import sheet_at
from wiki.pages.sheets import NO_SHEET
from wiki.schema.audience import cut, visible
from wiki.schema.difference import State, state_of
from wiki.schema.kinds import Field, Kind
from wiki.schema.sheet import Sheet
from wiki.sheets.queries.written import Origin, changes_of, origins, revisions, taken_away
from wiki.sheets.service import check
from wiki.sheets.service.today import today
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.compared import Side, side
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext, in_language
from wiki.web.templates import answer, may, page_url, titled_url

#: Values of one field that are listed.
_PAST = 100


class Row(NamedTuple):
    """A value with where it comes from; `before` is what the revision before said instead."""

    field: str
    label: str
    value: Side
    revision: Revision
    author: str
    is_overdue: bool
    before: Side
    #: The revision that had it; 0 when none can be put back.
    back_to: int


class Past(NamedTuple):
    """A value that a field has had, since a revision; None when it is what it says now."""

    revision: Revision
    author: str
    value: Side
    back_to: int | None


@blueprint.get("/wiki/<path:title>/sheet/origins", endpoint="origins")
def show_origins(title: str) -> Response:
    """Each value of the sheet of a page with its author, its date and its revision.

    `?field=` adds all the values that one of them has had.
    """
    page = page_at(title)
    audience = audience_of(current_actor(), page.uid)
    whole = sheet_at(page, page.head)
    kind = kinds().get(whole.kind)
    rows = _rows(page, kind, whole, audience) if kind else []
    asked = kind.by_id.get(request.args.get("field", "")) if kind else None
    asked = asked if kind and asked and asked.id in visible(kind, audience) else None
    return answer(
        "sheets/origins.html",
        title=page.title,
        base=page.head,
        rows=rows,
        field=asked.id if asked else "",
        label=in_language(asked.labels) if asked else "",
        past=_past(page, kind, asked, audience) if kind and asked else [],
        origins_url=titled_url("wiki.sheets.origins", page.title),
        edit_url=titled_url("wiki.sheets.edit", page.title),
        may_edit=may("EDIT", f"page:{page.uid}"),
    )


def _rows(page: Page, kind: Kind, whole: Sheet, audience: str) -> list[Row]:
    seen, known = cut(kind, whole, audience), origins(page.id)
    gone = {
        field: Origin(field, number, "", None)
        for field, number in taken_away(page.id, {*whole.values, *whole.not_concerned}).items()
    }
    known |= gone
    told = {one.number for one in known.values()}
    found = revisions(page.id, told | {number - 1 for number in told})
    authors = names({one.author_id for one in found.values() if one.author_id})
    sheets = {
        number: cut(kind, one.sheet, audience) if one.sheet.kind == kind.code else NO_SHEET
        for number, one in found.items()
    }
    return [
        _row(one, seen, known[one.id], found, authors, sheets)
        for one in kind.fields
        if one.id in known
        and (one.id in seen.values or one.id in seen.not_concerned or _was_said(one, gone, sheets))
    ]


def _past(page: Page, kind: Kind, field: Field, audience: str) -> list[Past]:
    """The values that a field has had, the newest first."""
    found = changes_of(page.id, field.id, _PAST)
    authors = names({one.author_id for one in found if one.author_id})
    return [
        Past(
            one,
            authors.get(one.author_id or 0, ""),
            _said(field, cut(kind, one.sheet, audience)),
            one.number if at else None,
        )
        for at, one in enumerate(found)
        if one.sheet.kind == kind.code
    ]


def _was_said(one: Field, gone: Mapping[str, Origin], sheets: Mapping[int, Sheet]) -> bool:
    """Whether a field is empty since a revision, and said something before that one may see."""
    before = sheets.get(gone[one.id].number - 1, NO_SHEET) if one.id in gone else NO_SHEET
    return state_of(before, one.id) != State.UNKNOWN


def _row(
    field: Field,
    seen: Sheet,
    origin: Origin,
    found: Mapping[int, Revision],
    authors: Mapping[int, str],
    sheets: Mapping[int, Sheet],
) -> Row:
    revision = found[origin.number]
    before = sheets.get(origin.number - 1, NO_SHEET)
    return Row(
        field.id,
        in_language(field.labels),
        _said(field, seen),
        revision,
        authors.get(revision.author_id or 0, ""),
        bool(origin.due_on and origin.due_on <= today()),
        _said(field, before) if before.kind else (),
        origin.number - 1 if before.kind else 0,
    )


def _said(field: Field, sheet: Sheet) -> Side:
    return side(field, state_of(sheet, field.id), sheet.values.get(field.id))


@blueprint.post("/wiki/<path:title>/sheet/origins")
def put_back(title: str) -> AnyResponse:
    """Put back the value that a field had in the revision before the one that wrote it."""
    page = page_at(title)
    require_edit(current_actor(), page)
    field, number = request.form.get("field", ""), base_in(request.form.get("number", ""))
    kind = kinds().get(sheet_at(page, page.head).kind)
    one = kind.by_id.get(field) if kind else None
    label = in_language(one.labels) if one else ""
    saved = check.put_back(
        current_actor(),
        page,
        _base(page),
        audience_of(current_actor(), page.uid),
        field,
        number,
        summary=gettext("%(field)s : comme dans la version %(n)s", field=label, n=number),
        place=place(),
    )
    return _shown(saved)


@blueprint.post("/wiki/<path:title>/sheet/exact")
def confirm(title: str) -> AnyResponse:
    """Say that everything in the sheet of a page is right."""
    page = page_at(title)
    require_edit(current_actor(), page)
    saved = check.confirm(
        current_actor(),
        page,
        _base(page),
        audience_of(current_actor(), page.uid),
        summary=gettext("Fiche vérifiée : tout est exact"),
        place=place(),
    )
    return _shown(saved)


def _base(page: Page) -> int:
    base = base_in(request.form.get("base", ""))
    if not 0 < base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    return base


def _shown(saved: Saved) -> AnyResponse:
    number = saved.revision.number if saved.is_new else None
    return redirect(page_url(saved.page.title, saved=number, merged=saved.merged_with), 303)
