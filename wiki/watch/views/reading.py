"""The next letter, read where it will be sent from."""

from __future__ import annotations

from flask import Response

from wiki.kernel.pager import END
from wiki.members import queries as members
from wiki.watch.queries import follows
from wiki.watch.queries import notices as queries
from wiki.watch.rules import DAILY, MOST, NEVER
from wiki.watch.service.follow import follower
from wiki.watch.views.blueprint import blueprint, tabs
from wiki.watch.views.letters import Worded
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/following/letter")
def letter() -> Response:
    """What waits to be written to the one who reads; with nothing new, their last news."""
    actor = current_actor()
    member = members.member(follower(actor))
    found = queries.fresh(actor, MOST)
    rows, has_more = found.rows, found.next_key is not None
    if not rows:
        last = queries.inbox(actor, before=END, size=MOST)
        rows, has_more = last.rows, last.next_key is not None
    pace = follows.wished(follows.wish_of(member.id)).pace
    worded = Worded.of(member, DAILY if pace == NEVER else pace, rows, has_more=has_more)
    response = answer(
        "watch/letter.html",
        tabs=tabs(),
        subject=worded.subject,
        waits=bool(found.rows),
        is_sent=pace != NEVER,
        **worded.values,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
