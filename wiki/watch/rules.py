"""What is told to whom, and when it is written to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

#: Something that is followed, or told of: its kind, and what names it.
Key = tuple[str, str]

#: What can be followed.
KINDS = ("page", "thread", "person", "category", "territory", "charter", "amendment", "search")
#: What tells a member that they are asked to look after a page, by the uid of the page.
REVIEW = "review"
#: What is told to those who wrote what others thank for; it names a page.
THANKS = "thanks"
#: How often a member is written to.
NEVER, NOW, DAILY, WEEKLY = "never", "now", "daily", "weekly"
PACES = (NEVER, NOW, DAILY, WEEKLY)
#: Where a member is who said nothing.
ZONE = "Europe/Paris"
#: Older than this is no news: what an archive brings, or waited for a worker too long.
NEWS = timedelta(days=30)
#: Things that one letter names; the others are counted.
MOST = 40
#: Most things that one member follows, and most pages that a search finds which is followed.
LIMIT, FOUND = 5_000, 20_000
#: Reasons that one notice keeps, and what keeps them apart.
REASONS, APART = 5, "\n"


@dataclass(frozen=True)
class Wished:
    """How somebody wishes to be told; as it is for who said nothing."""

    pace: str = DAILY
    hour: int = 8
    weekday: int = 0
    quiet_from: int = 21
    quiet_to: int = 8
    follows_written: bool = True
    follows_said: bool = True
    mails_thanks: bool = False


class Event(NamedTuple):
    """An act of the journal: what it is told of, and what one follows to be told."""

    seq: int
    at: datetime
    actor_id: int | None
    thing: Key
    keys: tuple[Key, ...]


class Follower(NamedTuple):
    """A member who follows something, since a place in the journal."""

    member_id: int
    since: int


class Tale(NamedTuple):
    """What a member is told of a thing: how many acts, the first and the newest, and why."""

    member_id: int
    thing: Key
    times: int
    first: int
    last: int
    at: datetime
    because: str


def tales(events: Iterable[Event], followers: Mapping[Key, Sequence[Follower]]) -> Iterator[Tale]:
    """One for each member and thing, whatever makes them follow it; one's own acts tell nobody."""
    by_thing: dict[Key, list[Event]] = {}
    for event in events:
        by_thing.setdefault(event.thing, []).append(event)
    for thing, acts in by_thing.items():
        moments = {one.seq: one.at for one in acts}
        heard: dict[int, tuple[set[int], list[str]]] = {}
        for key, of_key in _by_key(acts).items():
            for member_id, since in followers.get(key, ()):
                seqs = {one.seq for one in of_key if one.seq > since and one.actor_id != member_id}
                if seqs:
                    known = heard.setdefault(member_id, (set(), []))
                    known[0].update(seqs)
                    known[1].append(":".join(key))
        for member_id, (seqs, reasons) in heard.items():
            last, because = max(seqs), APART.join(reasons[:REASONS])
            yield Tale(member_id, thing, len(seqs), min(seqs), last, moments[last], because)


def _by_key(acts: Iterable[Event]) -> dict[Key, list[Event]]:
    found: dict[Key, list[Event]] = {}
    for one in acts:
        for key in one.keys:
            found.setdefault(key, []).append(one)
    return found


def due(wished: Wished, now: datetime, zone: str) -> datetime | None:
    """When somebody is to be written to, of whom something waits from now on; None: never."""
    here = now.astimezone(ZoneInfo(zone or ZONE))
    if wished.pace == NEVER:
        return None
    if wished.pace == NOW:
        return _next(here, wished.quiet_to) if is_quiet(wished, here.hour) else now
    at = _next(here, wished.hour)
    if wished.pace == WEEKLY:
        at += timedelta(days=(wished.weekday - at.weekday()) % 7)
    return at


def is_quiet(wished: Wished, hour: int) -> bool:
    """Whether no letter leaves at once at this hour."""
    begin, end = wished.quiet_from, wished.quiet_to
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def _next(here: datetime, hour: int) -> datetime:
    """The next time that it is so late, where somebody is."""
    at = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return at if at > here else at + timedelta(days=1)
