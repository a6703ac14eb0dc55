"""Edits of newcomers that others read first: their states, and when one is saved."""

from __future__ import annotations

from datetime import datetime, timedelta

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Role
from wiki.kernel.texts import one_line

WAITING, ACCEPTED, REFUSED, WITHDRAWN = "waiting", "accepted", "refused", "withdrawn"
#: How many members confirm one, where no steward does; how many may wait of one account.
VOICES, MOST = 2, 20
#: Longest reason for which one is refused, in characters.
REASON = 500


def is_confirmed(voices: int, role: Role) -> bool:
    """Whether an edit is saved now that somebody of this role has confirmed it."""
    return role >= Role.STEWARD or voices >= VOICES


def appears_at(sent: datetime, days: str) -> datetime | None:
    """When an edit that nobody has read is saved by itself; None: never."""
    return sent + timedelta(days=int(days)) if days else None


def clean_answer(raw: str) -> str:
    """Why one is refused, on one line. Raises `Invalid`."""
    text = one_line(raw[: 10 * REASON])
    if not text:
        raise Invalid("pending_reason", field="answer")
    if len(text) > REASON:
        raise Invalid("pending_reason_long", field="answer", limit=REASON)
    return text
