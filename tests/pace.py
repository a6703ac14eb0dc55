"""How long something takes beside an empty loop of the same moment: a ratio of one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
TRIES = 3
MILLION = 1_000_000


def within(turns: int, do: Callable[[], Result]) -> Result:
    """What `do` gives.

    Fails when each of three tries takes longer than that many million turns of an empty loop: sixty
    of them are about a second. Only the processor time of this thread counts, without the
    collector of garbage, whose work is that of all the tests before.
    """
    seen = []
    for _ in range(TRIES):
        result, took = _timed(do)
        seen.append(took / _million_turns())
        if seen[-1] < turns:
            return result
    raise AssertionError(
        f"{min(seen):.0f} million turns of an empty loop, where {turns} are enough"
    )


def _timed(do: Callable[[], Result]) -> tuple[Result, float]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        start = time.thread_time()
        return do(), time.thread_time() - start
    finally:
        if collecting:
            gc.enable()


def _million_turns() -> float:
    def loop() -> None:
        for _ in range(MILLION // 10):
            pass

    return 10 * min(_timed(loop)[1] for _ in range(TRIES))
