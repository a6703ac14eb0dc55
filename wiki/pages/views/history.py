"""Looking back: the list of revisions, undoing one, taking an old one again."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import key_given
from wiki.kernel.slugs import clean_title
from wiki.pages.queries import history as queries
from wiki.pages.queries import pages
from wiki.pages.queries.joinings import joined_to
from wiki.pages.queries.thanks import thanks_of
from wiki.pages.service import tagging
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import EditConflict
from wiki.pages.service.turn_back import restore, undo
from wiki.pages.views.blueprint import blueprint, past_at, revision_number
from wiki.pages.views.choosing import show_undo_conflict
from wiki.web.actors import current_actor, let_in, place
from wiki.web.filters import dated
from wiki.web.tag_names import all_tags
from wiki.web.templates import answer_of, may, page_url


@blueprint.get("/wiki/<path:title>/history", endpoint="history")
def list_history(title: str) -> Response:
    """The revisions of a page, the newest first: all, or those with a tag (`?tag=`)."""
    found = pages.glance(clean_title(title))
    let_in()
    page = found or past_at(title)
    before = request.args.get("before", type=key_given)
    tag = request.args.get("tag", "")[:40]
    shown = queries.history(page, tag=tag, before=before)
    reader = current_actor().member_id
    return answer_of(
        "pages/history.html",
        title=page.title,
        joined=joined_to(page.id) if before is None and not tag else (),
        rows=dated(shown.rows),
        thanks=thanks_of(page.uid, [one.number for one in shown.rows], reader),
        may_thank=may("THANK", f"page:{page.uid}"),
        before=before,
        next_key=shown.next_key,
        is_later=before is not None,
        tag=tag,
        tags=all_tags(),
    )


@blueprint.post("/wiki/<path:title>/undo")
def undo_revision(title: str) -> AnyResponse:
    """Take back what one revision changed; later edits stay."""
    page = past_at(title)
    number = revision_number(request.form.get("number", ""))
    try:
        saved = undo(
            current_actor(),
            page.uid,
            number,
            request.form.get("summary", ""),
            place=place(),
        )
    except EditConflict as conflict:
        return show_undo_conflict(conflict, number, request.form.get("summary", ""))
    return redirect(page_url(page.title, saved=saved.revision.number), 303)


@blueprint.post("/wiki/<path:title>/restore")
def restore_revision(title: str) -> AnyResponse:
    """Take the text of an old revision again."""
    page = past_at(title)
    number = revision_number(request.form.get("number", ""))
    saved = restore(
        current_actor(),
        page.uid,
        number,
        request.form.get("summary", ""),
        place=place(),
    )
    return redirect(page_url(page.title, saved=saved.revision.number), 303)


@blueprint.post("/wiki/<path:title>/review")
def review(title: str) -> AnyResponse:
    """Mark a revision, or a range of them, as read again."""
    page = past_at(title)
    first, last = (revision_number(request.form.get(name, "")) for name in ("first", "last"))
    mark_reviewed(current_actor(), page.uid, first, last)
    if request.form.get("to") == "changes":
        return redirect(url_for("wiki.pages.changes", unreviewed=1), 303)
    return redirect(page_url(page.title, "history"), 303)


@blueprint.post("/wiki/<path:title>/tag")
def tag_revision(title: str) -> AnyResponse:
    """Put a tag on a revision, or take it away."""
    page = past_at(title)
    number = revision_number(request.form.get("number", ""))
    do = tagging.untag if request.form.get("do") == "take" else tagging.tag
    do(current_actor(), page.uid, number, request.form.get("tag", ""))
    span = f"{max(1, number - 1)}..{number}"
    return redirect(page_url(page.title, "show_diff", span=span), 303)
