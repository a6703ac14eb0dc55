"""The screen of one field of a kind: what it is called, who sees it, when it is asked for."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.schema.declared import code_from
from wiki.schema.kinds import VISIBILITIES, Field
from wiki.schema.settled import FIRST, NOTHING, moved, rows_of, schema_kind
from wiki.schema.settling import core_field, put_in_order, told, without, words_of
from wiki.schema.sheet import Sheet
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import Settling, opened, sent, settle, show, typed, url_of
from wiki.sheets.views.kinds.typed import (
    LISTS,
    MOST,
    NUMBERS,
    ROWS,
    new_columns,
    number,
    type_name,
    types,
    units,
    with_columns,
    with_entries,
)
from wiki.web.language import gettext, in_language
from wiki.web.sheet_problems import sentence

#: What the buttons ask for: the answers of the field that another waits for, and taking away.
_ANSWERS, _REMOVE = "answers", "remove"
#: The names of the fields of this form that are one line.
_TYPED = (
    "fr",
    "en",
    "help_fr",
    "help_en",
    "group",
    "after",
    "visibility",
    "freshness",
    "unit",
    "min",
    "max",
    "when_field",
)


@blueprint.get("/admin/sheets/<sheet_kind>/fields/new", endpoint="new_field")
def new_form(sheet_kind: str) -> Response:
    """A field to add."""
    return _show_new(opened(sheet_kind))


@blueprint.post("/admin/sheets/<sheet_kind>/fields/new", endpoint="add_field")
def add(sheet_kind: str) -> AnyResponse:
    """Add a field; or show the form that it makes."""
    found = sent(sheet_kind)
    if request.form.get("action") == _ANSWERS:
        return _show_new(found)
    errors: dict[str, str] = {}
    if not typed("fr"):
        errors["fr"] = sentence("required", {})
    if typed("type") not in types():
        errors["type"] = sentence("required", {})
    said = (row["id"] for _, row in rows_of(found.before, "fields", "id"))
    taken = {"new", *found.kind.by_id, *said}
    id_ = code_from(typed("fr"), taken)
    sheet = found.sheet
    if not errors:
        sheet = told(sheet, "fields", id_, type=typed("type"))
        sheet = _settled(found, sheet, id_, errors)
        sheet = _with_choices(sheet, id_)
    return settle(found.saying(sheet), _show_new, errors, url_of("kind", sheet_kind))


@blueprint.get("/admin/sheets/<sheet_kind>/fields/<field>", endpoint="field")
def form(sheet_kind: str, field: str) -> Response:
    """What a field is called, who sees it, when it is asked for."""
    return _show_one(_having(opened(sheet_kind), field), field)


@blueprint.post("/admin/sheets/<sheet_kind>/fields/<field>", endpoint="settle_field")
def settle_field(sheet_kind: str, field: str) -> AnyResponse:
    """Save what a field is; or show the form that it makes."""
    found = _having(sent(sheet_kind), field)

    def screen(found: Settling, **how: Any) -> Response:
        return _show_one(found, field, **how)

    action = request.form.get("action")
    if action == _ANSWERS:
        return screen(found)
    errors: dict[str, str] = {}
    if action == _REMOVE and core_field(found.core, field) is None:
        sheet = without(found.sheet, field)
    else:
        sheet = _settled(found, found.sheet, field, errors)
    return settle(found.saying(sheet), screen, errors, url_of("kind", sheet_kind))


def _having(found: Settling, id_: str) -> Settling:
    if id_ not in found.kind.by_id:
        raise Missing("field_missing")
    return found


def _settled(found: Settling, sheet: Sheet, id_: str, errors: dict[str, str]) -> Sheet:
    """The sheet that says of a field what was typed, where that is not as the package has it."""
    core = core_field(found.core, id_)
    one = found.kind.by_id.get(id_)
    said: dict[str, Any] = words_of(typed("fr"), typed("en"), core.labels if core else None)
    said |= words_of(typed("help_fr"), typed("help_en"), core.help if core else None, "help_")
    group = typed("group")
    said["group"] = None if core and core.group == group else group
    visibility = typed("visibility")
    said["visibility"] = (
        None if visibility == (core.visibility if core else "public") else visibility
    )
    said["hidden"] = True if "hidden" in request.form else None
    is_required = "required" in request.form
    said["required"] = None if is_required == bool(core and core.required) else is_required
    months = number("freshness", errors) or 0
    said["freshness"] = None if months == ((core.freshness if core else None) or 0) else months
    said |= _waiting(core)
    if core is None:
        type_ = one.type if one else typed("type")
        if type_ in NUMBERS:
            said |= {name: number(name, errors) for name in ("min", "max")}
        if type_ in ("integer", "number"):
            said["unit"] = typed("unit")
    sheet = told(sheet, "fields", id_, **said)
    return _placed(found, sheet, id_, typed("after")) if typed("after") else sheet


def _placed(found: Settling, sheet: Sheet, id_: str, after: str) -> Sheet:
    """The sheet by which a field comes after another one, or first."""
    order = [*(name for name in found.kind.by_id if name != id_), id_]
    wanted = moved(order, [{"id": id_, "after": after}], "id")
    return put_in_order(sheet, "fields", wanted, list(found.core.by_id))


def _waiting(core: Field | None) -> dict[str, Any]:
    """Which field this one waits for, and which answers call for it."""
    name, answers = typed("when_field"), request.form.getlist("when_in")[:MOST]
    had = core.when if core else None
    if not name:
        return {"when_field": NOTHING if had else None, "when_in": None}
    if had and had.field == name and set(had.codes) == set(answers):
        return {"when_field": None, "when_in": None}
    return {"when_field": name, "when_in": answers}


def _with_choices(sheet: Sheet, id_: str) -> Sheet:
    """The sheet with the list that was typed, an entry on each line, or with the columns."""
    if typed("type") in LISTS:
        return with_entries(sheet, id_, request.form.get("choices", ""), ())
    return with_columns(sheet, id_) if typed("type") == ROWS else sheet


# -- The screens


def _show_new(found: Settling, **how: Any) -> Response:
    values = {name: request.form.get(name, "") for name in (*_TYPED, "type", "choices")}
    values["group"] = typed("group") or request.args.get("group", "")[:40]
    flags = {name: name in request.form for name in ("hidden", "required")}
    return _show(found, None, values | flags, **how)


def _show_one(found: Settling, id_: str, **how: Any) -> Response:
    one = found.kind.by_id.get(id_) or Field(id_, {"fr": id_}, "text")
    if request.method == "POST" and how.get("status") != 409:
        return _show_typed(found, one, **how)
    values: dict[str, Any] = {
        "fr": one.labels.get("fr", ""),
        "en": one.labels.get("en", ""),
        "help_fr": one.help.get("fr", ""),
        "help_en": one.help.get("en", ""),
        "group": one.group,
        "visibility": one.visibility,
        "freshness": one.freshness or "",
        "hidden": one.hidden,
        "required": one.required,
        "unit": one.unit,
        "min": "" if one.min is None else int(one.min),
        "max": "" if one.max is None else int(one.max),
        "when_field": one.when.field if one.when else "",
        "when_in": one.when.codes if one.when else (),
    }
    return _show(found, one, values, **how)


def _show_typed(found: Settling, one: Field, **how: Any) -> Response:
    values: dict[str, Any] = {name: request.form.get(name, "") for name in _TYPED}
    values |= {name: name in request.form for name in ("hidden", "required")}
    return _show(found, one, values, **how)


def _show(found: Settling, one: Field | None, values: dict[str, Any], **how: Any) -> Response:
    answers = request.form.getlist("when_in") if request.method == "POST" else ()
    values = {"when_in": answers, "after": ""} | values
    core = core_field(found.core, one.id) if one else None
    judges = {
        other.id: other
        for other in found.kind.fields
        if other.type in (*LISTS, "boolean") and not (one and other.id == one.id)
    }
    judge = judges.get(str(values["when_field"]))
    return show(
        "sheets/kind_field.html",
        found,
        field=in_language(one.labels) if one else "",
        id=one.id if one else "",
        type=one.type if one else "",
        values=values,
        is_core=core is not None,
        is_needed=bool(core and core.required),
        types=list(types().items()),
        column_types=list(types(of_columns=True).items()),
        type_name=type_name(one.type) if one else "",
        groups=[(group.code, in_language(group.labels)) for group in found.kind.groups],
        places=_places(found, one),
        audiences=_audiences(),
        units=units(),
        judges=[(other.id, in_language(other.labels)) for other in judges.values()],
        answers=_answers(judge),
        new_columns=new_columns(),
        choices_url=url_of("choices", found.code, listed=one.id) if one and one.vocabulary else "",
        columns_url=url_of("columns", found.code, rows=one.id) if one and one.fields else "",
        **how,
    )


def _audiences() -> list[tuple[str, str]]:
    names = schema_kind().field("fields").columns["visibility"].choices
    return [(code, in_language(names[code].labels)) for code in VISIBILITIES]


def _places(found: Settling, one: Field | None) -> list[tuple[str, str]]:
    """Where a field may be put: before all, or after another one."""
    others = [other for other in found.kind.fields if not (one and other.id == one.id)]
    after = [(o.id, gettext("Après « %(name)s »", name=in_language(o.labels))) for o in others]
    return [(FIRST, gettext("En premier")), *after]


def _answers(judge: Field | None) -> list[tuple[str, str]]:
    """The answers of a field that may call for another one."""
    if judge is None:
        return []
    if judge.type == "boolean":
        return [("true", gettext("Oui")), ("false", gettext("Non"))]
    return [(choice.code, in_language(choice.labels)) for choice in judge.vocabulary]
