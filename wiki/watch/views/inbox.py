"""The one inbox of all that concerns a member."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.pager import END, key_given
from wiki.watch.queries import notices as queries
from wiki.watch.service import notices
from wiki.watch.service.follow import follower
from wiki.watch.views.blueprint import blueprint, tabs
from wiki.watch.views.words import said
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/inbox")
def inbox() -> Response:
    """What happened to what one follows, and where one is named: shown, it is seen."""
    actor = current_actor()
    follower(actor)
    before = request.args.get("before", type=key_given)
    found = queries.inbox(actor, before=END if before is None else before)
    if found.has_news:
        notices.see(actor, found.first, found.last)
    return answer(
        "watch/inbox.html",
        tabs=tabs(),
        lines=[said(line) for line in found.rows],
        next_key=found.next_key,
        is_later=before is not None,
    )
