"""A new page with a sheet: its title is the name that the sheet says."""

from __future__ import annotations

from flask import Response, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import clean_title
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kind_of
from wiki.schema.sheet import Sheet
from wiki.sheets.forms import SheetForm
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.edit import rows_asked_for, save_sent
from wiki.sheets.views.screen import choose_kind, show
from wiki.sheets.views.uploads import received, room
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.room import takes
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.wording import sentence


@blueprint.get("/sheets/new", endpoint="new")
def new_form() -> Response:
    """The form of a page to make with its sheet; first, of which kind."""
    require(current_actor(), May.EDIT, policy())
    code = request.args.get("kind", "")
    return show(SheetForm(kind_of(code), 0), None) if code else choose_kind(url_for(".new"))


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
    return save_sent(sent, title, Sheet(sent.kind.code), None)
