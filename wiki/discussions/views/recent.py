"""What was said last, in all the discussions of the wiki."""

from __future__ import annotations

from flask import Response, request

from wiki.discussions import kinds
from wiki.discussions.queries import turns
from wiki.discussions.views.blueprint import blueprint, feed_url, said, talk_url, turn_url
from wiki.kernel.pager import key_given
from wiki.web.templates import answer


@blueprint.get("/talk", endpoint="recent")
def recent() -> Response:
    """The newest turns first; those about something that is in the bin are left out."""
    found = turns.recent(before=request.args.get("before", type=key_given))
    things = kinds.things((line.target_kind, line.target_uid) for line in found.rows)
    return answer(
        "discussions/recent.html",
        rows=[
            (line, thing, said(line))
            for line in found.rows
            if (thing := things.get((line.target_kind, line.target_uid)))
        ],
        next_key=found.next_key,
        feed_url=feed_url,
        talk_url=talk_url,
        turn_url=turn_url,
    )
