"""The worker: a thread of the server, or the command `wiki worker`."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

import click
from flask import Flask, current_app

from wiki.jobs import service

log = logging.getLogger(__name__)

#: Longest time between two looks at the queue, in seconds: what other processes queue.
POLL = 5.0


def work(app: Flask, stop: threading.Event) -> None:
    """Do the jobs of `app` until `stop` is set; the job under way is finished first."""
    with app.app_context():
        wake_up = service.wake_up()
        _begin()
    while not stop.is_set():
        wake_up.clear()
        if not _did_one(app):
            wake_up.wait(POLL)


def _begin() -> None:
    try:
        service.begin()
    except Exception:
        log.exception("What goes on by itself cannot be queued.")


def _did_one(app: Flask) -> bool:
    try:
        with app.app_context():  # one for each job: nothing read for one is seen by the next
            return service.run_one()
    except Exception:
        log.exception("The queue of jobs cannot be read.")
        return False


class Worker:
    """A thread that does the jobs beside the server."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = threading.Event()
        self.thread = threading.Thread(
            target=work, args=(app, self.stopping), name="wiki-worker", daemon=True
        )

    def start(self) -> None:
        """Start working."""
        self.thread.start()

    def stop(self, patience: float = 20.0) -> None:
        """Finish the job under way and stop; one that takes longer than `patience` seconds is
        left to its lease."""
        self.stopping.set()
        with self.app.app_context():
            service.wake_up().set()
        self.thread.join(patience)


@click.command()
@click.option("--once", is_flag=True, help="Faire ce qui attend, puis s’arrêter.")
def worker(once: bool) -> None:
    """Fait les travaux en attente : courriels, miniatures…"""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    if once:
        _begin()
        click.echo(f"Travaux faits : {service.run_all()}")
        return
    stop = threading.Event()
    wake_up = service.wake_up()

    def leave(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        wake_up.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    work(app, stop)


COMMANDS = (worker,)
