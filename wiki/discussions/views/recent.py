"""What was said last, in all the discussions of the wiki."""

from __future__ import annotations

from flask import Response, request

from wiki.discussions import kinds
from wiki.discussions.forms import filter_given
from wiki.discussions.queries import recent
from wiki.discussions.views.blueprint import blueprint, feed_url, said, talk_url, turn_url
from wiki.discussions.views.sight import subject_shown
from wiki.kernel.pager import key_given
from wiki.pages.queries.changes import seen_until
from wiki.web.actors import current_actor
from wiki.web.templates import answer

#: What an address may filter by.
FILTERS = ("author", "since", "visit")


@blueprint.get("/talk", endpoint="recent")
def recent_turns() -> Response:
    """The newest turns first, filtered; those about something that is in the bin are left out."""
    seen = seen_until(current_actor().member_id)
    before = request.args.get("before", type=key_given)
    found = recent.recent(filter_given(seen), before=before)
    things = kinds.things((line.target_kind, line.target_uid) for line in found.rows)
    return answer(
        "discussions/recent.html",
        rows=[
            (line, thing, subject_shown(line.subject), said(line))
            for line in found.rows
            if (thing := things.get((line.target_kind, line.target_uid)))
        ],
        next_key=found.next_key,
        is_later=before is not None,
        seen=seen,
        authors=recent.speakers_with(request.args.get("author", "")[:40]),
        kept={name: request.args[name] for name in FILTERS if name in request.args},
        feed_url=feed_url,
        talk_url=talk_url,
        turn_url=turn_url,
    )
