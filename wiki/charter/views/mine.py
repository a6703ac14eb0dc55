"""What waits for the voice of who reads, in all charters."""

from __future__ import annotations

from flask import Response

from wiki.charter.queries import waiting
from wiki.charter.views.blueprint import blueprint
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/charters/mine")
def mine() -> Response:
    """Ballots, objections, amendments and texts that wait for one."""
    member_id = current_actor().member_id or 0
    return answer(
        "charter/mine.html",
        to_vote=waiting.to_vote(member_id),
        to_judge=waiting.to_judge(member_id),
        to_agree=waiting.to_agree(member_id),
        to_update=waiting.to_update(member_id),
        to_sign=waiting.to_sign(member_id),
    )
