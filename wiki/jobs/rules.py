"""When a job that failed is tried again."""

from __future__ import annotations

from datetime import timedelta

#: Longest that a job may run before another worker takes it over.
LEASE = timedelta(minutes=5)
#: Times a job is tried before it is given up and shown: about a day, with the waits below.
MAX_ATTEMPTS = 12
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=6)
#: Longest error kept, in characters.
_ERROR_LENGTH = 500


def wait_before_retry(attempts: int, chance: float) -> timedelta:
    """How long to wait after the `attempts`-th failure: doubles each time, up to six hours.

    `chance`, from 0 to 1, spreads it by a quarter either way, so that jobs that failed together
    do not come back together.
    """
    wait: timedelta = min(_FIRST_WAIT * 2 ** min(attempts, 20), _LONGEST_WAIT)
    return wait * (0.75 + chance / 2)


def worded(error: BaseException) -> str:
    """The error as it is kept with the job."""
    return f"{type(error).__name__}: {error}"[:_ERROR_LENGTH]
