"""Having a ballot closed, and proclaimed, by itself at a moment."""

from __future__ import annotations

from datetime import datetime

from wiki.charter.models import Ballot
from wiki.jobs.service import enqueue

CLOSE = "charter.close"


def close_at(ballot: Ballot, at: datetime) -> None:
    """Have it looked at then. Inside an act; the earliest of several moments stays."""
    enqueue(CLOSE, {"uid": ballot.uid}, run_at=at, dedupe_key=f"{CLOSE}:{ballot.uid}")
