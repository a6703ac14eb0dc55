"""One ASGI process: any Flask application with a wiki, its jobs and what is written live beside it.

The application is WSGI and runs in threads (`wiki.bridge`); sockets stay with the event loop.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterable
from contextvars import Context
from io import BytesIO
from typing import Any

from flask import Flask

from wiki.bridge import (
    AtHand,
    Bridge,
    Environ,
    Exchange,
    Receive,
    Scope,
    Send,
    StartResponse,
    environ_of,
)
from wiki.jobs.cli import Worker
from wiki.kernel.errors import WikiError
from wiki.kernel.state import State
from wiki.live.rules import SERVED
from wiki.live.views.gateway import Gateway
from wiki.web.answers import AT_HAND
from wiki.web.wording import sentence

log = logging.getLogger(__name__)

#: Room for the other fields of a form that sends files, in octets, and files of the longest size.
FIELDS, FILES = 4_000_000, 5


def wrap(app: Flask) -> Served:
    """The application as ASGI; `uvicorn 'module:asgi'` serves it."""
    return Served(app)


class Served:
    """An application with its jobs and, once its life has begun, what is written live."""

    def __init__(self, app: Flask) -> None:
        state: State = app.extensions["wiki"]
        largest = FILES * state.options["WIKI_FILE_SIZE"] + FIELDS
        self.pages = Bridge(
            app,
            threads=state.options["WIKI_THREADS"],
            largest=largest,
            at_hand=_at_hand(app, state),
        )
        self.worker = Worker(app) if state.options["WIKI_WORKER"] else None
        self.gateway = Gateway(app, self._ask, self._run) if state.options["WIKI_LIVE"] else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, one websocket, or the life of the server."""
        live = self.gateway
        if scope["type"] == "http":
            if live and live.takes(scope):
                await live.events(scope, receive, send)
            else:
                scope.setdefault("state", {})[SERVED] = live is not None and live.hub is not None
                await self.pages(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live_and_die(receive, send)
        elif live:
            await live.socket(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close"})

    async def drain(self) -> None:
        """Keep what was written live, and let the windows go to another process."""
        if self.gateway:
            await self.gateway.stop()

    async def _ask(self, scope: Scope, more: Environ) -> None:
        environ = environ_of(scope) | more | {"wsgi.input": BytesIO()}
        exchange = Exchange(environ)
        try:
            await self.pages.threads.run(exchange.context, exchange.whole, self.pages.app)
        except Exception:
            log.exception("The application did not say who comes.")

    async def _run(self, work: Callable[[], Any]) -> Any:
        return await self.pages.threads.run(Context(), work)

    async def _live_and_die(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            if self.gateway:
                await self.gateway.start()
        except WikiError as error:
            await send({"type": "lifespan.startup.failed", "message": sentence(error)})
            return
        if self.worker:
            self.worker.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.drain()
        if self.worker:
            await asyncio.to_thread(self.worker.stop)
        self.pages.threads.stop()
        await send({"type": "lifespan.shutdown.complete"})


def _at_hand(app: Flask, state: State) -> AtHand | None:
    """What the front of the application has at hand, while nobody put anything else before it."""
    if AT_HAND not in state.kept or not state.database.is_sqlite:
        return None
    as_made, at_hand = state.kept[AT_HAND]

    def said(environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        return at_hand(environ, start_response) if app.wsgi_app is as_made else None

    return said


def settle() -> None:
    """Leave what has been loaded out of the rounds of Python's collector, for it stays.

    Going through all of it again and again took a twentieth of the time of a save. For a process
    that does nothing but serve, once it is ready to.
    """
    gc.collect()
    gc.freeze()
