"""The screen on which a benchmark is made: places, fields, the table, a page or a file of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.benchmarks.asking import MOST_PLACES, Benchmark, Compared, benchmark, directive
from wiki.benchmarks.measures import MEASURES
from wiki.benchmarks.views import files
from wiki.benchmarks.views.blueprint import blueprint
from wiki.benchmarks.views.table import Table, table
from wiki.kernel.errors import Conflict, Invalid, TooMuch, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import LONGEST_READ, clean_title
from wiki.kernel.texts import one_line
from wiki.pages.audience import audience_of
from wiki.pages.queries import pages
from wiki.pages.queries.kinds import kind_of
from wiki.pages.service.save import Edit, save
from wiki.places.asking.problems import sentence_of
from wiki.places.queries.asked import PlaceFilter
from wiki.places.queries.directory import places
from wiki.places.rules import KIND
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext, in_language
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence

#: Places offered at once.
_OFFERED = 30
_WANTED = ("integer", "number", "money", "choice", "choices", "date", "boolean", "commune")


@blueprint.get("/benchmarks/new", endpoint="new")
def new_form() -> Response:
    """The places and the fields to choose, and the table of those that are chosen."""
    require(current_actor(), May.EDIT, policy())
    return _screen()


@blueprint.post("/benchmarks/new")
def make() -> AnyResponse:
    """Make the page of a benchmark, which follows its places and says what changed since."""
    actor = current_actor()
    require(actor, May.EDIT, policy())
    try:
        asked = _asked(request.form.getlist("place"), request.form.getlist("field"))
        title = request.form.get("title", "").strip()
        if not title:
            raise Invalid("benchmark_title")
        title = clean_title(title)
        found = table(asked, "public", page_version)
        if asked.problems or not found.lines:
            raise Invalid("benchmark_nothing")
        if (taken := pages.led_to(title)) is not None:
            raise Conflict("title_taken", title=taken.title)
        kept = [Compared(line.title, line.revision) for line in found.lines]
        body = directive(kept, request.form.getlist("field"), "")
        saved = save(actor, Edit(title, body, 0))
    except WikiError as error:
        return _screen(sentence(error), error.status)
    return redirect(page_url(saved.page.title), 303)


@blueprint.get("/benchmarks.csv")
def csv() -> Response:
    """The table as CSV."""
    return files.csv(_to_take())


@blueprint.get("/benchmarks.xlsx")
def xlsx() -> Response:
    """The table as a workbook, its numbers as numbers."""
    return files.xlsx(_to_take())


@blueprint.get("/benchmarks.ods")
def ods() -> Response:
    """The table as a workbook of LibreOffice, its numbers as numbers."""
    return files.ods(_to_take())


@blueprint.get("/benchmarks.pdf")
def pdf() -> Response:
    """The table on paper, with its sources and its versions as notes."""
    return files.pdf(_to_take())


def _to_take() -> Table:
    require(current_actor(), May.EDIT, policy())
    asked = _asked(request.args.getlist("place"), request.args.getlist("field"))
    found = table(asked, audience_of(current_actor()), page_version)
    if asked.problems or not found.lines:
        raise Invalid("benchmark_nothing")
    return found


def page_version(title: str, number: int) -> str:
    """The address of a version of a page."""
    return page_url(title, rev=number)


def _asked(titles: Sequence[str], fields: Sequence[str]) -> Benchmark:
    if len(titles) > MOST_PLACES:
        raise TooMuch("benchmark_many", most=MOST_PLACES)
    named = [Compared(clean_title(one[:LONGEST_READ])) for one in dict.fromkeys(titles)]
    return benchmark(kind_of(KIND), named, list(dict.fromkeys(fields)))


def _screen(problem: str = "", status: int = 200) -> Response:
    given = request.values
    chosen = list(dict.fromkeys(given.getlist("place")))[:MOST_PLACES]
    fields = list(dict.fromkeys(given.getlist("field")))
    words = one_line(given.get("q", "")[:LONGEST_READ])
    problems: list[str] = [problem] if problem else []
    found: Table | None = None
    if chosen and fields:
        try:
            asked = _asked(chosen, fields)
        except WikiError as error:
            problems, status = [*problems, sentence(error)], max(status, error.status)
        else:
            problems += [sentence_of(one) for one in asked.problems]
            found = table(asked, audience_of(current_actor()), page_version)
    offered = places(PlaceFilter(words=words), size=_OFFERED).rows
    return answer(
        "benchmarks/new.html",
        status,
        words=words,
        chosen=chosen,
        offered=[(one.title, one.name) for one in offered if one.title not in chosen],
        fields=_fields(),
        chosen_fields=fields,
        table=found if found and found.lines else None,
        problems=problems,
        title=given.get("title", "")[:LONGEST_READ],
        taken=[
            (name.upper(), url_for(f".{name}", place=chosen, field=fields))
            for name in ("csv", "xlsx", "ods", "pdf")
        ],
    )


def _fields() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be compared: the figures in one unit first, then the fields, group by group."""
    kind = kind_of(KIND)
    measures = [(one.code, in_language(one.labels)) for one in MEASURES.values()]
    found = [(gettext("Chiffres ramenés à la même unité"), measures)]
    for group in kind.groups:
        named = [
            (one.id, in_language(one.labels))
            for one in kind.fields_of(group.code)
            if one.visibility == "public" and (one.type in _WANTED or one.id == "seats")
        ]
        if named:
            found.append((in_language(group.labels), named))
    return found
