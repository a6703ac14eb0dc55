"""Recent changes: on a page with filters, and as a feed."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.journal.queries import last_seq
from wiki.kernel import clock
from wiki.kernel.pager import key_given
from wiki.pages.queries import changes as queries
from wiki.pages.queries.changes import ChangeFilter
from wiki.pages.service.review import mark_seen
from wiki.pages.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.filters import dated
from wiki.web.outside import outside
from wiki.web.tag_names import all_tags
from wiki.web.templates import answer_of, render

#: What an address may filter by.
FILTERS = ("author", "kind", "tag", "since", "hide_minor", "visit", "unreviewed")
#: Entries of the feed.
FEED_SIZE = 40


@blueprint.get("/changes", endpoint="changes")
def list_changes() -> Response:
    """The recent changes, filtered as the address says."""
    seen = queries.seen_until(current_actor().member_id)
    before = request.args.get("before", type=key_given)
    found = queries.recent_changes(_wanted(seen), before=before)
    newest = found.rows[0].seq if found.rows else 0
    return answer_of(
        "pages/changes.html",
        rows=dated(found.rows),
        next_key=found.next_key,
        is_later=before is not None,
        authors=queries.authors_with(request.args.get("author", "")[:40]),
        tags=all_tags(),
        # Whoever has seen all of these is shown the same.
        seen=newest if seen is None else min(seen, newest),
        newest=None if current_actor().member_id is None else last_seq(),
        kept={name: request.args[name] for name in FILTERS if name in request.args},
    )


@blueprint.post("/changes/seen")
def changes_seen() -> AnyResponse:
    """Everything that was there when the list was shown has been read."""
    mark_seen(current_actor(), request.form.get("seq", 0, type=key_given))
    return redirect(url_for(".changes", visit=1), 303)


@blueprint.get("/changes.atom")
def changes_feed() -> Response:
    """The recent changes as an Atom feed (RFC 4287)."""
    found = queries.recent_changes(_wanted(None), size=FEED_SIZE)
    feed = render(
        "pages/changes.atom",
        lines=found.rows,
        updated=found.rows[0].created_at if found.rows else clock.NEVER,
        outside=outside,
    )
    return Response(feed, content_type="application/atom+xml; charset=utf-8")


def _wanted(visit_seq: int | None) -> ChangeFilter:
    given = request.args
    return ChangeFilter(
        author_uid=given.get("author", "")[:40],
        kind=given.get("kind", "")[:40],
        tag=given.get("tag", "")[:40],
        hides_minor="hide_minor" in given,
        since=clock.since_given(given.get("since", "")),
        since_seq=visit_seq if "visit" in given else None,
        unreviewed_by=current_actor().member_id if "unreviewed" in given else None,
    )
