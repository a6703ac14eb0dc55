"""The screen of a kind: its fields, group by group, to hide, rename and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.pages.queries.kinds import kinds
from wiki.schema.declared import code_from
from wiki.schema.kinds import Field, Group, Kind, core_kinds
from wiki.schema.settling import core_field, put_in_order, row_of, said_otherwise, told, words_of
from wiki.schema.sheet import Sheet
from wiki.sheets.queries.misfits import counts
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import (
    Settling,
    opened,
    problems_in_words,
    retyped,
    sent,
    settle,
    show,
    typed,
    url_of,
)
from wiki.sheets.views.kinds.typed import type_name
from wiki.web.language import in_language, language
from wiki.web.sheet_problems import sentence

#: Most fields of a kind, and most digits of a place among them.
_MOST, _DIGITS = 500, 4


class Line(NamedTuple):
    """A field in the table of its group."""

    id: str
    label: str
    french: str
    type: str
    place: str
    is_hidden: bool
    is_needed: bool
    is_added: bool
    is_required: bool
    url: str
    choices_url: str
    columns_url: str


class Part(NamedTuple):
    """A group with its fields."""

    code: str
    label: str
    french: str
    place: str
    lines: Sequence[Line]


@blueprint.get("/admin/sheets/<sheet_kind>", endpoint="kind")
def screen(sheet_kind: str) -> Response:
    """The fields of a kind, to settle."""
    found = opened(sheet_kind)
    return _show(found, wrong=problems_in_words(found, found.problems))


@blueprint.post("/admin/sheets/<sheet_kind>", endpoint="settle_kind")
def settle_kind(sheet_kind: str) -> AnyResponse:
    """Save which fields are shown, under which names and in which order; or show what it makes."""
    found = sent(sheet_kind)
    errors: dict[str, str] = {}
    sheet = _named(found)
    sheet = _with_groups(found, sheet, errors)
    sheet = _with_fields(found, sheet, errors)
    return settle(found.saying(sheet), _show, errors, url_of("kind", sheet_kind))


def _named(found: Settling) -> Sheet:
    """The sheet by which the kind has the names that were typed."""
    core = core_kinds().get(found.code)
    words = words_of(typed("label-fr"), typed("label-en"), core.labels if core else None)
    sheet = told(found.sheet, "labels", "fr", text=words["fr"])
    return told(sheet, "labels", "en", text=words["en"])


def _with_groups(found: Settling, sheet: Sheet, errors: dict[str, str]) -> Sheet:
    known = {group.code: group for group in found.core.groups}
    listed = [group for group in found.kind.groups if f"group-{group.code}" in request.form]
    for group in listed:
        if (name := typed(f"group-{group.code}")) != group.labels["fr"]:
            core = known.get(group.code)
            fr = said_otherwise(name, core.labels if core else None)
            sheet = told(sheet, "groups", group.code, fr=fr)
    codes = [group.code for group in listed]
    wanted = wanted_order(codes, "group-place-", errors)
    if wanted != codes:
        sheet = put_in_order(sheet, "groups", wanted, list(known))
    if name := typed("new-group"):
        code = code_from(name, {group.code for group in found.kind.groups})
        sheet = told(sheet, "groups", code, fr=name)
    return sheet


def _with_fields(found: Settling, sheet: Sheet, errors: dict[str, str]) -> Sheet:
    listed, shown = set(request.form.getlist("listed")[:_MOST]), set(request.form.getlist("shown"))
    for group in found.kind.groups:
        fields = [one for one in _fields_of(found.kind, group) if one.id in listed]
        for one in fields:
            sheet = _with_field(found, sheet, one, one.id in shown)
        ids = [one.id for one in fields]
        wanted = wanted_order(ids, "place-", errors)
        if wanted != ids:
            sheet = put_in_order(sheet, "fields", wanted, list(found.core.by_id))
    return sheet


def _with_field(found: Settling, sheet: Sheet, one: Field, is_shown: bool) -> Sheet:
    core = core_field(found.core, one.id)
    said: dict[str, object] = {}
    name = typed(f"name-{one.id}")
    if name != one.labels["fr"]:
        said["fr"] = said_otherwise(name, core.labels if core else None)
    if one.hidden == is_shown:
        said["hidden"] = None if is_shown else True
    return told(sheet, "fields", one.id, **said) if said else sheet


def wanted_order(ids: Sequence[str], prefix: str, errors: dict[str, str]) -> list[str]:
    """The ids by the places that were typed; one put where another is comes before it, or after
    when it comes from before."""
    keys: dict[str, tuple[int, int, int]] = {}
    for place, one in enumerate(ids, 1):
        text = typed(prefix + one)
        number = place
        if text:
            if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
                number = int(text)
            else:
                errors[prefix + one] = sentence("not_integer", {})
        keys[one] = (number, (number > place) - (number < place), place)
    return sorted(ids, key=lambda one: keys[one])


def _fields_of(kind: Kind, group: Group) -> list[Field]:
    """The fields of a group, those that are hidden too."""
    return [one for one in kind.fields if one.group == group.code]


def _show(found: Settling, **how: object) -> Response:
    errors: Mapping[str, str] = how.get("errors", {})  # type: ignore[assignment]
    known = {group.code for group in found.kind_before.groups}
    parts = [
        Part(
            group.code,
            in_language(group.labels),
            retyped(f"group-{group.code}", group.labels["fr"], how),
            typed(f"group-place-{group.code}") if errors else str(at),
            [
                _line(found, one, typed(f"place-{one.id}") if errors else str(place), how)
                for place, one in enumerate(_fields_of(found.kind, group), 1)
            ],
        )
        for at, group in enumerate(found.kind.groups, 1)
        if group.code in known  # one to add is below, as it was typed
    ]
    labels = found.kind.labels
    english = row_of(found.sheet, "labels", "en").get("text", "")
    return show(
        "sheets/kind.html",
        found,
        parts=parts,
        names={
            "fr": retyped("label-fr", labels["fr"], how),
            "en": retyped("label-en", english or labels["en"], how),
        },
        new_group=typed("new-group"),
        is_french=language() == "fr",
        is_core=found.code in core_kinds(),
        is_known=found.code in kinds(),
        misfits=counts().get(found.code, 0),
        **how,  # type: ignore[arg-type]
    )


def _line(found: Settling, one: Field, place: str, how: Mapping[str, object]) -> Line:
    core = core_field(found.core, one.id)
    return Line(
        one.id,
        in_language(one.labels),
        retyped(f"name-{one.id}", one.labels["fr"], how),
        type_name(one.type),
        place,
        one.hidden,
        bool(core and core.required),
        core is None,
        one.required,
        url_of("field", found.code, field=one.id),
        url_of("choices", found.code, listed=one.id) if one.vocabulary else "",
        url_of("columns", found.code, rows=one.id) if one.fields else "",
    )
