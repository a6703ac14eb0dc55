"""The wiki behind uvicorn in a process of its own, as it is run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

REPO = Path(__file__).parents[2]
PROGRAM = """
import sys
import uvicorn
from wiki.app import create_app
from wiki.cli import Server

class Quiet(Server):
    async def startup(self, sockets=None):
        await uvicorn.Server.startup(self, sockets)
        if self.started:
            print(self.servers[0].sockets[0].getsockname()[1], flush=True)

Quiet(create_app(), "127.0.0.1", int(sys.argv[1]), log_level="error").run()
"""


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
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self.port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=self.environment,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.strip():
            self._over()
            raise RuntimeError("the server did not start")
        self.port = int(line)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> httpx.Client:
        """A browser without a screen."""
        return httpx.Client(base_url=self.url, timeout=60)

    def kill(self) -> None:
        """As a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self._over()

    def stop(self) -> int:
        """Politely; its return code."""
        self.process.terminate()
        return self._over()

    def end(self) -> None:
        """Stop, unless it has."""
        if self.process.poll() is None:
            self.stop()

    def _over(self) -> int:
        code = self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

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
