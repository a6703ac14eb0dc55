"""The threads that answer while the event loop waits."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any, NamedTuple

log = logging.getLogger(__name__)


class _Job(NamedTuple):
    """What a thread is to do, and who waits for it in which loop."""

    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]
    context: Context
    work: Callable[..., Any]
    given: tuple[object, ...]


_Inbox = queue.SimpleQueue[_Job | None]


class Threads:
    """Threads that wait for work; the loop waits for them without being held.

    The one that worked last is asked first: what it works with is still in the processor's memory,
    and a wiki that one person reads needs no other. They serve one loop, which alone gives work and
    notes who is free.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.started = 0
        self.free: list[_Inbox] = []
        self.waiting: deque[_Job] = deque()
        self.is_stopping = False

    def run(
        self, context: Context, work: Callable[..., Any], *given: object
    ) -> asyncio.Future[Any]:
        """Do `work(*given)` in a thread, in that context."""
        loop = asyncio.get_running_loop()
        job = _Job(loop, loop.create_future(), context, work, given)
        if self.free:
            self.free.pop().put(job)
        elif self.started < self.number:
            inbox: _Inbox = queue.SimpleQueue()
            inbox.put(job)
            worker = threading.Thread(
                target=self._work, args=(inbox,), name="wiki-pages", daemon=True
            )
            worker.start()
            self.started += 1
        else:
            self.waiting.append(job)
        return job.done

    def stop(self) -> None:
        """Let the threads end once what is asked is done: nothing more comes."""
        self.is_stopping = True
        while self.free:
            self.free.pop().put(None)

    def _work(self, inbox: _Inbox) -> None:
        while self._do_one(inbox):
            pass

    def _do_one(self, inbox: _Inbox) -> bool:
        """Do what comes next, and keep nothing of it while waiting. Returns whether to go on."""
        job = inbox.get()
        if job is None:
            return False
        try:
            result, error = job.context.run(job.work, *job.given), None
        except BaseException as caught:  # noqa: BLE001 - the loop raises it again
            result, error = None, caught
        try:
            job.loop.call_soon_threadsafe(self._did, inbox, job.done, result, error)
        except RuntimeError:
            log.warning("The server stopped before an answer was sent.")
            if self.is_stopping:
                return False
            self.free.append(inbox)  # another loop may come
        return True

    def _did(
        self,
        inbox: _Inbox,
        done: asyncio.Future[Any],
        result: object,
        error: BaseException | None,
    ) -> None:
        if self.waiting:
            inbox.put(self.waiting.popleft())
        elif self.is_stopping:
            inbox.put(None)
        else:
            self.free.append(inbox)
        if done.cancelled():
            return
        if error is None:
            done.set_result(result)
        else:
            done.set_exception(error)
