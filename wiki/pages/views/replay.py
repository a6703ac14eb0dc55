"""Replaying a page: its revisions one after the other, the words that changed marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response, request
from markupsafe import Markup

from wiki.kernel.errors import Missing
from wiki.kernel.slugs import clean_title
from wiki.markup.meaning import Rendered
from wiki.pages.queries import pages
from wiki.pages.queries.history import Line
from wiki.pages.queries.replay import Step, steps
from wiki.pages.views.blueprint import blueprint, past_at, revision_number
from wiki.web.comparison import compare
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer, render

#: Revisions that a script asks for at once, and characters beyond which no other is added.
WINDOW, MOST = 8, 120_000


@blueprint.get("/wiki/<path:title>/replay")
def replay(title: str) -> Response:
    """The revision `?rev=<n>` of a page, the first one without; the others are a step away."""
    page = pages.glance(clean_title(title)) or past_at(title)
    number = revision_number(request.args.get("rev", "1"))
    found = steps(page, number, 1)
    if not found:
        raise Missing("revision_missing", title=page.title, number=number)
    line, html = next(_shown(found))
    return answer("pages/replay.html", page=page, line=line, html=html)


@blueprint.get("/wiki/<path:title>/replay/steps")
def replay_steps(title: str) -> Response:
    """A few revisions from `?rev=<n>` on, one piece of a page for each: for the script."""
    page = pages.glance(clean_title(title)) or past_at(title)
    number = revision_number(request.args.get("rev", "1"))
    shown = _shown(_within(steps(page, number, WINDOW)))
    return Response(render("pages/replay_steps.html", title=page.title, steps=list(shown)))


def _within(found: Sequence[Step]) -> Iterator[Step]:
    """The first step, and those after it while the texts are not too long to be rendered."""
    left = MOST
    for at, step in enumerate(found):
        left -= len(step.text or "")
        if at and left < 0:
            return
        yield step


def _before(step: Step) -> Rendered:
    return render_text(step.before or "", step.line.title, step.line.number - 1)


def _shown(found: Sequence[Step] | Iterator[Step]) -> Iterator[tuple[Line, Markup]]:
    """Each revision as a page, what it changed marked. A text is rendered once."""
    known: tuple[str, str] | None = None
    for step in found:
        if step.text is None:
            yield step.line, safe("")
            continue
        html = render_text(step.text, step.line.title, step.line.number).html
        if step.before is None or step.before == step.text:
            yield step.line, safe(html)
        else:
            is_known = known is not None and known[0] == step.before
            before = known[1] if known and is_known else _before(step).html
            yield step.line, safe(compare(before, html))
        known = step.text, html
