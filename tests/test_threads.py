"""The threads that answer while the event loop waits."""

from __future__ import annotations

import asyncio
import threading
import time
from contextvars import copy_context

import pytest

from tests.apart import run
from wiki.threads import Threads


def _number() -> int:
    return threading.get_ident()


def test_one_after_the_other_needs_one_thread() -> None:
    threads = Threads(4)

    async def ask() -> set[int]:
        return {await threads.run(copy_context(), _number) for _ in range(5)}

    assert len(run(ask())) == 1
    assert threads.started == 1


def test_those_who_come_together_have_a_thread_each_until_there_is_no_other() -> None:
    threads, both = Threads(2), threading.Barrier(2, timeout=10)

    def meet() -> int:
        both.wait()
        return _number()

    async def ask() -> list[int]:
        met = [threads.run(copy_context(), meet) for _ in range(2)]
        late = threads.run(copy_context(), _number)
        return [*(await asyncio.gather(*met)), await late]

    one, other, late = run(ask())
    assert one != other
    assert late in (one, other)
    assert threads.started == 2


def test_who_worked_last_is_asked_first() -> None:
    threads, go_on = Threads(2), threading.Event()

    def wait() -> int:
        assert go_on.wait(10)
        return _number()

    async def ask() -> tuple[int, int, int, int]:
        slow = threads.run(copy_context(), wait)
        quick = await threads.run(copy_context(), _number)
        after = await threads.run(copy_context(), _number)
        go_on.set()
        return quick, after, await slow, await threads.run(copy_context(), _number)

    quick, after, slow, last = run(ask())
    assert after == quick
    assert last == slow != quick


def test_an_error_is_told_to_who_waits_and_the_thread_goes_on() -> None:
    threads = Threads(1)

    def fail() -> None:
        raise ValueError("non")

    async def ask() -> str:
        with pytest.raises(ValueError, match="non"):
            await threads.run(copy_context(), fail)
        return str(await threads.run(copy_context(), lambda: "oui"))

    assert run(ask()) == "oui"


def test_who_waits_no_more_holds_no_thread() -> None:
    threads, go_on = Threads(1), threading.Event()

    async def ask() -> str:
        left = threads.run(copy_context(), go_on.wait, 10)
        left.cancel()
        go_on.set()
        return str(await threads.run(copy_context(), lambda: "oui"))

    assert run(ask()) == "oui"


def test_its_threads_end_once_what_is_asked_is_done() -> None:
    threads, before = Threads(2), {*threading.enumerate()}

    async def ask() -> list[bytes]:
        asked = [threads.run(copy_context(), str.encode, word) for word in ("un", "deux", "trois")]
        threads.stop()
        return await asyncio.gather(*asked)

    assert run(ask()) == [b"un", b"deux", b"trois"]
    for thread in {*threading.enumerate()} - before:
        if thread.name == "wiki-pages":
            thread.join(10)
            assert not thread.is_alive()


def test_a_thread_whose_loop_ended_serves_the_next_one() -> None:
    threads, go_on = Threads(1), threading.Event()

    async def leave() -> None:
        threads.run(copy_context(), go_on.wait, 10)

    run(leave())
    go_on.set()
    end = time.monotonic() + 10
    while not threads.free:
        assert time.monotonic() < end
        time.sleep(0.01)

    async def ask() -> str:
        return str(await threads.run(copy_context(), lambda: "oui"))

    assert run(ask()) == "oui"
