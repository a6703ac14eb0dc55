"""Looking at what somebody is about to publish: words that are refused, links of newcomers."""

from __future__ import annotations

from datetime import timedelta

from wiki.kernel import clock
from wiki.kernel.db import reading
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, Role
from wiki.members import queries
from wiki.members.screening import links_added, refused_word
from wiki.members.service import limits
from wiki.site.queries import setting

#: While the links of a newcomer are counted together.
DURING = timedelta(hours=1)


def screen(actor: Actor, before: str, after: str, *, place: str | None = None) -> None:
    """Refuse, inside an act, what a text brings that the site does not take from this actor.

    `place` is the network address of a visitor. Stewards, and commands, are not looked at.
    Raises `Invalid` (`words_refused`), `TooOften` (`links_too_many`).
    """
    if actor.is_system or actor.role() >= Role.STEWARD:
        return
    if word := refused_word(setting("blocked_words"), before, after):
        raise Invalid("words_refused", word=word)
    most = int(setting("newcomer_links") or 0)
    number = links_added(before, after) if most else 0
    if number and _is_new(actor, place):
        who = str(actor.member_id) if actor.member_id is not None else str(place)
        limit = limits.Limit(limits.bucket("links", who), most, DURING, "links_too_many")
        limits.take_inside(reading(), limit, number)


def _is_new(actor: Actor, place: str | None) -> bool:
    """Whether somebody is a visitor, or joined of themselves less than so many days ago."""
    if actor.member_id is None:
        return place is not None
    if setting("joining") != "open":
        return False
    since = clock.now() - queries.member(actor.member_id).joined_at
    return since < timedelta(days=int(setting("newcomer_days")))
