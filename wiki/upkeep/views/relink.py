"""Old titles that pages still link to, and the rewriting of those links."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.merge.diff import diff
from wiki.site.queries import policy
from wiki.upkeep import rules
from wiki.upkeep.queries import lists
from wiki.upkeep.queries import relinkings as queries
from wiki.upkeep.service.relink import relink, undo_relinking
from wiki.upkeep.views.blueprint import blueprint, place_given
from wiki.web.actors import current_actor
from wiki.web.differences import in_one_column
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/old-titles")
def old_titles() -> Response:
    """The old titles that pages still link to, those most linked to first."""
    found, place = lists.asked(rules.OLD, after=place_given())
    return answer("upkeep/old_titles.html", lines=found, place=place)


@blueprint.get("/relink")
def relink_form() -> Response:
    """What rewriting the links to an old title would do."""
    require(current_actor(), May.RENAME, policy())
    title = request.args.get("from", "")[:TITLE_LENGTH]
    return _preview(title, "keep" in request.args)


@blueprint.post("/relink")
def relink_links() -> AnyResponse:
    """Rewrite the links to an old title."""
    title, keeps = request.form.get("from", "")[:TITLE_LENGTH], "keep" in request.form
    summary = request.form.get("summary", "")
    try:
        uid = relink(current_actor(), title, summary, keeps_text=keeps)
    except WikiError as error:
        if error.status != 422:
            raise
        return _preview(title, keeps, summary, error)
    return redirect(url_for(".relinking", uid=uid), 303)


def _preview(
    title: str, keeps_text: bool, summary: str | None = None, error: WikiError | None = None
) -> Response:
    found = queries.preview(current_actor(), title, keeps_text=keeps_text)
    usual = gettext(
        "Lien vers « %(title)s », autrefois « %(old)s »",
        title=found.page.title,
        old=found.old.title,
    )
    return answer(
        "upkeep/relink.html",
        error.status if error else 200,
        preview=found,
        keeps_text=keeps_text,
        samples=[(one.title, in_one_column(diff(one.before, one.after))) for one in found.samples],
        summary=usual if summary is None else summary,
        problem=sentence(error) if error else "",
    )


@blueprint.get("/relinkings")
def relinkings() -> Response:
    """The rewritings of links, the newest first."""
    before = request.args.get("before", type=key_given)
    return answer("upkeep/relinkings.html", found=queries.relinkings(before=before))


@blueprint.get("/relinkings/<uid>")
def relinking(uid: str) -> Response:
    """How far one is, what it could not do, and how to undo it."""
    line = queries.relinking(uid)
    after = request.args.get("after", 0, type=key_given)
    return answer(
        "upkeep/relinking.html",
        line=line,
        left=queries.untouched(line, after=after),
        sentence_of=lambda one: sentence(WikiError(one.reason, title=one.title)),
    )


@blueprint.post("/relinkings/<uid>/undo")
def undo(uid: str) -> AnyResponse:
    """Take back all that one has written."""
    undo_relinking(current_actor(), uid)
    return redirect(url_for(".relinking", uid=uid), 303)
