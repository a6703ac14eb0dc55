"""What waits for somebody to tend it: the lists, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import key_given
from wiki.kernel.slugs import title_key
from wiki.pages.queries import pages
from wiki.pages.queries.documents import document_of
from wiki.site.queries import setting
from wiki.upkeep import figures, rules
from wiki.upkeep.queries import lists as queries
from wiki.upkeep.queries import sections
from wiki.upkeep.service.apart import set_apart
from wiki.upkeep.views.blueprint import blueprint, place_given
from wiki.web.actors import current_actor
from wiki.web.templates import answer

#: Pages of a list whose texts are read to show it.
_READ = 20


@blueprint.get("", endpoint="index")
def index() -> Response:
    """The lists, and how long each is."""
    return answer("upkeep/index.html", counts=queries.counts(), counted=queries.COUNTED)


@blueprint.get("/wanted")
def wanted() -> Response:
    """The titles that pages link to and that nobody has written."""
    found, place = queries.asked(rules.MISSING, after=place_given())
    return answer("upkeep/wanted.html", lines=found, place=place)


@blueprint.get("/orphans")
def orphans() -> Response:
    """The pages that no other page leads to; `apart`: those that are so on purpose."""
    before = request.args.get("before", type=key_given)
    is_apart = "apart" in request.args
    code = rules.APART if is_apart else rules.ORPHAN
    found = queries.to_tend(code, before=before, without=() if is_apart else _reached())
    return answer("upkeep/orphans.html", found=found, is_apart=is_apart)


@blueprint.post("/orphans/<uid>")
def set_page_apart(uid: str) -> AnyResponse:
    """Say that a page is meant to be alone, or no longer."""
    is_apart = request.form.get("apart") == "1"
    set_apart(current_actor(), uid, is_apart)
    return redirect(url_for(".orphans") if is_apart else url_for(".orphans", apart=1), 303)


@blueprint.get("/dead-ends")
def dead_ends() -> Response:
    """The pages that lead to no other."""
    before = request.args.get("before", type=key_given)
    return answer("upkeep/dead_ends.html", found=queries.to_tend(rules.DEAD_END, before=before))


@blueprint.get("/homonymies")
def homonymies() -> Response:
    """The pages that lead to several of the same name, and how many links lead to each."""
    before = request.args.get("before", type=key_given)
    return answer("upkeep/homonymies.html", found=queries.homonymies(before=before))


@blueprint.get("/unsourced")
def unsourced() -> Response:
    """The pages that say a figure without a source, with the first sentences that do."""
    before = request.args.get("before", type=key_given)
    found = queries.to_tend(rules.UNSOURCED, before=before, size=_READ)
    lines = [(line, tuple(islice(_figures(line.uid), 3))) for line in found.rows]
    return answer("upkeep/unsourced.html", found=found, lines=lines)


def _figures(uid: str) -> Iterator[str]:
    return figures.unsourced(document_of(pages.body(pages.by_uid(uid))))


@blueprint.get("/broken-sections")
def broken_sections() -> Response:
    """The pages that lead to a section that is not there."""
    found = sections.broken(before=request.args.get("before", type=key_given))
    lines = [(line,) for line in found.rows]
    return answer("upkeep/broken_sections.html", found=found, lines=lines)


def _reached() -> set[str]:
    """The pages that the menu leads to from everywhere."""
    menu = (line.partition("|")[0] for line in str(setting("menu")).splitlines())
    return {title_key(title.strip()) for title in (*menu, str(setting("home_page")))}
