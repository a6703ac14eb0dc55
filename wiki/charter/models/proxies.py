"""A place lets another one vote for it in a ballot."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from wiki.charter.models.ballots import Elector
from wiki.kernel.db import BigId, Moment, Truth


class Proxy(Truth):
    """Which place votes for another one: each gives one, and each receives one at most."""

    __tablename__ = "wiki_charter_proxy"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["ballot_id", "place_id"],
            [Elector.ballot_id, Elector.place_id],
            name="fk_wiki_charter_proxy_giver",
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "to_place_id"],
            [Elector.ballot_id, Elector.place_id],
            name="fk_wiki_charter_proxy_receiver",
        ),
        sa.UniqueConstraint("ballot_id", "to_place_id"),
    )

    ballot_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    to_place_id: Mapped[int] = mapped_column(BigId)
    #: Who gave it, and the uid of the mandate by which they spoke.
    member_id: Mapped[int] = mapped_column(BigId, index=True)
    mandate: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(Moment)
