"""How fast one person may change pages over the network."""

from __future__ import annotations

from datetime import timedelta

from wiki.kernel.db import reading, state
from wiki.kernel.permissions import Actor
from wiki.members.service import limits
from wiki.pages.pending import MOST_OF_PLACE

DURING, A_DAY = timedelta(minutes=1), timedelta(days=1)


def count(actor: Actor, place: str | None) -> None:
    """Count one save inside its act, of a member or of the address `place` of a visitor.

    None is no address: what a command does is not counted. Raises `TooOften`.
    """
    most = state().options["WIKI_SAVES_PER_MINUTE"]
    if place is None or not most:
        return
    who = place if actor.member_id is None else str(actor.member_id)
    limits.take_inside(reading(), limits.Limit(limits.bucket("save", who), most, DURING))


def count_held(actor: Actor, place: str | None) -> None:
    """Count one edit that waits to be read, of a visitor, inside its act. Raises `TooOften`."""
    if place is not None and actor.member_id is None:
        limit = limits.Limit(limits.bucket("pending", place), MOST_OF_PLACE, A_DAY)
        limits.take_inside(reading(), limit)
