"""Tables of places that come back: sent, looked at cell by cell, saved by a job, undone whole."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, TooMuch, WikiError
from wiki.kernel.pager import Slice, key_given
from wiki.kernel.permissions import May, require
from wiki.pages.batches import CHANGED, LEFT, STUCK, TAKEN_BACK, WAITING
from wiki.pages.rules import SUMMARY_LENGTH
from wiki.places import batches
from wiki.places.imports.table import LARGEST
from wiki.places.queries import batches as queries
from wiki.places.service import batches as service
from wiki.places.views.blueprint import blueprint
from wiki.places.views.sent import bring, room
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext, language
from wiki.web.room import takes
from wiki.web.sheet_problems import sentence as problem_sentence
from wiki.web.templates import answer
from wiki.web.wording import sentence


class Cell(NamedTuple):
    """A cell that changes, in words."""

    label: str
    before: str
    now: str
    after: str
    problems: tuple[str, ...]
    is_contradicted: bool


class Line(NamedTuple):
    """A line of the file, in words."""

    line: int
    name: str
    title: str
    reason: str
    cells: tuple[Cell, ...]

    @property
    def why(self) -> str:
        """The reason, when none of its cells says it."""
        told = any(cell.problems or cell.is_contradicted for cell in self.cells)
        return "" if told else self.reason


@blueprint.get("/places/imports", endpoint="imports")
def recent() -> Response:
    """The form that takes a table, and those that were saved."""
    return _listing()


@blueprint.post("/places/imports", endpoint="bring_back")
@takes(room)
def send() -> AnyResponse:
    """Read a table: nothing is changed yet."""
    require(current_actor(), May.IMPORT, policy())
    try:
        uid = bring(service.bring_back)
    except (Invalid, TooMuch) as error:
        return _listing(error)
    return redirect(url_for(".brought", uid=uid), 303)


def _listing(error: WikiError | None = None) -> Response:
    require(current_actor(), May.IMPORT, policy())
    return answer(
        "places/imports.html",
        error.status if error else 200,
        found=queries.recent(before=request.args.get("before", type=key_given)),
        problem=sentence(error) if error else "",
        megabytes=LARGEST // 1_000_000,
        most=batches.MOST_LINES,
    )


@blueprint.get("/places/imports/<uid>", endpoint="brought")
def show(uid: str) -> Response:
    """What a table would do, or how far it is."""
    require(current_actor(), May.IMPORT, policy())
    batch = queries.batch(uid)
    after = request.args.get("after", 0, type=key_given)
    is_new = batch.state == batches.READY
    shown = (WAITING,) if is_new else ()
    left = (STUCK if batch.undoes else LEFT,)
    return answer(
        "places/imported.html",
        batch=batch,
        is_new=is_new,
        is_mine=batch.member_id == current_actor().member_id,
        flawed=queries.flawed(batch) if is_new else 0,
        lines=_worded(queries.lines(batch, shown, language(), after=after)),
        left=_worded(queries.lines(batch, left, language(), after=0 if is_new else after)),
        changed=_worded(queries.lines(batch, (CHANGED, TAKEN_BACK), language())),
        is_later="after" in request.args,
        summary=gettext("Corriger par un tableur"),
        longest=SUMMARY_LENGTH,
    )


def _worded(found: Slice[queries.ShownLine]) -> Slice[Line]:
    return Slice([_line(one) for one in found.rows], found.next_key)


def _line(one: queries.ShownLine) -> Line:
    why: dict[str, Any] = {"title": one.title or one.name, "name": one.name}
    reason = sentence(WikiError(one.reason, **why)) if one.reason else ""
    return Line(one.line, one.name, one.title, reason, tuple(map(_cell, one.cells)))


def _cell(cell: queries.Cell) -> Cell:
    problems = (problem_sentence(one.code, one.parameters) for one in cell.problems)
    label = cell.column.label(language())
    return Cell(label, cell.before, cell.now, cell.after, tuple(problems), cell.is_contradicted)


@blueprint.post("/places/imports/<uid>/start", endpoint="start_import")
def start(uid: str) -> AnyResponse:
    """Save what was shown."""
    service.start(current_actor(), uid, request.form.get("summary", ""))
    return redirect(url_for(".brought", uid=uid), 303)


@blueprint.post("/places/imports/<uid>/undo", endpoint="undo_import")
def undo(uid: str) -> AnyResponse:
    """Take back all that it saved."""
    service.undo(current_actor(), uid)
    return redirect(url_for(".brought", uid=uid), 303)
