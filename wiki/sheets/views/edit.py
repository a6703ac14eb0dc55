"""The form of a page's sheet."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Refused, WikiError
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries import pending
from wiki.pages.queries.kinds import kind_of, kinds
from wiki.pages.queries.pages import page_at
from wiki.pages.queries.pending_shown import seen_sheet
from wiki.pages.rules import why_not_edit
from wiki.pages.service.save import Edit, EditHeld, save
from wiki.pages.service.sheets import sheet_at
from wiki.pages.sheets import SheetConflict, SheetInvalid, as_seen
from wiki.schema.audience import cut
from wiki.schema.kinds import Kind
from wiki.schema.settled import SCHEMA
from wiki.schema.sheet import Sheet
from wiki.sheets.forms import SheetForm
from wiki.sheets.rules import code_at
from wiki.sheets.service.check import uid_of
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.contradictions import contradictions
from wiki.sheets.views.locating import FIELD, LOCATE, located
from wiki.sheets.views.screen import choose_kind, show
from wiki.sheets.views.uploads import received, room
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.held import held_url
from wiki.web.room import takes
from wiki.web.sheet_problems import sentences
from wiki.web.templates import page_url, titled_url
from wiki.web.wording import sentence

#: What the buttons of rows ask for: more lines of a field.
_MORE = "more-"


@blueprint.get("/wiki/<path:title>/sheet", endpoint="edit")
def sheet_form(title: str) -> AnyResponse:
    """The sheet of a page to edit, or the kinds of sheets that it may have."""
    page = page_at(title)
    _require_edit(page)
    head = sheet_at(page, page.head)
    code = head.kind or request.args.get("kind", "")
    if head.kind == SCHEMA and code_at(page.key):
        return redirect(url_for(".kind", sheet_kind=code_at(page.key)))
    if not code:
        return choose_kind(titled_url("wiki.sheets.edit", page.title), page)
    if begun := begun_with(page):
        return show(begun, page)
    kind = kind_of(code)
    seen = cut(kind, head, audience_of(current_actor(), page.uid)) if head.kind else None
    form = SheetForm.of(kind, seen or Sheet(code, {"name": page.title}), page.head)
    return show(form, page, opened=request.args.get("field", ""))


@blueprint.post("/wiki/<path:title>/sheet")
@takes(room)
def save_sheet(title: str) -> AnyResponse:
    """Save the sheet of a page, or show the form again with what was typed."""
    page = page_at(title)
    _require_edit(page)
    sent = SheetForm.sent(kind_of(request.form.get("kind", "")))
    more, errors = rows_asked_for(), received(sent, page.title)
    if more:
        return show(sent, page, opened=more, errors=errors)
    if request.form.get("action") == LOCATE:
        sent, wrong = located(sent)
        return show(sent, page, opened=FIELD, errors=wrong | errors)
    if errors:
        return show(sent, page, errors=errors, status=422)
    try:
        before = before_of(sent.kind, sheet_at(page, sent.base))
    except WikiError as error:
        return show(sent, page, problem=sentence(error), status=error.status)
    return save_sent(sent, page.title, before, page)


def begun_with(page: Page | None) -> SheetForm | None:
    """The form that `?pending=` fills: with the edit of a newcomer of the page, as it may be seen.

    It starts from the same revision, so that saving it merges.
    """
    if "pending" not in request.args:
        return None
    one = pending.seen(current_actor(), request.args["pending"])
    sheet, held = seen_sheet(current_actor(), one), one.edit
    if not sheet or not sheet.kind or held.page_id != (page.id if page else None):
        return None
    return SheetForm.of(kind_of(sheet.kind), sheet, held.base, summary=held.summary)


def rows_asked_for() -> str:
    """The field of which the form asks for more rows, if it does."""
    action = request.form.get("action", "")
    return action.removeprefix(_MORE) if action.startswith(_MORE) else ""


def before_of(kind: Kind, sheet: Sheet) -> Sheet:
    """What a form of this kind began with: a sheet of another kind says nothing in its fields."""
    return sheet if sheet.kind == kind.code else Sheet(kind.code)


def save_sent(sent: SheetForm, title: str, before: Sheet, page: Page | None) -> AnyResponse:
    """Save what a form sent, then show the page; or the form again, with what to mend."""
    audience = audience_of(current_actor(), page.uid if page else "")
    wanted = Edit(
        title=title,
        body="" if page is None else None,
        base=sent.base,
        sheet=sent.sheet(before, audience, uid_of(current_actor())),
        summary=sent.summary,
        submission=sent.submission or None,
        shared=sent.taken,
        place=place(),
        is_shown_next=True,
    )
    try:
        saved = save(current_actor(), wanted)
    except EditHeld as held:
        return redirect(held_url(held.uid, held.title), 303)
    except SheetInvalid as error:
        told = sentences(problem for problem in error.problems if problem.blocking)
        return show(sent, page, errors=told, status=error.status)
    except SheetConflict as error:
        found = contradictions(sent.kind, as_seen(kinds(), error, audience))
        mine = cut(sent.kind, error.mine, audience)
        again = SheetForm.of(sent.kind, mine, error.head, summary=sent.summary)
        return show(again, page, conflicts=found, status=error.status)
    except WikiError as error:
        return show(sent, page, problem=sentence(error), status=error.status)
    number = saved.revision.number if saved.is_new else None
    return redirect(page_url(saved.page.title, saved=number, merged=saved.merged_with), 303)


def _require_edit(page: Page) -> None:
    reason = why_not_edit(
        current_actor(), policy(), protection=page.protection, title=page.title, uid=page.uid
    )
    if reason:
        raise Refused(reason, title=page.title)
