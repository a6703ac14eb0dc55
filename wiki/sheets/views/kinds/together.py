"""Values of one field that fit no more for one reason: what becomes of all of them, or of some."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, Missing, WikiError
from wiki.kernel.pager import key_given
from wiki.pages.rules import SUMMARY_LENGTH
from wiki.schema.kinds import Field, Kind
from wiki.schema.mending import Remedy, at, field_at, name_of, remedies_of
from wiki.schema.reading import code_of
from wiki.schema.sheet import Sheet
from wiki.schema.unfitting import unfitting
from wiki.sheets.queries import misfits as queries
from wiki.sheets.service.mendings import prepare
from wiki.sheets.views.blueprint import blueprint
from wiki.sheets.views.kinds.settling import Settling, opened, url_of
from wiki.sheets.views.kinds.typed import type_name
from wiki.sheets.views.kinds.unfit import (
    LONGEST,
    choices_of,
    label_of,
    targets_of,
    value_in_words,
    why,
)
from wiki.web.actors import current_actor
from wiki.web.language import gettext, in_language
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: What is said of an entry that is taken away: a code of a list can be no such sign.
AWAY = "-"
#: Sheets that may be ticked, over all the pages of the list.
MOST_TICKED = 2_000


class Entry(NamedTuple):
    """An entry that is gone, how many values say it, and the one that is chosen in its place."""

    text: str
    number: int
    to: str


class Line(NamedTuple):
    """A sheet that may be chosen, with its values in words."""

    uid: str
    title: str
    value: str
    is_chosen: bool


@blueprint.get("/admin/sheets/<sheet_kind>/misfits/together", endpoint="together")
def form(sheet_kind: str) -> Response:
    """What may become of the values of a field that fit no more for one reason."""
    return _show(opened(sheet_kind), _group(sheet_kind, request.args))


@blueprint.post("/admin/sheets/<sheet_kind>/misfits/together", endpoint="prepare_mending")
def send(sheet_kind: str) -> AnyResponse:
    """Note it, then show what each sheet becomes: nothing is changed yet.

    A button of the list turns its page and keeps what is typed and ticked.
    """
    found = opened(sheet_kind)
    group = _group(sheet_kind, request.form)
    given = request.form
    if "turn" in given:
        return _show(found, group)
    some = given.get("which") == "some"
    try:
        uid = prepare(
            current_actor(),
            sheet_kind,
            group.field,
            group.code,
            Remedy(given.get("remedy", ""), given.get("to", "")[:LONGEST], _entries_sent()),
            given.get("summary", ""),
            uids=_ticked() if some else None,
        )
    except WikiError as error:
        if error.status != 422:
            raise
        return _show(found, group, sentence(error), error.status)
    return redirect(url_of("mending", sheet_kind, uid=uid), 303)


def _group(kind: str, given: Mapping[str, str]) -> queries.Group:
    wanted = given.get("field", ""), given.get("reason", "")
    for one in queries.groups(kind):
        if (one.field, one.code) == wanted:
            return one
    raise Missing("misfits_missing")


def _ticked() -> list[str]:
    """The uids of the sheets that are ticked on all the pages of the list. Raises `Invalid`."""
    ticked = [uid for uid in dict.fromkeys(request.form.getlist("uid")) if "\0" not in uid]
    if len(ticked) > MOST_TICKED:
        raise Invalid("ticked_many", most=MOST_TICKED)
    return ticked


def _entries_sent() -> dict[str, str]:
    """What was chosen in the place of each entry that is gone; of the others nothing is said."""
    told = {}
    for place in range(queries.MOST_ENTRIES):
        to = request.form.get(f"to-{place}", "")[:LONGEST]
        if to and (entry := request.form.get(f"entry-{place}", "")[:LONGEST]):
            told[entry] = "" if to == AWAY else to
    return told


def _show(found: Settling, group: queries.Group, problem: str = "", status: int = 200) -> Response:
    kind, code = found.kind, found.code
    declared = field_at(kind, group.field)
    turn = "turn" if "turn" in request.form else "after"
    after = request.values.get(turn, 0, type=key_given)
    sheets = queries.sheets(code, group.field, group.code, after=after)
    given, remedies = request.form, remedies_of(declared, group.code)
    answer_ = answer(
        "sheets/together.html",
        status,
        code=code,
        kind=in_language(kind.labels),
        group=group,
        field=label_of(kind, group.field),
        why=why(group.code),
        remedies=[(one, *_words_of(one, declared)) for one in remedies],
        remedy=given.get("remedy", remedies[0]),
        entries=_entries(code, group, declared),
        choices=choices_of(declared),
        targets=targets_of(kind, group.field),
        to=given.get("to", ""),
        which=given.get("which", "all"),
        lines=[_line(kind, group, one) for one in sheets.rows],
        elsewhere=_elsewhere({one.uid for one in sheets.rows}),
        next_key=sheets.next_key,
        after=after,
        summary=given.get("summary", gettext("Des valeurs qui n’allaient plus avec leur fiche")),
        longest=SUMMARY_LENGTH,
        problem=problem,
    )
    answer_.headers["Cache-Control"] = "no-store"
    return answer_


def _words_of(remedy: str, declared: Field | None) -> tuple[str, str]:
    """What a remedy is called, and what it does."""
    match remedy:
        case "replace_choice":
            return gettext("Remplacer chaque ancien choix"), gettext(
                "Dites plus bas par lequel ; ce dont vous ne dites rien reste comme il est."
            )
        case "convert_value":
            name = type_name(declared.type) if declared else ""
            return gettext("Convertir : %(type)s", type=name), gettext(
                "Seulement là où rien ne se perd ; le reste reste dans la liste."
            )
        case "move_value":
            return gettext("Déplacer vers un autre champ"), gettext(
                "Seulement là où ce champ est vide et prend la valeur sans rien en perdre."
            )
    return gettext("Retirer la valeur"), gettext("Elle reste dans l’historique de chaque page.")


def _entries(code: str, group: queries.Group, declared: Field | None) -> list[Entry]:
    """The entries that are gone; the one of the same name is proposed in the place of each."""
    if group.code != "unknown_choice" or declared is None:
        return []
    said = _entries_sent()
    known = queries.entries(code, group.field, group.code)[: queries.MOST_ENTRIES]
    return [Entry(text, number, _proposed(declared, text, said)) for text, number in known]


def _proposed(declared: Field, text: str, said: dict[str, str]) -> str:
    if request.method == "POST":
        return (said[text] or AWAY) if text in said else ""
    alike = code_of(declared, text)
    return alike if alike in declared.choices else ""


def _elsewhere(shown: Collection[str]) -> list[str]:
    """The sheets that are ticked on the other pages of the list."""
    sent = dict.fromkeys(request.form.getlist("uid"))
    return [uid for uid in sent if uid not in shown and "\0" not in uid][: MOST_TICKED + 1]


def _line(kind: Kind, group: queries.Group, one: queries.SheetLine) -> Line:
    sheet = Sheet.from_json(kind.code, one.infobox)
    unfit = (each for each in unfitting(kind, sheet) if each.code == group.code)
    paths = [each.path for each in unfit if name_of(each.path) == group.field]
    values = (value_in_words(field_at(kind, path), at(sheet, path)) for path in paths)
    chosen = one.uid in request.form.getlist("uid")
    return Line(one.uid, one.title, " ; ".join(values), chosen)
