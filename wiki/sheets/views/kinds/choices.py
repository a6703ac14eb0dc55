"""The screen of the list of a field: its entries, to add, hide, rename and put in order."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.schema.kinds import Field
from wiki.schema.mending import field_at
from wiki.schema.settling import core_choices, put_choices_in_order, told, words_of
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
from wiki.sheets.views.kinds.typed import with_entries
from wiki.web.language import in_language

#: Most entries of a list that are read.
_MOST = 500


class Entry(NamedTuple):
    """An entry of the list."""

    code: str
    french: str
    english: str
    place: str
    is_hidden: bool


@blueprint.get("/admin/sheets/<sheet_kind>/choices/<path:listed>", endpoint="choices")
def form(sheet_kind: str, listed: str) -> Response:
    """The entries of the list of a field, or of a column `field/column`."""
    found = opened(sheet_kind)
    _listed(found, listed)
    return _show(found, listed)


@blueprint.post("/admin/sheets/<sheet_kind>/choices/<path:listed>", endpoint="settle_choices")
def settle_choices(sheet_kind: str, listed: str) -> AnyResponse:
    """Save the list; or show the form that it makes."""
    found, of = sent(sheet_kind), listed
    one = _listed(found, of)
    errors: dict[str, str] = {}
    sent_codes = set(request.form.getlist("listed")[:_MOST])
    shown = set(request.form.getlist("shown"))
    core, sheet = core_choices(found.core, of), found.sheet
    for choice in one.vocabulary:
        if choice.code not in sent_codes:
            continue
        known = core[choice.code].labels if choice.code in core else None
        words = words_of(typed(f"fr-{choice.code}"), typed(f"en-{choice.code}"), known)
        hidden = None if choice.code in shown else True
        sheet = told(sheet, "choices", of, choice.code, **words, hidden=hidden)
    codes = [choice.code for choice in one.vocabulary if choice.code in sent_codes]
    wanted = wanted_order(codes, "place-", errors)
    if wanted != codes:
        sheet = put_choices_in_order(sheet, of, wanted, list(core))
    sheet = with_entries(sheet, of, request.form.get("added", ""), list(one.choices))

    def screen(found: Settling, **how: Any) -> Response:
        return _show(found, of, **how)

    return settle(found.saying(sheet), screen, errors, url_of("choices", sheet_kind, listed=of))


def _listed(found: Settling, of: str) -> Field:
    """The field, or the column, that has a list. Raises `Missing`."""
    one = field_at(found.kind, of)
    if one is None or not one.vocabulary:
        raise Missing("field_missing")
    return one


def _show(found: Settling, of: str, **how: Any) -> Response:
    errors = how.get("errors") or {}
    before = field_at(found.kind_before, of)
    name, _, column = of.partition("/")
    whole, one = found.kind.by_id.get(name), field_at(found.kind, of)
    entries = [
        Entry(
            choice.code,
            retyped(f"fr-{choice.code}", choice.labels["fr"], how),
            retyped(f"en-{choice.code}", choice.labels.get("en", ""), how),
            typed(f"place-{choice.code}") if errors else str(place),
            choice.hidden,
        )
        for place, choice in enumerate(one.vocabulary if one else (), 1)
        if before and choice.code in before.choices  # those to add are below, as they were typed
    ]
    label = in_language(whole.labels) if whole else of
    return show(
        "sheets/kind_choices.html",
        found,
        of=of,
        field=f"{label}, {in_language(one.labels)}" if column and one else label,
        field_url=url_of("field", found.code, field=name),
        entries=entries,
        added=request.form.get("added", ""),
        **how,
    )
