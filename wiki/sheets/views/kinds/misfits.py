"""The values of a kind that fit no more, with what may become of each."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, request
from werkzeug import Response as AnyResponse
from werkzeug.utils import redirect

from wiki.kernel.errors import WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.submissions import base_in
from wiki.schema.kinds import Field, Kind
from wiki.schema.mending import at, field_at
from wiki.schema.sheet import Sheet
from wiki.schema.spoken import spoken
from wiki.sheets.queries import misfits as queries
from wiki.sheets.service.mend import mend
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import opened, url_of
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext, in_language
from wiki.web.said import words
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.templates import answer, titled_url
from wiki.web.wording import sentence

#: Longest path of a value that is read.
_LONGEST = 200


class Option(NamedTuple):
    """Something that may become of a value, with what it may become, if that is to be chosen."""

    remedy: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()


class Line(NamedTuple):
    """A value that fits no more."""

    title: str
    uid: str
    head: int
    path: str
    field: str
    value: str
    why: str
    edit_url: str
    kind_url: str
    kind_label: str
    options: tuple[Option, ...]


@blueprint.get("/admin/sheets/<sheet_kind>/misfits", endpoint="misfits")
def listing(sheet_kind: str) -> Response:
    """The values of a kind that fit no more."""
    return _show(sheet_kind)


@blueprint.post("/admin/sheets/<sheet_kind>/misfits", endpoint="mend")
def settle(sheet_kind: str) -> AnyResponse:
    """Do with a value what its button says."""
    opened(sheet_kind)
    given = request.form
    try:
        mend(
            current_actor(),
            given.get("uid", "")[:_LONGEST],
            base_in(given.get("base", "")),
            given.get("where", "")[:_LONGEST],
            given.get("remedy", ""),
            given.get("to", "")[:_LONGEST],
            summary=gettext("Une valeur qui n’allait plus avec sa fiche"),
            place=place(),
        )
    except WikiError as error:
        why = error.params.get("why")
        told = said_of(why, {}) if why else ""
        return _show(sheet_kind, problem=f"{sentence(error)} {told}".strip(), status=error.status)
    return redirect(url_of("misfits", sheet_kind, mended=1), 303)


def _show(code: str, *, problem: str = "", status: int = 200) -> Response:
    found = opened(code)
    slice_ = queries.misfits(code, after=_after())
    return answer(
        "sheets/misfits.html",
        status,
        code=code,
        kind=in_language(found.kind.labels),
        lines=[_line(code, found.kind, row) for row in slice_.rows],
        next_key="-".join(map(str, slice_.next_key)) if slice_.next_key else "",
        is_later="after" in request.args,
        is_mended="mended" in request.args,
        problem=problem,
    )


def _after() -> tuple[int, str]:
    """After which value the list goes on, as the address gives it."""
    number, _, path = request.args.get("after", "")[: 2 * _LONGEST].partition("-")
    try:
        return key_given(number), path.replace("\0", "")
    except ValueError:
        return 0, ""


def _line(code: str, kind: Kind, row: queries.Line) -> Line:
    sheet = Sheet.from_json(code, row.infobox)
    name = row.path.partition("/")[0]
    field, whole = field_at(kind, row.path), kind.by_id.get(name)
    value = at(sheet, row.path) if "/" in row.path else sheet.values.get(name)
    label = [in_language(one.labels) for one in (whole, field) if one]
    said = ", ".join(word.text for word in words(spoken(field, value))) if value is not None else ""
    is_choice = row.code == "unknown_choice"
    return Line(
        row.title,
        row.uid,
        row.head,
        row.path,
        ", ".join(dict.fromkeys(label)) or row.path,
        said or str(value)[:_LONGEST],
        _why(row.code, str(value)),
        titled_url("wiki.sheets.edit", row.title),
        url_of("choices", code, listed=_listed(row.path)) if is_choice else _field_url(code, whole),
        gettext("Remettre ce choix dans la liste") if is_choice else gettext("Régler le champ"),
        _options(kind, sheet, row, field),
    )


def _field_url(code: str, field: Field | None) -> str:
    return url_of("field", code, field=field.id) if field else ""


def _listed(path: str) -> str:
    """The name of the list of a path: of `seats/0/kind`, that of `seats/kind`."""
    name, *rest = path.split("/")
    return "/".join((name, *rest[1:]))


def _why(code: str, value: str) -> str:
    if code == "hidden_field":
        return gettext("ce champ est caché.")
    if code == "unknown_field":
        return gettext("ce champ n’est plus dans la fiche.")
    return said_of(code, {"value": value, "max": "…", "min": "…"})


def _options(
    kind: Kind, sheet: Sheet, row: queries.Line, field: Field | None
) -> tuple[Option, ...]:
    found = []
    if row.code == "unknown_choice" and field:
        choices = tuple((choice.code, in_language(choice.labels)) for choice in field.offered)
        found.append(Option("replace_choice", gettext("Remplacer par"), choices))
    if row.code in ("unknown_field", "hidden_field") and "/" not in row.path:
        free = tuple(
            (one.id, in_language(one.labels))
            for one in kind.fields
            if not one.hidden and one.type != "rows" and sheet.values.get(one.id) is None
        )
        found.append(Option("move_value", gettext("Déplacer vers"), free))
    if "/" not in row.path or field is None or not field.required:
        found.append(Option("remove_value", gettext("Retirer la valeur")))
    return tuple(found)
