"""Mendings of many values: what each sheet becomes, how far they are, and taking them back."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.kernel.pager import Slice, key_given
from wiki.pages.batches import CHANGED, LEFT, STUCK, TAKEN_BACK, WAITING
from wiki.schema.kinds import Kind
from wiki.schema.mending import Step, field_at
from wiki.schema.validation import Problem
from wiki.sheets.queries import mendings as queries
from wiki.sheets.rules import READY
from wiki.sheets.service import mendings as service
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import opened, url_of
from wiki.sheets.views.kinds.unfit import label_of, stays_because, value_in_words
from wiki.web.actors import current_actor
from wiki.web.language import gettext, in_language
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.templates import answer
from wiki.web.wording import sentence


class Change(NamedTuple):
    """A value that is mended, or stays: then `why`."""

    before: str
    field: str
    after: str
    why: str


class Line(NamedTuple):
    """A sheet, in words."""

    title: str
    changes: tuple[Change, ...]
    reason: str
    problems: tuple[str, ...]


class Work(NamedTuple):
    """A mending in the list of those that were started."""

    line: queries.MendingLine
    title: str
    url: str


@blueprint.get("/admin/sheets/<sheet_kind>/mendings", endpoint="mendings")
def listing(sheet_kind: str) -> Response:
    """The mendings that were started, the newest first."""
    found = opened(sheet_kind)
    before = request.args.get("before", type=key_given)
    works = queries.mendings(sheet_kind, before=before)
    return answer(
        "sheets/mendings.html",
        code=sheet_kind,
        kind=in_language(found.kind.labels),
        works=[
            Work(one, _title(found.kind, one), url_of("mending", sheet_kind, uid=one.uid))
            for one in works.rows
        ],
        next_key=works.next_key,
        is_later=before is not None,
    )


@blueprint.get("/admin/sheets/<sheet_kind>/mendings/<uid>", endpoint="mending")
def show(sheet_kind: str, uid: str) -> Response:
    """What each sheet becomes, or how far it is."""
    found = opened(sheet_kind)
    line = queries.mending(sheet_kind, uid)
    is_new = line.state == READY
    after = request.args.get("after", 0, type=key_given)
    left = (STUCK if line.undoes else LEFT,)
    shown = queries.sheets(line, (WAITING,) if is_new else left, after=after)
    done = queries.sheets(line, (CHANGED, TAKEN_BACK)) if not is_new else Slice((), None)
    return answer(
        "sheets/mending.html",
        code=sheet_kind,
        kind=in_language(found.kind.labels),
        line=line,
        title=_title(found.kind, line),
        again_url=url_of("together", sheet_kind, field=line.field, reason=line.code),
        is_new=is_new,
        is_mine=line.member_id == current_actor().member_id,
        staying=queries.staying(line) if is_new else 0,
        looked_at=service.LOOKED_AT,
        lines=[_line(found.kind, one) for one in shown.rows],
        next_key=shown.next_key,
        done=[_line(found.kind, one) for one in done.rows],
        is_more_done=done.next_key is not None,
        is_later=after > 0,
    )


@blueprint.post("/admin/sheets/<sheet_kind>/mendings/<uid>/start", endpoint="start_mending")
def start(sheet_kind: str, uid: str) -> AnyResponse:
    """Do what was shown."""
    _require(sheet_kind, uid)
    service.start(current_actor(), uid)
    return redirect(url_of("mending", sheet_kind, uid=uid), 303)


@blueprint.post("/admin/sheets/<sheet_kind>/mendings/<uid>/undo", endpoint="undo_mending")
def undo(sheet_kind: str, uid: str) -> AnyResponse:
    """Take back all that one has changed."""
    _require(sheet_kind, uid)
    service.undo(current_actor(), uid)
    return redirect(url_of("mending", sheet_kind, uid=uid), 303)


def _require(sheet_kind: str, uid: str) -> None:
    """Refuse who may not, then a work that is none of this kind."""
    opened(sheet_kind)
    queries.mending(sheet_kind, uid)


def _title(kind: Kind, line: queries.MendingLine) -> str:
    """What it does, and of which field."""
    field = label_of(kind, line.field)
    match line.remedy.name:
        case "replace_choice":
            return gettext("Remplacer des choix de « %(field)s »", field=field)
        case "convert_value":
            return gettext("Convertir « %(field)s »", field=field)
        case "move_value":
            to = label_of(kind, _target(line))
            return gettext("Déplacer « %(field)s » vers « %(to)s »", field=field, to=to)
    return gettext("Retirer « %(field)s »", field=field)


def _target(line: queries.MendingLine) -> str:
    """The path of the field that values move to."""
    name, is_column, _ = line.field.partition("/")
    return f"{name}/{line.remedy.to}" if is_column else line.remedy.to


def _line(kind: Kind, one: queries.Shown) -> Line:
    reason = sentence(WikiError(one.reason, title=one.title)) if one.reason else ""
    changes = tuple(_change(kind, step) for step in one.result.steps)
    return Line(one.title, changes, reason, tuple(_problem(kind, each) for each in one.problems))


def _change(kind: Kind, step: Step) -> Change:
    before = value_in_words(field_at(kind, step.path), step.before)
    if step.why is not None:
        return Change(before, "", "", stays_because(step.why))
    moved = label_of(kind, step.to) if step.to != step.path else ""
    after = value_in_words(field_at(kind, step.to), step.after) if step.after is not None else ""
    return Change(before, moved, after, "")


def _problem(kind: Kind, one: Problem) -> str:
    return f"{label_of(kind, one.path)} : {said_of(one.code, one.parameters)}"
