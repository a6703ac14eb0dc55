"""The only source of the present moment, always in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

#: When what never changed did: a feed without an entry reads the same each time it is asked for.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """The present moment, with its time zone (UTC)."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment`: for tests, and for content that carries its own dates."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)


def since_given(raw: str) -> datetime | None:
    """The moment that an address gives: a number of days ago, or a date; None for anything else."""
    if raw.isascii() and raw.isdigit():
        return now() - timedelta(days=min(int(raw[:5]), 36_500))
    try:
        found = datetime.fromisoformat(raw)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
