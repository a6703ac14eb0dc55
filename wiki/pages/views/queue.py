"""Reading again, one revision after the other: « relu », « annuler », « passer »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import clean_title
from wiki.merge.diff import diff
from wiki.pages.queries import pending
from wiki.pages.queries import queue as queries
from wiki.pages.queries.changes import authors_with
from wiki.pages.queries.compared import Version, versions
from wiki.pages.queries.history import Line
from wiki.pages.queries.pages import led_to
from wiki.pages.queries.queue import Found, QueueFilter
from wiki.pages.service.review import mark_reviewed
from wiki.pages.service.save import EditConflict
from wiki.pages.service.turn_back import undo
from wiki.pages.views.blueprint import blueprint, revision_number
from wiki.pages.views.choosing import show_undo_conflict
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.differences import in_one_column
from wiki.web.tag_names import all_tags
from wiki.web.templates import answer

#: What an address may filter by.
FILTERS = ("order", "author", "tag", "kind")


@blueprint.get("/review")
def review_queue() -> Response:
    """The next revision to read again, past `?from=`; with `?back=1`, the one before."""
    require(current_actor(), May.REVIEW, policy())
    wanted = _wanted()
    found, rows, gone = _next(wanted)
    return answer(
        "pages/queue.html",
        found=found,
        rows=rows,
        left=queries.left_to_read(current_actor().member_id),
        window=queries.WINDOW,
        kept=_kept(request.args),
        authors=authors_with(wanted.author_uid),
        tags=all_tags(),
        told=("gone", gone, 0, "") if gone else _told(),
        pending=0 if pending.why_not_confirm(current_actor()) else pending.waiting_number(),
    )


def _next(wanted: QueueFilter) -> tuple[Found, Markup | None, str]:
    """The revision to read with what it changed, and the title of a page that went meanwhile."""
    start, gone = request.args.get("from", type=key_given), ""
    while True:
        found = queries.next_to_read(wanted, start, back="back" in request.args)
        if found.line is None:
            return found, None, gone
        shown = versions(found.line.page_title, found.line.parent or 0, found.line.number)
        if found.line.number in shown:
            return found, _compared(found.line, shown), gone
        start, gone = found.line.seq, found.line.page_title


@blueprint.post("/review/<path:title>")
def review_one(title: str) -> AnyResponse:
    """Say that a revision was read again, or take it back; then on to the next one.

    What somebody else has settled meanwhile is left as it is, and told.
    """
    title, number = clean_title(title), revision_number(request.form.get("number", ""))
    actor = current_actor()
    require(actor, May.REVIEW, policy())
    page = led_to(title)
    if page is None:
        return _on(title, number, done="gone")
    if any(reader != actor.member_id for reader, _ in queries.readers(page.uid, number)):
        return _on(page.title, number, done="already")
    if request.form.get("do") == "undo":
        reason = request.form.get("summary", "")
        try:
            undo(actor, page.uid, number, reason, place=place())
        except EditConflict as conflict:
            return show_undo_conflict(conflict, number, reason)
    mark_reviewed(actor, page.uid, number, number)
    return _on(page.title, number, done="undone" if request.form.get("do") == "undo" else "read")


def _on(title: str, number: int, done: str) -> AnyResponse:
    """To the next revision, saying what became of this one."""
    told: dict[str, Any] = {"done": done, "title": title, "number": number}
    told["from"] = request.form.get("from", 0, type=key_given)
    return redirect(url_for(".review_queue", **_kept(request.form), **told), 303)


def _told() -> tuple[str, str, int, str] | None:
    """What became of the revision before: how, its page, its number, and who settled it."""
    done, title = request.args.get("done", ""), request.args.get("title", "")
    if done not in ("already", "undone", "read", "gone") or not title:
        return None
    page, number = led_to(clean_title(title)), revision_number(request.args.get("number", ""))
    if page is None:
        return "gone", clean_title(title), number, ""
    names = [name for _, name in queries.readers(page.uid, number)]
    return done, page.title, number, names[0] if names else ""


def _wanted() -> QueueFilter:
    given = request.args
    return QueueFilter(
        reader_id=current_actor().member_id,
        author_uid=given.get("author", "")[:40],
        tag=given.get("tag", "")[:40],
        kind=given.get("kind", "")[:40],
        oldest_first=given.get("order") == "oldest",
    )


def _kept(given: Mapping[str, str]) -> dict[str, Any]:
    return {name: given[name] for name in FILTERS if given.get(name)}


def _compared(line: Line, found: Mapping[int, Version]) -> Markup | None:
    """What a revision changed, of the first one its whole text; None where a text was erased."""
    if any(version.text_sha256 is None for version in found.values()):
        return None
    new = found[line.number]
    compared = diff(found[line.parent].text if line.parent else "", new.text)
    return in_one_column(compared)
