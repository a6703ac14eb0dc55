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
from wiki.schema.mending import Remedy, at, field_at, name_of, remedies_of, targets
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import mendings as works
from wiki.sheets.queries import misfits as queries
from wiki.sheets.service.mend import mend
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import opened, url_of
from wiki.sheets.views.kinds.unfit import LONGEST, choices_of, label_of, value_in_words, why
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext, in_language
from wiki.web.sheet_problems import sentence as said_of
from wiki.web.templates import answer, titled_url
from wiki.web.wording import sentence


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
    entry: str
    field: str
    value: str
    why: str
    edit_url: str
    kind_url: str
    kind_label: str
    options: tuple[Option, ...]


class Group(NamedTuple):
    """Values of one field that fit no more for one reason, which may be mended together."""

    field: str
    why: str
    number: int
    url: str


@blueprint.get("/admin/sheets/<sheet_kind>/misfits", endpoint="misfits")
def listing(sheet_kind: str) -> Response:
    """The values of a kind that fit no more."""
    return _show(sheet_kind)


@blueprint.post("/admin/sheets/<sheet_kind>/misfits", endpoint="mend")
def settle(sheet_kind: str) -> AnyResponse:
    """Do with a value what its button says."""
    opened(sheet_kind)
    given = request.form
    to, entry = given.get("to", "")[:LONGEST], given.get("entry", "")[:LONGEST]
    try:
        mend(
            current_actor(),
            given.get("uid", "")[:LONGEST],
            base_in(given.get("base", "")),
            given.get("where", "")[:LONGEST],
            Remedy(given.get("remedy", ""), to, {entry: to}),
            summary=gettext("Une valeur qui n’allait plus avec sa fiche"),
            place=place(),
        )
    except WikiError as error:
        reason = error.params.get("why")
        told = said_of(reason, error.params) if reason else ""
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
        groups=[_group(code, found.kind, one) for one in queries.groups(code)],
        has_mendings=bool(works.mendings(code).rows),
        lines=[_line(code, found.kind, row) for row in slice_.rows],
        next_url=_next_url(code, slice_.next_key) if slice_.next_key else "",
        is_later="after" in request.args,
        is_mended="mended" in request.args,
        problem=problem,
    )


def _next_url(code: str, key: tuple[int, str, str]) -> str:
    after, path, entry = key
    return url_of("misfits", code, after=after, path=path, entry=entry or None)


def _after() -> tuple[int, str, str]:
    """After which value the list goes on, as the address gives it."""
    path, entry = (request.args.get(name, "")[:LONGEST] for name in ("path", "entry"))
    if "\0" in path + entry:
        return 0, "", ""
    return request.args.get("after", 0, type=key_given), path, entry


def _group(code: str, kind: Kind, one: queries.Group) -> Group:
    url = url_of("together", code, field=one.field, reason=one.code)
    return Group(label_of(kind, one.field), why(one.code), one.number, url)


def _line(code: str, kind: Kind, row: queries.Line) -> Line:
    sheet = Sheet.from_json(code, row.infobox)
    field, whole = field_at(kind, row.path), kind.by_id.get(row.path.partition("/")[0])
    value = at(sheet, row.path)
    is_choice = row.code == "unknown_choice"
    return Line(
        row.title,
        row.uid,
        row.head,
        row.path,
        row.entry,
        label_of(kind, row.path),
        value_in_words(field, value),
        why(row.code, row.entry or str(value)),
        titled_url("wiki.sheets.edit", row.title),
        url_of("choices", code, listed=name_of(row.path)) if is_choice else _field_url(code, whole),
        gettext("Remettre ce choix dans la liste") if is_choice else gettext("Régler le champ"),
        _options(kind, sheet, row, field),
    )


def _field_url(code: str, field: Field | None) -> str:
    return url_of("field", code, field=field.id) if field else ""


def _options(
    kind: Kind, sheet: Sheet, row: queries.Line, field: Field | None
) -> tuple[Option, ...]:
    found = []
    offered = remedies_of(field, row.code)
    if "replace_choice" in offered:
        found.append(Option("replace_choice", gettext("Remplacer par"), choices_of(field)))
    if "convert_value" in offered:
        found.append(Option("convert_value", gettext("Convertir")))
    free = tuple(
        (one.id, in_language(one.labels))
        for one in targets(kind, name_of(row.path))
        if at(sheet, _beside(row.path, one.id)) is None and one.id not in sheet.not_concerned
    )
    if free:
        found.append(Option("move_value", gettext("Déplacer vers"), free))
    if "/" not in row.path or field is None or not field.required:
        found.append(Option("remove_value", gettext("Retirer la valeur")))
    return tuple(found)


def _beside(path: str, id_: str) -> str:
    """The path of another field, or of another column of the same row."""
    return f"{path.rpartition('/')[0]}/{id_}" if "/" in path else id_
