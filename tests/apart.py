"""Work done in a thread of its own: the suite’s browser keeps a loop running in the main one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

Result = TypeVar("Result")


def apart(work: Callable[..., Result], *given: Any, **named: Any) -> Result:
    """What `work` returns, done in a thread with a copy of this context."""
    context = copy_context()
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: context.run(work, *given, **named)).result()


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine returns, in a loop of its own."""
    return apart(asyncio.run, coroutine)
