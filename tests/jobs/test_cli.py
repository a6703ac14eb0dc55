"""The worker thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from flask import Flask

from tests.apart import run
from wiki.jobs import cli, service
from wiki.kernel.db import act

Handlers = dict[str, Callable[..., None]]


def test_the_worker_starts_at_once_when_something_is_queued(
    app: Flask, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "POLL", 3600.0)
    seen = threading.Event()
    handlers["greet"] = lambda who: seen.set()
    worker = cli.Worker(app)
    worker.start()
    try:
        with act():
            service.enqueue("greet", {"who": "alice"})
        assert seen.wait(20)
    finally:
        worker.stop()
    assert not worker.thread.is_alive()


def test_the_worker_finishes_its_job_before_it_stops(app: Flask, handlers: Handlers) -> None:
    started, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(who: str) -> None:
        started.set()
        may_end.wait(20)
        ended.set()

    handlers["greet"] = slow
    worker = cli.Worker(app)
    worker.start()
    with act():
        service.enqueue("greet", {"who": "alice"})
    assert started.wait(20)
    worker.stopping.set()
    may_end.set()
    worker.stop()
    assert ended.is_set()
    assert not worker.thread.is_alive()


def test_a_queue_that_cannot_be_read_does_not_stop_the_worker(
    app: Flask, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "POLL", 0.01)
    seen, broken = threading.Event(), threading.Event()
    real = service.run_one

    def run_one() -> bool:
        if not broken.is_set():
            broken.set()
            raise OSError("disk full")
        return real()

    monkeypatch.setattr(service, "run_one", run_one)
    handlers["greet"] = lambda who: seen.set()
    worker = cli.Worker(app)
    worker.start()
    try:
        assert broken.wait(20)
        with act():
            service.enqueue("greet", {"who": "alice"})
        assert seen.wait(20)
    finally:
        worker.stop()


def test_the_command_does_what_waits(app: Flask, handlers: Handlers) -> None:
    from click.testing import CliRunner

    handlers["greet"] = lambda who: None
    with act():
        service.enqueue("greet", {"who": "alice"})
    done = CliRunner().invoke(cli.worker, ["--once"])
    assert done.output == "Travaux faits : 1\n"


def test_the_server_does_the_jobs_and_drains_them_when_it_stops(
    app: Flask, handlers: Handlers
) -> None:

    from wiki.asgi import wrap

    app.extensions["wiki"].options["WIKI_WORKER"] = True
    seen = threading.Event()
    handlers["greet"] = lambda who: seen.set()
    said: list[str] = []

    async def live() -> None:
        messages = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

        async def receive() -> dict[str, object]:
            if said:
                await asyncio.to_thread(seen.wait, 20)
            return dict(next(messages))

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            said.append(message["type"])

        await wrap(app)({"type": "lifespan"}, receive, send)

    with act():
        service.enqueue("greet", {"who": "alice"})
    run(live())
    assert seen.is_set()
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert not [thread for thread in threading.enumerate() if thread.name == "wiki-worker"]
