"""Files of others: sent, described, compared by a job, then brought in and undone by another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Invalid, TooMuch, WikiError
from wiki.kernel.pager import Slice, key_given
from wiki.kernel.permissions import May, require
from wiki.pages.batches import CHANGED, LEFT, STUCK, TAKEN_BACK, TO_UNDO
from wiki.pages.queries.kinds import kind_of
from wiki.pages.rules import SUMMARY_LENGTH
from wiki.places import intakes
from wiki.places.describing import LONGEST_NAME, LONGEST_URL, Description, problems
from wiki.places.exports.columns import neutral
from wiki.places.imports.forms import BY_HAND, FORMS
from wiki.places.imports.mapping import MOST_COLUMNS
from wiki.places.imports.signed import Credit
from wiki.places.imports.table import LARGEST
from wiki.places.queries import intakes as queries
from wiki.places.queries.intakes import IntakeSummary, ReportLine, Table
from wiki.places.rules import KIND
from wiki.places.service import intakes as service
from wiki.places.views import spreadsheet
from wiki.places.views.blueprint import blueprint
from wiki.places.views.meanings import form_names, meanings, separators
from wiki.places.views.sent import bring, room
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext, language
from wiki.web.room import takes
from wiki.web.sheet_problems import sentence as problem_sentence
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: Lines shown of each part of the report, and of one that is looked at alone.
_FIRST, _ALONE = 5, 50


class Line(NamedTuple):
    """A line of the file, in words."""

    line: int
    name: str
    title: str
    said: tuple[str, ...]


@blueprint.get("/places/intakes", endpoint="intakes")
def recent() -> Response:
    """The form that takes a file, and those that were brought in."""
    return _listing()


@blueprint.post("/places/intakes", endpoint="bring_intake")
@takes(room)
def send() -> AnyResponse:
    """Look at a file: nothing is changed yet."""
    require(current_actor(), May.IMPORT, policy())
    try:
        uid = bring(service.bring)
    except (Invalid, TooMuch) as error:
        return _listing(error)
    return redirect(url_for(".intake_form", uid=uid), 303)


def _listing(error: WikiError | None = None) -> Response:
    require(current_actor(), May.IMPORT, policy())
    return answer(
        "places/intakes.html",
        error.status if error else 200,
        found=queries.recent(before=request.args.get("before", type=key_given)),
        unsaved=queries.unsaved(current_actor().member_id),
        problem=sentence(error) if error else "",
        megabytes=LARGEST // 1_000_000,
        most=intakes.MOST_LINES,
    )


# -- Describing


@blueprint.get("/places/intakes/<uid>/describe", endpoint="intake_form")
def describe_form(uid: str) -> AnyResponse:
    """What the file is, whose it is, what its columns say."""
    require(current_actor(), May.IMPORT, policy())
    intake = queries.intake(uid)
    if intake.state not in intakes.DESCRIBABLE:
        return redirect(url_for(".intake", uid=uid), 303)
    table = queries.table_of(intake)
    origin = FORMS[intake.form].origin
    known = intake.form not in (BY_HAND, "geojson")
    credit = Credit(
        intake.source or (origin.name if known else ""),
        intake.source_url,
        intake.licence or origin.licence,
        intake.day,
    )
    said = Description(intake.form, credit, table.said, table.separator)
    return _description(intake, table, said)


@blueprint.post("/places/intakes/<uid>/describe", endpoint="describe_intake")
def describe(uid: str) -> AnyResponse:
    """Take what is said of the file, and compare it; or show its columns for another form."""
    require(current_actor(), May.IMPORT, policy())
    intake = queries.intake(uid)
    table = queries.table_of(intake)
    said = _given(table)
    if "again" in request.form:
        return _description(intake, table, said)
    today = clock.now().date().isoformat()
    wrong = problems(said, queries.licences(), is_json=not table.columns, today=today)
    if wrong:
        return _description(intake, table, said, wrong)
    service.describe(current_actor(), uid, said)
    return redirect(url_for(".intake", uid=uid), 303)


def _given(table: Table) -> Description:
    given = {name: text.replace("\0", "").strip() for name, text in request.form.items()}
    shown = enumerate(table.columns[:MOST_COLUMNS])
    columns = {header: given.get(f"c{number}", "")[:100] for number, header in shown}
    if "c0" not in given:  # another form had no columns to show
        columns = dict(table.said)
    credit = Credit(
        given.get("source", "")[: LONGEST_NAME + 1],
        given.get("source_url", "")[: LONGEST_URL + 1],
        given.get("licence", "")[:50],
        given.get("day", "")[:20],
    )
    separator = given.get("separator", table.separator)[:20]
    return Description(given.get("form", "")[:40], credit, columns, separator)


def _description(
    intake: IntakeSummary,
    table: Table,
    said: Description,
    wrong: Mapping[str, Invalid] | None = None,
) -> Response:
    is_json = not table.columns
    return answer(
        "places/intake_form.html",
        422 if wrong else 200,
        intake=intake,
        said=said,
        errors={name: sentence(error) for name, error in (wrong or {}).items()},
        forms=form_names(is_json=is_json),
        is_json=is_json,
        is_by_hand=said.form == BY_HAND,
        is_mine=intake.member_id == current_actor().member_id,
        columns=[(one, table.values[one]) for one in table.columns[:MOST_COLUMNS]],
        meanings=meanings(),
        separators=separators(),
        licences=[
            ("", gettext("Choisir…")),
            *((code, one.labels.get(language(), "")) for code, one in queries.licences().items()),
        ],
        today=clock.now().date().isoformat(),
    )


# -- The report


@blueprint.get("/places/intakes/<uid>", endpoint="intake")
def show(uid: str) -> AnyResponse:
    """What a file would do, or how far it is."""
    require(current_actor(), May.IMPORT, policy())
    intake = queries.intake(uid)
    if intake.state == intakes.GIVEN:
        return redirect(url_for(".intake_form", uid=uid), 303)
    alone = request.args.get("part", "")
    alone = alone if alone in intakes.PARTS else ""
    after = request.args.get("after", 0, type=key_given) if alone else 0
    counts = {} if intake.state in (intakes.READING, intakes.REFUSED) else queries.tally(intake)
    shown = () if intake.is_under_way else (alone,) if alone else intakes.PARTS
    size = _ALONE if alone else _FIRST
    refused = intake.refusal
    return answer(
        "places/intake.html",
        intake=intake,
        licence=queries.licences().get(intake.licence),
        form=dict(form_names(is_json=None)).get(intake.form, ""),
        counts=counts,
        parts=[
            (part, counts[part], _worded(queries.lines(intake, part, after=after, size=size)))
            for part in shown
            if counts.get(part)
        ],
        alone=alone,
        is_later=bool(after),
        refusal=sentence(WikiError(refused["code"], **refused["parameters"])) if refused else "",
        is_mine=intake.member_id == current_actor().member_id,
        summary=intake.summary or gettext("Importer : %(source)s", source=intake.source)[:200],
        longest=SUMMARY_LENGTH,
    )


def _worded(found: Slice[ReportLine]) -> Slice[Line]:
    return Slice([_line(one) for one in found.rows], found.next_key)


def _line(one: ReportLine) -> Line:
    why: dict[str, Any] = {"title": one.title or one.name, "name": one.name}
    said = [sentence(WikiError(one.reason, **why))] if one.reason else []
    said += [_remark(code, parameters) for code, parameters in one.remarks]
    return Line(one.line, one.name, one.title, tuple(dict.fromkeys(said)))


def _remark(code: str, parameters: Mapping[str, Any]) -> str:
    if code == "fields_changed":
        labels = ", ".join(_label(name) for name in parameters["fields"])
        return gettext("Change : %(fields)s.", fields=labels)
    if code == "sheet_problem":
        label = _label(parameters["path"].partition("/")[0])
        rest = {name: one for name, one in parameters.items() if name not in ("path", "code")}
        return f"{label} : {problem_sentence(parameters['code'], rest)}"
    return sentence(WikiError(code, **parameters))


def _label(name: str) -> str:
    field = kind_of(KIND).by_id.get(name)
    return field.labels.get(language(), name) if field else name


@blueprint.get("/places/intakes/<uid>/report.csv", endpoint="intake_report")
def report(uid: str) -> Response:
    """Every line of the file, with what becomes of it and why."""
    require(current_actor(), May.IMPORT, policy())
    intake = queries.intake(uid)
    header = [gettext("Ligne"), gettext("Lieu"), gettext("Page"), gettext("État"), gettext("Dit")]
    lines = "".join(spreadsheet.written(header, _rows(intake)))
    response = Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=rapport.csv"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _rows(intake: IntakeSummary) -> Iterator[list[str]]:
    for one in queries.report(intake):
        line = _line(one)
        cells = (line.name, line.title, _state(one), " ".join(line.said))
        yield [str(line.line), *map(neutral, cells)]


def _state(one: ReportLine) -> str:
    known = {
        LEFT: gettext("laissée"),
        STUCK: gettext("n’a pas pu être annulée"),
        TAKEN_BACK: gettext("annulée"),
        intakes.SAME: gettext("sans changement"),
        intakes.TO_COMPARE: gettext("pas encore comparée"),
    }
    if one.outcome in (CHANGED, TO_UNDO):
        return gettext("lieu créé") if one.is_new else gettext("lieu changé")
    return known.get(one.outcome) or (
        gettext("lieu à créer") if one.is_new else gettext("lieu à changer")
    )


# -- What is asked of it


@blueprint.post("/places/intakes/<uid>/start", endpoint="start_intake")
def start(uid: str) -> AnyResponse:
    """Bring in what was compared, or go on with it."""
    summary, skips = request.form.get("summary", ""), "skip" in request.form
    service.start(current_actor(), uid, summary, skips_doubtful=skips)
    return redirect(url_for(".intake", uid=uid), 303)


@blueprint.post("/places/intakes/<uid>/stop", endpoint="stop_intake")
def stop(uid: str) -> AnyResponse:
    """Bring in no more for now."""
    service.stop(current_actor(), uid)
    return redirect(url_for(".intake", uid=uid), 303)


@blueprint.post("/places/intakes/<uid>/undo", endpoint="undo_intake")
def undo(uid: str) -> AnyResponse:
    """Take back all that it did."""
    service.undo(current_actor(), uid)
    return redirect(url_for(".intake", uid=uid), 303)
