"""Who speaks for what, over the whole wiki: who does so twice, what waits for an answer."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel import clock
from wiki.kernel.pager import key_given
from wiki.kernel.slugs import LONGEST_READ
from wiki.members.queries import names
from wiki.organisations import rules
from wiki.organisations.queries import mandates as queries
from wiki.organisations.queries import requests as asked
from wiki.organisations.views.blueprint import blueprint
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer


@blueprint.get("/mandates")
def register() -> Response:
    """By the title of what is spoken for."""
    today = clock.now().date().isoformat()
    search = request.args.get("q", "")[:LONGEST_READ].replace("\x00", "").strip()
    state = request.args.get("state", "")
    wanted = queries.Wanted(
        search[:100],
        state if state in queries.STATES else queries.RUNNING,
        is_double="double" in request.args,
    )
    after = request.args.get("after", type=key_given)
    found = queries.register(wanted, today, after=after)
    beside = queries.beside(
        {one.member_id for one in found.rows}, {one.page_id for one in found.rows}, today
    )
    kept = {"q": wanted.search, "state": wanted.state}
    return answer(
        "organisations/register.html",
        found=[(one, one.runs(today)) for one in found.rows],
        next_key=found.next_key,
        beside=beside,
        people=names({one.given_by_id for one in found.rows if one.given_by_id is not None}),
        wanted=wanted,
        kept=kept | ({"double": "1"} if wanted.is_double else {}),
        is_later=after is not None,
        waiting=[one for one in asked.waiting() if _answers(one)],
    )


def _answers(one: asked.Asked) -> bool:
    return rules.why_not_give(current_actor(), policy(), one.page_uid) is None
