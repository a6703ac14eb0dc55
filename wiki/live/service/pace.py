"""A pace that one keeps to: so much at once after a silence, then so much a second."""

from __future__ import annotations

import time


class Pace:
    """What is left of `burst`, filled again at `rate` a second. One thread counts."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, time.monotonic()

    def spend(self, amount: float) -> bool:
        """Count so much, whatever is left; whether there was enough."""
        self._left = self._now() - amount
        return self._left >= 0

    def afford(self, amount: float) -> bool:
        """Whether there is enough left: it is counted then, and only then."""
        self._left = self._now()
        if self._left < amount:
            return False
        self._left -= amount
        return True

    def _now(self) -> float:
        now = time.monotonic()
        passed, self._at = now - self._at, now
        return min(self._burst, self._left + passed * self._rate)
