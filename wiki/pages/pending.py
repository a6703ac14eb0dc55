"""Edits of newcomers that others read first: their states, and when one is saved."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Role
from wiki.kernel.texts import one_line

WAITING, ACCEPTED, REFUSED, WITHDRAWN = "waiting", "accepted", "refused", "withdrawn"
#: How many members confirm one, where no steward does; how many may wait of one account.
VOICES, MOST = 2, 20
#: How many of all visitors may wait, and how many in a day of one address.
MOST_OF_VISITORS, MOST_OF_PLACE = 200, 20
#: Longest reason for which one is refused, in characters.
REASON = 500


def is_confirmed(voices: int, role: Role) -> bool:
    """Whether an edit is saved now that somebody of this role has confirmed it."""
    return role >= Role.STEWARD or voices >= VOICES


def appears_at(sent: datetime, days: str, now: datetime) -> datetime | None:
    """The beginning of the day on which an edit that nobody reads is saved by itself; None: never.

    They are looked at when a day begins: one that is due already waits for the next.
    """
    if not days:
        return None
    due = max(sent + timedelta(days=int(days)), now)
    return datetime.combine(due.date() + timedelta(days=1), time(tzinfo=UTC))


def is_due(sent: datetime, days: str, now: datetime) -> bool:
    """Whether an edit that nobody has read has waited long enough."""
    return bool(days) and sent + timedelta(days=int(days)) <= now


def clean_answer(raw: str) -> str:
    """Why one is refused, on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * REASON])
    if not text:
        raise Invalid("pending_reason", field="answer")
    if len(text) > REASON:
        raise Invalid("pending_reason_long", field="answer", limit=REASON)
    return text
