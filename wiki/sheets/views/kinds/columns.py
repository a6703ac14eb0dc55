"""The screens of the columns of a field: to add, hide, rename and put in order, and of each one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.schema.customised import needed_columns
from wiki.schema.declared import code_from
from wiki.schema.kinds import Field
from wiki.schema.settled import rows_of
from wiki.schema.settling import (
    core_field,
    put_columns_in_order,
    row_of,
    said_otherwise,
    told,
    without,
    words_of,
)
from wiki.schema.sheet import Sheet
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.kind import wanted_order
from wiki.sheets.views.kinds.settling import (
    Settling,
    opened,
    retyped,
    sent,
    settle,
    show,
    typed,
    url_of,
)
from wiki.sheets.views.kinds.typed import (
    LISTS,
    NUMBERS,
    number,
    type_name,
    types,
    units,
    with_entries,
)
from wiki.web.language import in_language
from wiki.web.sheet_problems import sentence

_REMOVE = "remove"
#: Most columns that are read.
_MOST = 100
#: The names of the fields of the form of a column that are one line.
_TYPED = ("fr", "en", "help_fr", "help_en", "type", "choices", "unit", "min", "max")
_FLAGS = ("hidden", "required", "identity")


class Line(NamedTuple):
    """A column in the table."""

    id: str
    french: str
    type: str
    place: str
    is_hidden: bool
    is_needed: bool
    is_identity: bool
    is_added: bool
    is_required: bool
    url: str
    choices_url: str


@blueprint.get("/admin/sheets/<sheet_kind>/columns/<rows>", endpoint="columns")
def form(sheet_kind: str, rows: str) -> Response:
    """The columns of a field."""
    found = opened(sheet_kind)
    _having(found, rows)
    return _show(found, rows)


@blueprint.post("/admin/sheets/<sheet_kind>/columns/<rows>", endpoint="settle_columns")
def settle_columns(sheet_kind: str, rows: str) -> AnyResponse:
    """Save which columns are shown, under which names and in which order; or show the form."""
    found = sent(sheet_kind)
    whole = _having(found, rows)
    errors: dict[str, str] = {}
    listed = set(request.form.getlist("listed")[:_MOST])
    shown = set(request.form.getlist("shown"))
    sheet = _with_identity(found, whole)
    for one in whole.fields:
        if one.id in listed:
            sheet = _with_column(found, sheet, rows, one, one.id in shown)
    ids = [one.id for one in whole.fields if one.id in listed]
    wanted = wanted_order(ids, "place-", errors)
    if wanted != ids:
        core = core_field(found.core, rows)
        sheet = put_columns_in_order(sheet, rows, wanted, list(core.columns) if core else [])

    def screen(found: Settling, **how: Any) -> Response:
        return _show(found, rows, **how)

    return settle(found.saying(sheet), screen, errors, url_of("columns", sheet_kind, rows=rows))


@blueprint.get("/admin/sheets/<sheet_kind>/columns/<rows>/new", endpoint="new_column")
def new_form(sheet_kind: str, rows: str) -> Response:
    """A column to add."""
    found = opened(sheet_kind)
    _having(found, rows)
    return _show_one(found, rows, None)


@blueprint.post("/admin/sheets/<sheet_kind>/columns/<rows>/new", endpoint="add_column")
def add(sheet_kind: str, rows: str) -> AnyResponse:
    """Add a column; or show the form that it makes."""
    found = sent(sheet_kind)
    whole = _having(found, rows)
    errors: dict[str, str] = {}
    if not typed("fr"):
        errors["fr"] = sentence("required", {})
    if typed("type") not in types(of_columns=True):
        errors["type"] = sentence("required", {})
    told_before = (row["id"] for _, row in rows_of(found.before, "columns", "id"))
    id_ = code_from(typed("fr"), {"new", *whole.columns, *told_before})
    sheet = found.sheet
    if not errors:
        sheet = told(_with_identity(found, whole), "columns", rows, id_, type=typed("type"))
        sheet = _settled(found, sheet, rows, id_, errors)
        if typed("type") in LISTS:
            listed = request.form.get("choices", "")
            sheet = with_entries(sheet, f"{rows}/{id_}", listed, ())

    def screen(found: Settling, **how: Any) -> Response:
        return _show_one(found, rows, None, **how)

    return settle(found.saying(sheet), screen, errors, url_of("columns", sheet_kind, rows=rows))


@blueprint.get("/admin/sheets/<sheet_kind>/columns/<rows>/<column>", endpoint="column")
def column_form(sheet_kind: str, rows: str, column: str) -> Response:
    """What a column is called, and what bounds it."""
    found = opened(sheet_kind)
    return _show_one(found, rows, _column(found, rows, column))


@blueprint.post("/admin/sheets/<sheet_kind>/columns/<rows>/<column>", endpoint="settle_column")
def settle_column(sheet_kind: str, rows: str, column: str) -> AnyResponse:
    """Save what a column is; or show the form that it makes."""
    found = sent(sheet_kind)
    one = _column(found, rows, column)
    errors: dict[str, str] = {}
    path = f"{rows}/{column}"
    if request.form.get("action") == _REMOVE and core_field(found.core, path) is None:
        sheet = without(found.sheet, path)
    else:
        sheet = _settled(found, found.sheet, rows, column, errors)

    def screen(found: Settling, **how: Any) -> Response:
        return _show_one(found, rows, one, **how)

    return settle(found.saying(sheet), screen, errors, url_of("columns", sheet_kind, rows=rows))


def _having(found: Settling, id_: str) -> Field:
    """The field whose values are rows. Raises `Missing`."""
    one = found.kind.by_id.get(id_)
    if one is None or not one.fields:
        raise Missing("field_missing")
    return one


def _column(found: Settling, rows: str, column: str) -> Field:
    one = _having(found, rows).columns.get(column)
    if one is None:
        raise Missing("field_missing")
    return one


def _with_identity(found: Settling, whole: Field) -> Sheet:
    """The sheet that says which columns tell the rows apart, lest the order of others does."""
    sheet = found.sheet
    if whole.id not in found.core.by_id:
        for name in whole.identity:
            sheet = told(sheet, "columns", whole.id, name, identity=True)
    return sheet


def _with_column(found: Settling, sheet: Sheet, of: str, one: Field, is_shown: bool) -> Sheet:
    core = core_field(found.core, f"{of}/{one.id}")
    said: dict[str, object] = {}
    name = typed(f"name-{one.id}")
    if name != one.labels["fr"]:
        said["fr"] = said_otherwise(name, core.labels if core else None)
    if one.hidden == is_shown:
        said["hidden"] = None if is_shown else True
    return told(sheet, "columns", of, one.id, **said) if said else sheet


def _settled(found: Settling, sheet: Sheet, of: str, id_: str, errors: dict[str, str]) -> Sheet:
    """The sheet that says of a column what was typed, where that is not as the package has it."""
    core = core_field(found.core, f"{of}/{id_}")
    said: dict[str, Any] = words_of(typed("fr"), typed("en"), core.labels if core else None)
    said |= words_of(typed("help_fr"), typed("help_en"), core.help if core else None, "help_")
    said["hidden"] = True if "hidden" in request.form else None
    is_required = "required" in request.form
    said["required"] = None if is_required == bool(core and core.required) else is_required
    if core is None:
        type_ = row_of(sheet, "columns", of, id_).get("type", "")
        if type_ in NUMBERS:
            said |= {name: number(name, errors) for name in ("min", "max")}
        if type_ in ("integer", "number"):
            said["unit"] = typed("unit")
        if of not in found.core.by_id:
            said["identity"] = True if "identity" in request.form else None
    return told(sheet, "columns", of, id_, **said)


# -- The screens


def _show(found: Settling, rows: str, **how: Any) -> Response:
    errors = how.get("errors") or {}
    whole = found.kind.by_id.get(rows) or Field(rows, {"fr": rows}, "rows")
    lines = [
        _line(found, whole, one, typed(f"place-{one.id}") if errors else str(place), how)
        for place, one in enumerate(whole.fields, 1)
    ]
    return show(
        "sheets/kind_columns.html",
        found,
        field=in_language(whole.labels),
        id=rows,
        field_url=url_of("field", found.code, field=rows),
        lines=lines,
        **how,
    )


def _line(found: Settling, whole: Field, one: Field, place: str, how: Mapping[str, Any]) -> Line:
    core = core_field(found.core, f"{whole.id}/{one.id}")
    of = {"rows": whole.id, "column": one.id}
    listed = f"{whole.id}/{one.id}"
    return Line(
        one.id,
        retyped(f"name-{one.id}", one.labels["fr"], how),
        type_name(one.type),
        place,
        one.hidden,
        _is_needed(found, whole, one.id),
        one.id in whole.identity,
        core is None,
        one.required,
        url_of("column", found.code, **of),
        url_of("choices", found.code, listed=listed) if one.vocabulary else "",
    )


def _is_needed(found: Settling, whole: Field, column: str) -> bool:
    return column in {*needed_columns(found.core, whole.id), *whole.identity}


def _show_one(found: Settling, rows: str, one: Field | None, **how: Any) -> Response:
    whole = found.kind.by_id.get(rows) or Field(rows, {"fr": rows}, "rows")
    core = core_field(found.core, f"{rows}/{one.id}") if one else None
    is_needed = bool(one and _is_needed(found, whole, one.id))
    return show(
        "sheets/kind_column.html",
        found,
        field=in_language(whole.labels),
        columns_url=url_of("columns", found.code, rows=rows),
        column=in_language(one.labels) if one else "",
        id=one.id if one else "",
        type=one.type if one else "",
        type_name=type_name(one.type) if one else "",
        types=list(types(of_columns=True).items()),
        units=units(),
        values=_values(whole, one, is_typed=request.method == "POST" and how.get("status") != 409),
        is_core=core is not None,
        is_needed=is_needed,
        is_ours=rows not in found.core.by_id,
        choices_url=url_of("choices", found.code, listed=f"{rows}/{one.id}")
        if one and one.vocabulary
        else "",
        **how,
    )


def _values(whole: Field, one: Field | None, *, is_typed: bool) -> dict[str, Any]:
    """What the form of a column shows: what was typed, or what the column is."""
    if is_typed or one is None:
        values: dict[str, Any] = {name: request.form.get(name, "") for name in _TYPED}
        return values | {name: name in request.form for name in _FLAGS}
    return {
        "fr": one.labels.get("fr", ""),
        "en": one.labels.get("en", ""),
        "help_fr": one.help.get("fr", ""),
        "help_en": one.help.get("en", ""),
        "hidden": one.hidden,
        "required": one.required,
        "identity": one.id in whole.identity,
        "unit": one.unit,
        "min": "" if one.min is None else int(one.min),
        "max": "" if one.max is None else int(one.max),
    }
