"""Whether a place has signed: what it signed, what came into force since, how long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wiki.charter.rules.versions import MAJOR, MINOR
from wiki.kernel.errors import Conflict

#: What becomes of a place and a version: what a place does, then what the calendar brings.
SIGNED, WITHDRAWN, OBJECTED, LAPSED, TERMINATED = ACTS = (
    "signed",
    "withdrawn",
    "objected",
    "expired",
    "terminated",
)
#: Where a place stands with the version in force.
STATES = (
    "invited",
    "signed",
    "carried",
    "objects",
    "to_renew",
    "expired",
    "withdrawn",
    "terminated",
)
INVITED, UP_TO_DATE, CARRIED, OBJECTS, TO_RENEW, EXPIRED, TAKEN_BACK, ENDED = STATES
#: Where its signature holds nothing: there is none to take back.
NONE_STANDS = (INVITED, EXPIRED, TAKEN_BACK, ENDED)
#: Where one that closes is told to hold no more.
STANDS = (UP_TO_DATE, CARRIED, OBJECTS, TO_RENEW)
#: How long a signature holds after a version that asks for another one, and how long a place may
#: object to a version to which its signature was carried over.
GRACE, RIGHT = timedelta(days=90), timedelta(days=30)


class Came(NamedTuple):
    """A version that came into force after the one that was signed."""

    severity: str
    at: datetime


#: Act -> where it leaves a place, whatever came since.
_SETTLED = {None: INVITED, WITHDRAWN: TAKEN_BACK, LAPSED: EXPIRED, TERMINATED: ENDED}


def standing(act: str | None, later: Sequence[Came], now: datetime) -> str:
    """Where a place stands by its last act, and the versions that came since, in order."""
    if act in _SETTLED:
        return _SETTLED[act]
    renewed = _renewed(later)
    if renewed is not None:
        return EXPIRED if now >= renewed + GRACE else TO_RENEW
    if act == OBJECTED:
        return OBJECTS
    return CARRIED if later else UP_TO_DATE


def deadline(state: str, later: Sequence[Came], now: datetime) -> datetime | None:
    """Until when a place may sign again, or object to what its signature was carried over to."""
    if state == TO_RENEW and (renewed := _renewed(later)) is not None:
        return renewed + GRACE
    if state == CARRIED:
        until = max((one.at + RIGHT for one in later if one.severity == MINOR), default=now)
        return until if until > now else None
    return None


def _renewed(later: Sequence[Came]) -> datetime | None:
    """When the first version came that asks for another signature."""
    return next((one.at for one in later if one.severity == MAJOR), None)


def check_sign(state: str, shown_hash: str, version_hash: str | None, last: str) -> None:
    """Refuse a signature of another text than the one in force. Raises `Conflict`."""
    if state != "in_force":
        raise Conflict("signature_not_in_force")
    if not version_hash or shown_hash != version_hash:
        raise Conflict("signature_stale")
    if last == UP_TO_DATE:
        raise Conflict("signature_twice")


def check_withdraw(last: str) -> None:
    """Refuse to take back what does not stand. Raises `Conflict`."""
    if last in NONE_STANDS:
        raise Conflict("signature_none")


def check_object(last: str, until: datetime | None) -> None:
    """Refuse to object to what was not carried over, or too late. Raises `Conflict`."""
    if last != CARRIED:
        raise Conflict("signature_not_carried")
    if until is None:
        raise Conflict("signature_object_late", days=RIGHT.days)
