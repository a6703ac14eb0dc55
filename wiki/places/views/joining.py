"""Two pages of one place, side by side: what is kept of each is chosen, shown, then done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, WikiError
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import base_in
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.joinings import Joined, joining_of
from wiki.pages.queries.kinds import kind_of
from wiki.pages.sheets import SheetConflict, SheetInvalid
from wiki.places.joining import with_text
from wiki.places.queries.following import following
from wiki.places.rules import KIND
from wiki.places.service import join as service
from wiki.places.views.blueprint import blueprint
from wiki.schema.completeness import completeness
from wiki.schema.kinds import Kind
from wiki.schema.merging import Side
from wiki.schema.uniting import Line, Told, Union, fullness, known_since
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.contradicted import contradicted
from wiki.web.filters import imprecise_date
from wiki.web.language import gettext, in_language
from wiki.web.rendering import looks, render_text
from wiki.web.rows import row
from wiki.web.safe import safe
from wiki.web.said import checkers, parts, sourced
from wiki.web.sheet_problems import sentences
from wiki.web.templates import answer, may, page_url, render_fragment
from wiki.web.wording import sentence

#: What the name of each choice begins with.
_CHOICE = "choice-"
_TEXTS = ("append", "leave")


class Choice(NamedTuple):
    """A side that may be chosen: what it says, where that comes from."""

    side: str
    page: str
    said: str
    source: str
    is_proposed: bool


class Question(NamedTuple):
    """What is to be chosen, under which name, and what is."""

    name: str
    label: str
    chosen: str
    sides: tuple[Choice, Choice]


@blueprint.get("/places/doubles/<one>/<other>", endpoint="pair")
def show_pair(one: str, other: str) -> Response:
    """Two pages side by side, the fuller one kept unless `?kept=` says otherwise."""
    first, second = service.pair(current_actor(), one, other)
    asked = request.args.get("kept", "")
    is_turned = asked == second.uid or (asked != first.uid and _is_fuller(first, second))
    kept, left = (second, first) if is_turned else (first, second)
    return _screen(kept, left, {}, _TEXTS[0])


@blueprint.post("/places/doubles/<one>/<other>")
def join_pair(one: str, other: str) -> AnyResponse:
    """Show what they would be together, or make one of them."""
    is_turned = request.form.get("kept") == other
    kept_uid, left_uid = (other, one) if is_turned else (one, other)
    if done := _done(kept_uid, left_uid):
        return redirect(page_url(done.into), 303)
    kept, left = service.pair(current_actor(), kept_uid, left_uid)
    text = "append" if request.form.get("text") == "append" else "leave"
    bases = base_in(request.form.get("kept_base", "")), base_in(request.form.get("other_base", ""))
    wanted = service.Wanted(
        kept_uid,
        left_uid,
        *bases,
        _choices(),
        _heading(left) if text == "append" else "",
    )
    if request.form.get("do") != "join":
        is_asked = request.form.get("do") == "preview"
        return _screen(kept, left, wanted.choices, text, is_preview=is_asked)
    said = gettext("Réunie avec « %(title)s »", title=left.title)
    try:
        service.join(current_actor(), wanted, said, place=place())
    except (SheetConflict, SheetInvalid, WikiError) as error:
        if error.status in (403, 404):
            raise
        return _screen(*_again(kept_uid, left_uid), wanted.choices, text, error=error)
    return redirect(page_url(kept.title, saved=pages.by_uid(kept_uid).head), 303)


def _again(*uids: str) -> tuple[Page, Page]:
    """Both as they are now: the act that failed may have read them otherwise."""
    return service.pair(current_actor(), *uids)


def _done(kept_uid: str, left_uid: str) -> Joined | None:
    """The joining that this form has made already, for one who may read it."""
    require(current_actor(), May.TEND_DOUBLES, policy())
    found = joining_of(pages.by_uid(left_uid).id)
    return found if found and found.into_uid == kept_uid else None


def _choices() -> dict[str, Side]:
    sides = {one.value: one for one in (Side.HEAD, Side.MINE)}
    return {
        name.removeprefix(_CHOICE): sides[value]
        for name, value in request.form.items()
        if name.startswith(_CHOICE) and value in sides
    }


def _heading(left: Page) -> str:
    return gettext("Texte de « %(title)s »", title=left.title)


def _is_fuller(first: Page, second: Page) -> bool:
    kind = kind_of(KIND)
    says = [fullness(kind, service.told(page).sheet) for page in (first, second)]
    return says[1] > says[0]


def _screen(
    kept: Page,
    left: Page,
    choices: Mapping[str, Side],
    text: str,
    *,
    is_preview: bool = False,
    error: WikiError | None = None,
) -> Response:
    kind = kind_of(KIND)
    union = service.union_of(kept, left, choices)
    told = service.told(kept), service.told(left)
    bodies = pages.body(kept), pages.body(left)
    questions = [_question(kind, line, (kept, left), told) for line in union.lines]
    response = answer(
        "places/joined.html" if is_preview else "places/joining.html",
        error.status if error else 200,
        kept=kept,
        left=left,
        questions=questions,
        percents=[completeness(kind, one.sheet).percent for one in told],
        together=_labels(kind, union),
        bodies=bodies,
        text=text,
        problem=_problem(error) if error else "",
        parts=parts(kind, union.sheet) if is_preview else (),
        aside=_aside(questions) if is_preview else (),
        **_rendered(kept, with_text(*bodies, _heading(left) if text == "append" else ""))
        if is_preview
        else {},
        following=following(left) if is_preview else None,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _rendered(page: Page, body: str) -> dict[str, Markup | str]:
    made = render_text(body, page.title, page.head + 1)
    styles, scripts = looks(made.html)
    head = row("pages/_page.html", "looks", styles, scripts) if styles else ""
    return {"html": safe(made.html), "looks": head}


def _question(kind: Kind, line: Line, both: tuple[Page, Page], told: tuple[Told, Told]) -> Question:
    said = contradicted(kind, line.conflict)
    sides = zip((Side.HEAD, Side.MINE), both, told, (said.head, said.mine), strict=True)
    kept, left = (
        Choice(
            side.value,
            page.title,
            gettext("On ne sait pas") if line.is_new and side == Side.HEAD else words,
            "" if line.is_new and side == Side.HEAD else _known(one, line.conflict.field),
            line.proposed == side,
        )
        for side, page, one, words in sides
    )
    return Question(_CHOICE + line.conflict.key, said.label, line.side.value, (kept, left))


def _known(told: Told, name: str) -> str:
    """Where a value comes from and since when it is known."""
    source = told.sheet.sources.get(name, {})
    said = sourced(source, checkers([source]))
    if source.get("checked") or not (day := known_since(told, name)):
        return said
    written = gettext("écrit : %(day)s", day=imprecise_date(day))
    return f"{said}, {written}" if said else written


def _labels(kind: Kind, union: Union) -> list[str]:
    return [
        in_language(kind.by_id[name].labels) if name in kind.by_id else name
        for name in union.together
    ]


def _aside(questions: list[Question]) -> list[tuple[str, str]]:
    """What is not taken: the label of each, and what it said."""
    return [
        (one.label, f"{side.said} ({side.page})")
        for one in questions
        for side in one.sides
        if side.side != one.chosen and side.said != gettext("On ne sait pas")
    ]


def _problem(error: WikiError) -> str:
    if isinstance(error, SheetInvalid):
        said = sentences(one for one in error.problems if one.blocking)
        return " ".join(f"{path} : {words}" for path, words in said.items())
    return sentence(Conflict("joining_contradicted") if isinstance(error, SheetConflict) else error)


def part_form(joined: Joined) -> Markup | None:
    """On the screen of an address that leads elsewhere: take the two pages apart again."""
    if not may("TEND_DOUBLES"):
        return None
    return render_fragment("places/part.html", joined=joined)


@blueprint.post("/places/joinings/<uid>/part")
def part(uid: str) -> AnyResponse:
    """Take two pages apart again; `leaves=1` lets the one that was kept as it is."""
    leaves = request.form.get("leaves") == "1"
    said = gettext("Séparée de la page qui y avait été réunie")
    kept, page = service.part(current_actor(), uid, said, leaves=leaves, place=place())
    return redirect(url_for(".doubles", told="parted", one=kept.title, other=page.title), 303)
