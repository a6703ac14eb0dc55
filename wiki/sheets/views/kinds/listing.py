"""The kinds that there are, and a new one."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import submission_in
from wiki.pages.queries import pages as queries
from wiki.pages.queries.kinds import kinds
from wiki.pages.service.sheets import sheet_at
from wiki.schema.declared import code_from
from wiki.schema.kinds import core_kinds
from wiki.schema.settled import SCHEMA
from wiki.schema.settling import told
from wiki.schema.sheet import Sheet
from wiki.sheets.queries.kinds import settled_kinds
from wiki.sheets.queries.misfits import counts
from wiki.sheets.rules import TAKEN_CODES, title_of
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import Settling, settle, show, typed, url_of
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import in_language
from wiki.web.sheet_problems import sentence
from wiki.web.templates import answer


class Line(NamedTuple):
    """A kind: its name, where it is settled, how many fields it shows, what fits no more."""

    label: str
    url: str
    fields: int
    is_core: bool
    misfits: int
    misfits_url: str
    problems: int


@blueprint.get("/admin/sheets", endpoint="kinds")
def listing() -> Response:
    """The kinds of sheets."""
    require(current_actor(), May.SHAPE, policy())
    unfit = counts()
    lines = [
        Line(
            in_language(one.kind.labels),
            url_of("kind", code),
            sum(not field.hidden for field in one.kind.fields),
            code in core_kinds(),
            unfit.get(code, 0),
            url_of("misfits", code),
            len(one.problems),
        )
        for code, one in settled_kinds().items()
    ]
    return answer("sheets/kind_list.html", lines=lines)


@blueprint.get("/admin/sheets/new", endpoint="new_kind")
def new_form() -> Response:
    """The name of a new kind."""
    require(current_actor(), May.SHAPE, policy())
    return _show(Settling("", None, 0, Sheet(SCHEMA), Sheet(SCHEMA)))


@blueprint.post("/admin/sheets/new", endpoint="make_kind")
def make() -> AnyResponse:
    """Make a kind, whose things have a name and nothing more yet."""
    require(current_actor(), May.SHAPE, policy())
    french, english = typed("fr"), typed("en")
    code = code_from(french, {*kinds(), *TAKEN_CODES})
    page = queries.find(title_of(code))
    before = sheet_at(page, page.head) if page else Sheet(SCHEMA)
    sheet = told(Sheet(SCHEMA), "labels", "fr", text=french)
    sheet = told(sheet, "labels", "en", text=english) if english else sheet
    submission = submission_in(request.form.get("submission", ""))
    found = Settling(code, page, page.head if page else 0, before, sheet, submission)
    errors = {} if french else {"fr": sentence("required", {})}
    return settle(found, _show, errors, url_of("kind", code))


def _show(found: Settling, **how: object) -> Response:
    names = {"fr": request.form.get("fr", ""), "en": request.form.get("en", "")}
    return show("sheets/kind_new.html", found, names=names, **how)  # type: ignore[arg-type]
