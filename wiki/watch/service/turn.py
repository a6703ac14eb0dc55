"""The place in the journal up to which everybody has been told: who holds it tells, or is told."""

from __future__ import annotations

from wiki.kernel.db import insert_missing, reading
from wiki.watch.models import Told

EVERYBODY = "everybody"


def hold() -> Told:
    """Hold that place until the act ends: before any notice, so that nobody waits in a circle."""
    insert_missing(Told, {"name": EVERYBODY, "seq": 0})
    return reading().get_one(Told, EVERYBODY, with_for_update=True)
