"""Whether a charter is what was done: the chain computed again, by anyone."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response

from wiki.charter.queries import charters as queries
from wiki.charter.queries import erasures
from wiki.charter.rules.chain import Broken, Line
from wiki.charter.rules.erasures import DONE
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint
from wiki.members.queries import names
from wiki.web.templates import answer


class Told(NamedTuple):
    """An act on a charter: what was done, by whom, on which version."""

    line: Line
    said: str
    by: str
    version: str


@blueprint.get("/charters/<slug>/verify", endpoint="verify")
def verify(slug: str) -> Response:
    """What holds, and the first link that does not."""
    charter = queries.by_slug(slug)
    lines, versions = queries.lines(charter.id), queries.versions(charter.id)
    who = names({one.actor_id for one in lines if one.actor_id is not None})
    numbers = {one.uid: one.number for one in versions}
    acts = words.acts()
    return answer(
        "charter/verify.html",
        charter=charter,
        problems=[said(one) for one in queries.broken(charter)],
        lines=[
            Told(
                one,
                acts.get(one.action, one.action),
                who.get(one.actor_id, "") if one.actor_id is not None else "",
                numbers.get(one.detail.get("version", ""), ""),
            )
            for one in reversed(lines)
        ],
        frozen=[one for one in versions if one.hash],
        erased=erasures.of_charter(charter.id, (DONE,)),
    )


def said(problem: Broken) -> str:
    """What does not hold, in words."""
    return words.broken(problem.code, problem.about)
