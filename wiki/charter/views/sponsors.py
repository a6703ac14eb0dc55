"""The places that support an amendment: who they are, and for which one may say so."""

from __future__ import annotations

from typing import NamedTuple

from wiki.charter.models import Charter
from wiki.charter.queries import sponsors as queries
from wiki.charter.queries.amendments import Held
from wiki.charter.rules import sponsors as rules
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
