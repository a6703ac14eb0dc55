"""One ASGI process: any Flask application with a wiki, its jobs beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

from wiki.jobs.cli import Worker
from wiki.kernel.state import State

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


def wrap(app: Flask) -> Asgi:
    """The application as ASGI; `uvicorn 'module:asgi'` serves it."""
    state: State = app.extensions["wiki"]
    pages = WSGIMiddleware(app, workers=state.options["WIKI_THREADS"])

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await pages(scope, receive, send)  # type: ignore[arg-type]
        elif scope["type"] == "lifespan":
            await _live_and_die(app, receive, send)

    return serve


async def _live_and_die(app: Flask, receive: Receive, send: Send) -> None:
    state: State = app.extensions["wiki"]
    worker = Worker(app) if state.options["WIKI_WORKER"] else None
    await receive()
    if worker:
        worker.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    if worker:
        await asyncio.to_thread(worker.stop)
    await send({"type": "lifespan.shutdown.complete"})
