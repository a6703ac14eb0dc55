"""The outline of a draft: its headings in order, each with the buttons that put it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import charters as queries
from wiki.charter.rules import outline as rules
from wiki.charter.rules.blocks import untyped
from wiki.charter.rules.outline import Part, Step
from wiki.charter.rules.versions import DRAFT
from wiki.charter.service import draft, of_articles
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint
from wiki.kernel.errors import Conflict, Refused, WikiError
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.pages.rules import why_not_edit
from wiki.pages.service.save import Edit, save
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence

#: What a heading may be asked to do besides a step: stand before another one.
_PLACE = "place"
#: What is asked of all of them: to have the short id by which each is written.
_NAME = "name"


class Line(NamedTuple):
    """A heading: its place, what it is called, how deep it is, where it may go."""

    at: int
    title: str
    label: str
    name: str
    depth: int
    steps: Sequence[tuple[Step, str, str]]
    #: The number of its section, by which it is written alone; 0 for a title above others.
    section: int
    is_article: bool
    #: The identifier of the heading in the page.
    anchor: str


@blueprint.get("/charters/<slug>/outline", endpoint="outline")
def show(slug: str) -> Response:
    """The plan of the text that is being written."""
    return _screen(queries.by_slug(slug))


def _screen(charter: Charter, error: WikiError | None = None) -> Response:
    page, version = queries.draft_page(charter), queries.under_way(charter.id)
    body = pages.body(page)
    parts = rules.outline(body).parts
    is_written = version is not None and version.state == DRAFT
    may_write = is_written and _may_write(page)
    lines = _lines(parts, body, may_move=may_write)
    return answer(
        "charter/outline.html",
        error.status if error else 200,
        charter=charter,
        page=page,
        lines=lines,
        may_write=may_write,
        has_names=not any(one.is_article and not one.section for one in lines),
        is_written=is_written,
        is_open=version is not None and version.state == "consultation",
        problem=sentence(error) if error else "",
        moved=request.args.get("moved", -1, type=int),
    )


def _may_write(page: Page) -> bool:
    rights = {"protection": page.protection, "title": page.title, "uid": page.uid}
    return why_not_edit(current_actor(), policy(), **rights) is None


def _lines(parts: Sequence[Part], body: str, *, may_move: bool) -> list[Line]:
    path: list[int] = []
    found = []
    written = set(of_articles.articles(body).values())
    anchors = [one.id for one in document_of(body).headings if one.start is not None]
    for at, (part, one) in enumerate(zip(parts, rules.numbers(parts), strict=True)):
        path = [*(level for level in path if level < part.level), part.level]
        label = words.label(one)
        name = words.plain(untyped(part.title))
        steps = rules.offered(parts, at) if may_move else ()
        told = [(step, *_button(step, name)) for step in steps]
        is_article = at + 1 == len(parts) or parts[at + 1].level <= part.level
        section = at + 1 if at + 1 in written else 0
        line = Line(at, part.title, label, name, len(path), told, section, is_article, anchors[at])
        found.append(line)
    return found


def _button(step: Step, name: str) -> tuple[str, str]:
    """What the button of a step says, and its icon."""
    return {
        Step.UP: (gettext("Monter « %(name)s »", name=name), "arrow-up"),
        Step.DOWN: (gettext("Descendre « %(name)s »", name=name), "arrow-down"),
        Step.IN: (gettext("Mettre « %(name)s » sous le titre d’avant", name=name), "arrow-right"),
        Step.OUT: (gettext("Sortir « %(name)s » de son titre", name=name), "arrow-left"),
    }[step]


@blueprint.post("/charters/<slug>/outline")
def arrange(slug: str) -> AnyResponse:
    """Put a heading elsewhere: the page is saved with what it holds in another order."""
    charter = queries.by_slug(slug)
    page = queries.draft_page(charter)
    try:
        if request.form.get("do") == _NAME:
            draft.name_articles(current_actor(), slug)
            return redirect(url_for(".outline", slug=slug), 303)
        at = _moved(page)
    except Refused:
        raise
    except WikiError as error:
        return _screen(charter, error)
    return redirect(url_for(".outline", slug=slug, moved=at, _anchor=f"o-{at}"), 303)


def _moved(page: Page) -> int:
    """Do what the form asks of the text that was shown; the place where the heading is now."""
    at, before, base = (_number(name) for name in ("at", "before", "base"))
    if not 0 < base <= page.head:
        raise Conflict("outline_moved")
    text, asked = pages.text_at(page, base), request.form.get("do", "")
    parts = rules.outline(text).parts
    if at >= len(parts) or parts[at].title != request.form.get("title", ""):
        raise Conflict("outline_moved")
    if asked == _PLACE:
        body, to = rules.placed(text, at, before)
    elif asked in set(Step):
        body, to = rules.stepped(text, at, Step(asked))
    else:
        raise Conflict("outline_step")
    summary = gettext(
        "Plan : « %(name)s » change de place", name=words.plain(untyped(parts[at].title))[:150]
    )
    edit = Edit(page.title, body, base, summary, place=place(), keeps_drafts=True)
    save(current_actor(), edit)
    return to


def _number(name: str) -> int:
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
