"""Where the member who looks was named."""

from __future__ import annotations

from flask import Response, request

from wiki.discussions.queries import mentions
from wiki.discussions.views.blueprint import blueprint, turn_url
from wiki.discussions.views.sight import subject_shown
from wiki.kernel.errors import Refused
from wiki.kernel.pager import key_given
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/mentions", endpoint="mentions")
def my_mentions() -> Response:
    """The pages and turns that name the member, the newest first."""
    actor = current_actor()
    if actor.member_id is None:
        raise Refused("sign_in_first")
    before = request.args.get("before", type=key_given)
    found = mentions.of_member(actor.member_id, before=before)
    return answer(
        "discussions/mentions.html",
        found=found,
        turn_url=turn_url,
        subject_of=subject_shown,
        is_later=before is not None,
    )
