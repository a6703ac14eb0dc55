"""A new page with a sheet: its title is the name that the sheet says."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import TITLE_LENGTH, clean_title
from wiki.pages.audience import audience_of
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.sheets import checked
from wiki.pages.sheets import NO_SHEET
from wiki.schema.sheet import Sheet
from wiki.sheets.forms import SheetForm
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.edit import begun_with, rows_asked_for, save_sent
from wiki.sheets.views.locating import FIELD, LOCATE, located
from wiki.sheets.views.screen import choose_kind, show
from wiki.sheets.views.uploads import received, room
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.room import takes
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.templates import render_fragment
from wiki.web.wording import sentence


@blueprint.get("/sheets/new", endpoint="new")
def new_form() -> Response:
    """The form of a page to make with its sheet; first, of which kind."""
    require(current_actor(), May.EDIT, policy())
    code = request.args.get("kind", "")
    if not code:
        return choose_kind(url_for(".new"))
    if begun := begun_with(None):
        return show(begun, None)
    name = request.args.get("name", "")[:TITLE_LENGTH].replace("\x00", "")
    named = Sheet(code, {"name": name} if name else {})
    return show(SheetForm.of(kind_of(code), named, 0), None)


@blueprint.post("/sheets/new")
@takes(room)
def make() -> AnyResponse:
    """Make the page, or show the form again with what was typed."""
    require(current_actor(), May.EDIT, policy())
    sent = SheetForm.sent(kind_of(request.form.get("kind", "")))
    name = request.form.get("field-name", "").strip()
    more, errors = rows_asked_for(), received(sent, "")
    if more:
        return show(sent, None, opened=more, errors=errors)
    if request.form.get("action") == LOCATE:
        sent, wrong = located(sent)
        return show(sent, None, opened=FIELD, errors=wrong | errors)
    if not name:
        errors = {"name": said_of("required", {})} | errors
    if errors:
        return show(sent, None, errors=errors, status=422)
    try:
        title = clean_title(name)
        if (taken := queries.led_to(title)) is not None:
            raise Conflict("title_taken", title=taken.title)
    except WikiError as error:
        return show(sent, None, errors={"name": sentence(error)}, status=error.status)
    if "told" not in request.form and (told := _told(sent)):
        return show(replace(sent, told=told), None)
    return save_sent(sent, title, Sheet(sent.kind.code), None)


def _told(sent: SheetForm) -> Markup | None:
    """What the other subjects say of a sheet before its page is made; nothing of a wrong one."""
    try:
        sheet = checked(sent.sheet(Sheet(sent.kind.code), audience_of(current_actor())), NO_SHEET)
    except WikiError:
        return None
    told = render_fragment("sheets/new_told.html", sheet=sheet)
    return told if told.strip() else None
