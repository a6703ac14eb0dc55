"""Looking back: the list of revisions, comparing two, undoing one, taking an old one again."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import clean_title
from wiki.merge.diff import Diff, diff, summary
from wiki.merge.views import inline, side_by_side
from wiki.pages.forms import ConflictForm, new_submission
from wiki.pages.models import Page
from wiki.pages.queries import history as queries
from wiki.pages.queries import pages
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import EditConflict
from wiki.pages.service.turn_back import restore, undo
from wiki.pages.views.blueprint import blueprint, page_at, revision_number
from wiki.pages.views.edit import show_conflict
from wiki.web.actors import current_actor, place
from wiki.web.rendering import compare_renderings
from wiki.web.safe import safe
from wiki.web.templates import answer, page_url

#: Ways to look at a comparison.
VIEWS = ("inline", "side", "rendered")
_RANGE = ".."


@blueprint.get("/wiki/<path:title>/history", endpoint="history")
def list_history(title: str) -> Response:
    """The revisions of a page, the newest first."""
    page = pages.glance(clean_title(title)) or page_at(title)
    before = request.args.get("before", type=key_given)
    return answer("pages/history.html", page=page, found=queries.history(page, before=before))


@blueprint.get("/wiki/<path:title>/diff")
def choose_diff(title: str) -> AnyResponse:
    """The comparison that the list of revisions asks for with its radio buttons."""
    page = page_at(title)
    numbers = sorted(revision_number(request.args.get(name, "")) for name in ("from", "to"))
    return redirect(page_url(page.title, "show_diff", span=f"{numbers[0]}..{numbers[1]}"))


@blueprint.get("/wiki/<path:title>/diff/<span>")
def show_diff(title: str, span: str) -> Response:
    """Two revisions compared: by words inline, side by side, or as rendered pages."""
    page = page_at(title)
    old, new = _span(span)
    lines = [_line(page, number) for number in (old, new)]
    view = request.args.get("view", VIEWS[0])
    texts = [pages.text(pages.revision(page, number).text_sha256) for number in (old, new)]
    compared = diff(*texts)
    return answer(
        "pages/diff.html",
        page=page,
        old=lines[0],
        new=lines[1],
        view=view if view in VIEWS else VIEWS[0],
        summary=summary(compared),
        is_coarse=compared.coarse,
        rows=_rows(view, compared) if texts[0] != texts[1] else (),
        rendered=safe(compare_renderings(*texts)) if view == "rendered" else None,
        between=abs(new - old) - 1,
    )


@blueprint.post("/wiki/<path:title>/undo")
def undo_revision(title: str) -> AnyResponse:
    """Take back what one revision changed; later edits stay."""
    page = page_at(title)
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
        form = ConflictForm(
            base=number,
            head=conflict.page.head,
            mine=conflict.mine,
            choices={},
            summary=request.form.get("summary", ""),
            submission=new_submission(),
        )
        return show_conflict(conflict, form)
    return redirect(page_url(page.title, saved=saved.revision.number), 303)


@blueprint.post("/wiki/<path:title>/restore")
def restore_revision(title: str) -> AnyResponse:
    """Take the text of an old revision again."""
    page = page_at(title)
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
    page = page_at(title)
    first, last = (revision_number(request.form.get(name, "")) for name in ("first", "last"))
    mark_reviewed(current_actor(), page.uid, first, last)
    if request.form.get("to") == "changes":
        return redirect(url_for("wiki.pages.changes", unreviewed=1), 303)
    return redirect(page_url(page.title, "history"), 303)


def _rows(view: str, compared: Diff) -> Sequence[object]:
    return side_by_side(compared) if view == "side" else inline(compared)


def _line(page: Page, number: int) -> queries.Line:
    line = queries.line(page, number)
    if line is None:
        raise Missing("revision_missing", title=page.title, number=number)
    return line


def _span(raw: str) -> tuple[int, int]:
    old, dots, new = raw.partition(_RANGE)
    if not dots:
        raise Invalid("diff_range")
    return revision_number(old), revision_number(new)
