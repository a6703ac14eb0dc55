"""Whether a place has signed: what it signed, what came into force since, how long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wiki.charter.rules.versions import MAJOR
from wiki.kernel.errors import Conflict

#: What a place may do.
SIGNED, WITHDRAWN = ACTS = ("signed", "withdrawn")
#: Where it stands with the version in force.
STATES = ("invited", "signed", "carried", "to_renew", "expired", "withdrawn")
INVITED, UP_TO_DATE, CARRIED, TO_RENEW, EXPIRED, TAKEN_BACK = STATES
#: How long a signature holds after a version that asks for another one.
GRACE = timedelta(days=90)


class Came(NamedTuple):
    """A version that came into force after the one that was signed."""

    severity: str
    at: datetime


def standing(act: str | None, later: Sequence[Came], now: datetime) -> str:
    """Where a place stands by its last act, and the versions that came since, in order."""
    if act is None:
        return INVITED
    if act == WITHDRAWN:
        return TAKEN_BACK
    renewed = next((one.at for one in later if one.severity == MAJOR), None)
    if renewed is None:
        return CARRIED if later else UP_TO_DATE
    return EXPIRED if now >= renewed + GRACE else TO_RENEW


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
    if last in (INVITED, TAKEN_BACK):
        raise Conflict("signature_none")
