"""One ASGI process: any Flask application with a wiki, its jobs beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

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
            await _live_and_die(receive, send)

    return serve


async def _live_and_die(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
