"""The places that support an amendment: who they are, and the form by which one says so."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.charter.models import Charter
from wiki.charter.queries import sponsors as queries
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import sponsors as rules
from wiki.charter.service import sponsors as service
from wiki.charter.views.blueprint import blueprint
from wiki.web.actors import current_actor


class Offered(NamedTuple):
    """A place for which one may support an amendment, or take that back."""

    uid: str
    title: str
    holds: bool


class Shown(NamedTuple):
    """The places that support an amendment, how many it takes, and what one may say."""

    titles: list[str]
    needed: int
    offered: list[Offered]


def shown(charter: Charter, held: Held) -> Shown:
    """What is told of those that support an amendment."""
    supporting = queries.supporting(held)
    return Shown(
        sorted(supporting.values()),
        rules.needed(charter.rules, held.operation.block),
        [
            Offered(one.place.uid, one.place.title, one.place.id in supporting)
            for one in queries.offered(charter, held, current_actor().member_id)
        ],
    )


@blueprint.post("/charters/<slug>/amendments/<int:number>/support", endpoint="support_amendment")
def support(slug: str, number: int) -> AnyResponse:
    """Say that a place supports it, or no more."""
    place, is_given = request.form.get("place", ""), bool(request.form.get("is_given"))
    service.support(current_actor(), slug, number, place, is_given=is_given)
    return redirect(url_for(".amendment", slug=slug, number=number, _anchor="soutiens"), 303)
