"""The wiki behind uvicorn in a process of its own, as it is run."""

from __future__ import annotations

import os
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socket
from types import TracebackType
from typing import Self

import httpx
import uvicorn

from wiki.app import create_app
from wiki.cli import Server

REPO = Path(__file__).parents[2]
#: Forks a server from a process that has loaded the wiki and nothing else: to load it takes two
#: seconds of a processor, for each of the hundred servers of the suite.
SERVERS = get_context("forkserver")
SERVERS.set_forkserver_preload(["tests.server.loaded"])


def serve(environment: dict[str, str], port: int, heard: Connection) -> None:
    """Serve the wiki as `wiki run` does, and tell which port it listens to."""
    os.environ.clear()
    os.environ.update(environment)

    class Quiet(Server):
        async def startup(self, sockets: list[socket] | None = None) -> None:
            await uvicorn.Server.startup(self, sockets)
            if self.started:
                heard.send(self.servers[0].sockets[0].getsockname()[1])

    Quiet(create_app(), "127.0.0.1", port, log_level="error").run()


class Running:
    """A server; `port` stays the same when it starts again."""

    def __init__(self, data_dir: Path, url: str) -> None:
        self.folder = data_dir
        self.environment = os.environ | {
            "WIKI_DATA_DIR": str(data_dir),
            "WIKI_DATABASE_URL": url,
            "PYTHONPATH": str(REPO),
            "WIKI_SAVES_PER_MINUTE": "0",
        }
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start, and wait until it listens."""
        hears, told = SERVERS.Pipe(duplex=False)
        self.process = SERVERS.Process(
            target=serve, args=(self.environment, self.port, told), daemon=True
        )
        self.process.start()
        told.close()
        with hears:
            try:
                self.port = hears.recv()
            except EOFError:
                self._over()
                raise RuntimeError("the server did not start") from None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_over(self) -> bool:
        """Whether it serves no more."""
        return self.process.exitcode is not None

    def client(self) -> httpx.Client:
        """A browser without a screen."""
        return httpx.Client(base_url=self.url, timeout=60)

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self._over()

    def stop(self) -> int:
        """Politely; its return code."""
        self.process.terminate()
        return self._over()

    def end(self) -> None:
        """Stop, unless it has."""
        if not self.is_over:
            self.stop()

    def _over(self) -> int:
        self.process.join(60)
        assert self.process.exitcode is not None, "the server did not stop"
        return self.process.exitcode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.end()


def eventually(true: object, patience: float = 60.0) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + patience
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)
