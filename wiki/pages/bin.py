"""What is in the bin, and what it takes to take it out: decided on plain values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from wiki.kernel.permissions import Actor, May, SitePolicy, why_not


class Thrown(NamedTuple):
    """A page of the bin; `by` is None when the wiki or a visitor put it there."""

    uid: str
    title: str
    at: datetime
    by_id: int | None
    by: str | None
    #: Whether the moderation did something about it since: it is theirs to take out by now.
    is_moderated: bool

    def is_own(self, actor: Actor) -> bool:
        """Whether the actor put it there."""
        return actor.member_id is not None and actor.member_id == self.by_id

    def why_not_back(self, actor: Actor, policy: SitePolicy) -> str | None:
        """None when the actor may take it out, else the code of the reason why not."""
        right, *scopes = right_back(actor, self)
        return why_not(actor, right, policy, *scopes)


def right_back(actor: Actor, thrown: Thrown | None) -> tuple[May, *tuple[str, ...]]:
    """The right that takes a page out of the bin, and where it may be held.

    What one put there oneself, one takes back by the right that put it there.
    """
    if thrown is not None and thrown.is_own(actor) and not thrown.is_moderated:
        return May.DELETE, f"page:{thrown.uid}"
    return (May.RESTORE,)
