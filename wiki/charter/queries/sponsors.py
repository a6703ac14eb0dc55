"""The places that support an amendment, and those that may."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.charter.models import Charter, Sponsor, Wording
from wiki.charter.queries import combining
from wiki.charter.queries.amendments import Held
from wiki.charter.queries.signatures import Spoken, spoken_for
from wiki.charter.rules import sponsors as rules
from wiki.charter.rules.amendments import State
from wiki.kernel.db import reading

#: What the wiki words by itself, without changing what is asked.
_BY_ITSELF = ("rebased",)


def supporting(held: Held) -> dict[int, str]:
    """The places that support an amendment in the words that hold: id -> title then."""
    amendment = held.amendment
    written = sa.select(sa.func.max(Wording.number)).where(
        Wording.amendment_id == amendment.id, Wording.origin.not_in(_BY_ITSELF)
    )
    since = int(reading().scalar(written) or 1)
    query = sa.select(Sponsor.place_id, Sponsor.title, Sponsor.wording, Sponsor.is_given)
    query = query.where(Sponsor.amendment_id == amendment.id).order_by(Sponsor.id)
    return rules.holding((rules.Support(*row) for row in reading().execute(query)), since)


def missing(charter: Charter, held: Held) -> int:
    """How many places lack before an amendment may be admitted."""
    wanted = rules.needed(charter.rules, held.operation.block)
    return max(0, wanted - len(supporting(held))) if wanted else 0


def own(charter: Charter, held: Held) -> set[int]:
    """The places for which the author of an amendment speaks."""
    return {one.place.id for one in spoken_for(charter, held.amendment.author_id)}


def is_supported(held: Held) -> bool:
    """Whether places support an amendment where it is now."""
    is_to_sign = combining.is_combined(held.amendment.id)
    return rules.is_supported(State(held.amendment.state), is_to_sign=is_to_sign)


def offered(charter: Charter, held: Held, member_id: int | None) -> list[Spoken]:
    """The places for which a member may support an amendment, or take that back."""
    if not is_supported(held):
        return []
    spoken = spoken_for(charter, member_id)
    authors = own(charter, held) if spoken else ()
    return [one for one in spoken if one.place.id not in authors]
