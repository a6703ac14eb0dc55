"""When the sheets of places were changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from wiki.kernel.db import reading
from wiki.pages.models import Revision


def made_at(seqs: Sequence[int]) -> dict[int, tuple[datetime, bool]]:
    """When the revisions at these places of the journal were made, and whether each made a page."""
    query = sa.select(Revision.seq, Revision.created_at, Revision.number).where(
        Revision.seq.in_(seqs)
    )
    return {seq: (at, number == 1) for seq, at, number in reading().execute(query)}
