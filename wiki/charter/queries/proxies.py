"""Which places vote for others in a ballot."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from wiki.charter.models import Proxy
from wiki.kernel.db import reading


def given(ballot_id: int) -> Mapping[int, int]:
    """The place that gave one -> the place that votes for it."""
    query = sa.select(Proxy.place_id, Proxy.to_place_id).where(Proxy.ballot_id == ballot_id)
    return {row.place_id: row.to_place_id for row in reading().execute(query)}
