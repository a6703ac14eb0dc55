"""Whose signatures a version in force asks for again, and who may be written to for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from wiki.charter.models import Charter
from wiki.charter.queries import signatures
from wiki.charter.queries.signatures import Standing
from wiki.charter.queries.voters import Voter, reachable
from wiki.charter.rules.signatures import TO_RENEW
from wiki.kernel import clock
from wiki.organisations.models import Mandate


def to_renew(charter: Charter, before: datetime | None = None) -> list[Standing]:
    """The places that are to sign again, before a moment where one is given."""
    return [
        one
        for one in signatures.register(charter)
        if one.state == TO_RENEW and one.until and (before is None or one.until <= before)
    ]


def signers(place_ids: Collection[int], after: int, size: int) -> Sequence[Voter]:
    """Some who speak today for one of these places, and can be written to, by id."""
    today = clock.now().date().isoformat()
    speaking = sa.select(Mandate.member_id).where(
        Mandate.page_id.in_(list(place_ids)),
        Mandate.since <= today,
        sa.or_(Mandate.until.is_(None), Mandate.until >= today),
    )
    return reachable(speaking, after, size)
