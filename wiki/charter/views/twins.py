"""A version in another language, or easy to read, beside the text that alone holds."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter, Version
from wiki.charter.queries import charters
from wiki.charter.queries import twins as queries
from wiki.charter.queries.twins import Passage
from wiki.charter.rules import twins as rules
from wiki.charter.rules.blocks import anchor
from wiki.charter.rules.twins import STALE
from wiki.charter.service import twins as service
from wiki.charter.views import amendment_words, words
from wiki.charter.views.amendment_texts import rendered
from wiki.charter.views.blueprint import blueprint, may_on, refused, require_on
from wiki.charter.views.texts import shown
from wiki.charter.views.twin_words import form_of
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May
from wiki.kernel.submissions import base_in
from wiki.web.actors import current_actor
from wiki.web.rendering import render_text
from wiki.web.safe import safe
from wiki.web.templates import answer
from wiki.web.wording import sentence


class Read(NamedTuple):
    """A passage as it is read: in its form when it has one, and in the text that holds."""

    id: str
    anchor: str
    name: str
    title: str
    html: Markup
    rank: int
    state: str
    since: str
    original: Markup


@blueprint.get("/charters/<slug>/v<version>/in/<code>", endpoint="twin")
def show(slug: str, version: str, code: str) -> Response:
    """A version in another form."""
    charter = charters.by_slug(slug)
    found = charters.numbered_as(charter.id, version)
    form = form_of(code)
    read = queries.passages(found, code)
    ranks = [one.rank for one in shown(tuple(one.block for one in read), charter.title)]
    return answer(
        "charter/twin.html",
        charter=charter,
        version=found,
        form=form,
        passages=[_read(one, rank) for one, rank in zip(read, ranks, strict=True)],
        counts={state: sum(one.state == state for one in read) for state in rules.STATES},
        writes=may_on(charter, May.DRAFT_CHARTER),
    )


def _read(one: Passage, rank: int) -> Read:
    block, twin = one.block.block, one.twin
    return Read(
        block.id,
        anchor(block.id),
        amendment_words.name_of(one.block),
        twin.title if twin else words.plain(block.title),
        safe(render_text(twin.text).html) if twin else rendered(block),
        rank,
        one.state,
        one.since,
        rendered(block) if one.state == STALE else safe(""),
    )


@blueprint.get("/charters/<slug>/v<version>/in/<code>/<block>", endpoint="twin_form")
def edit(slug: str, version: str, code: str, block: str) -> Response:
    """A passage to write, in face of the text that holds."""
    charter = charters.by_slug(slug)
    require_on(charter, May.DRAFT_CHARTER)
    found = charters.numbered_as(charter.id, version)
    known = queries.passage(found, code, block)
    title, text = (known.twin.title, known.twin.text) if known.twin else ("", "")
    return _form(charter, found, code, known, title, text)


@blueprint.post("/charters/<slug>/v<version>/in/<code>/<block>")
def write_twin(slug: str, version: str, code: str, block: str) -> AnyResponse:
    """Keep it."""
    charter = charters.by_slug(slug)
    require_on(charter, May.DRAFT_CHARTER)
    title, text = (request.form.get(name, "")[:200_000] for name in ("title", "text"))

    def act() -> None:
        given = service.Given(base_in(request.form.get("base", "0")), title, text)
        service.write(current_actor(), slug, version, code, block, given)

    if error := refused(act):
        found = charters.numbered_as(charter.id, version)
        known = queries.passage(found, code, block)
        return _form(charter, found, code, known, title, text, error)
    address = url_for(".twin", slug=slug, version=version, code=code)
    return redirect(f"{address}#{anchor(block)}", 303)


def _form(
    charter: Charter,
    version: Version,
    code: str,
    known: Passage,
    title: str,
    text: str,
    error: WikiError | None = None,
) -> Response:
    field = str(error.params.get("field", "")) if error else ""
    said = sentence(error) if error else ""
    return answer(
        "charter/twin_form.html",
        error.status if error else 200,
        charter=charter,
        version=version,
        form=form_of(code),
        block=known.block.block,
        name=amendment_words.name_of(known.block),
        original=rendered(known.block.block),
        state=known.state,
        since=known.since,
        base=known.twin.id if known.twin else 0,
        kept=(known.twin.title, known.twin.text)
        if known.twin and (known.twin.title, known.twin.text) != (title, text)
        else None,
        title=title,
        text=text,
        errors={field: said} if field else {},
        problem="" if field else said,
    )
