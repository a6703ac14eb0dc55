"""A server to measure, in its own process: `python -m bench.serve KIND FOLDER [--bridge NAME]`.

Prints the port on which it listens. KIND is `wiki`; or `bare`: Flask and the bytes of a file; or
`reference`: the same behind another server, that of the goals.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from flask import Flask, Response

from bench.prepare import application
from wiki.asgi import settle, wrap
from wiki.bridge import Bridge

THREADS = 8


def bare(folder: Path) -> Flask:
    """Flask alone, answering the same bytes from memory."""
    app = Flask("bare", static_folder=None)
    pages = {"Page": (folder / "page.html").read_bytes()}

    @app.get("/wiki/<path:title>")
    def show(title: str) -> Response:
        return Response(pages[title], content_type="text/html; charset=utf-8")

    return app


def asgi(kind: str, folder: Path, bridge: str) -> Any:
    """The application behind a bridge."""
    if kind == "wiki" and bridge == "ours":
        return wrap(application(folder))
    app = application(folder) if kind == "wiki" else bare(folder)
    return bridged(app, bridge)


def bridged(app: Flask, bridge: str) -> Any:
    """The bridge of the wiki, or a2wsgi to compare it with."""
    if bridge == "ours":
        return Bridge(app, threads=THREADS, largest=10_000_000)
    from a2wsgi import WSGIMiddleware

    return WSGIMiddleware(app, workers=THREADS)  # type: ignore[arg-type]


class Server(uvicorn.Server):
    """Says where it listens."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        settle()
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("wiki", "bare", "reference"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bridge", choices=("ours", "a2wsgi"), default="ours")
    given = parser.parse_args()
    if given.kind == "reference":
        from bench.reference import Reference

        Reference(given.folder).run()
        return
    served: Callable[..., Any] = asgi(given.kind, given.folder, given.bridge)
    config = uvicorn.Config(
        served,
        "127.0.0.1",
        0,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    Server(config).run()


if __name__ == "__main__":
    main()
