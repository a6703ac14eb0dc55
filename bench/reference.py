"""Bare Flask as it stood on the machine where goals were set in milliseconds: behind gunicorn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from bench.serve import bare


class Reference(BaseApplication):  # type: ignore[misc]
    """Two workers of four threads; prints the port on which they listen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": "127.0.0.1:0",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "keepalive": 30,
            "loglevel": "error",
            "when_ready": _say_where,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return bare(self.folder)


def _say_where(arbiter: Any) -> None:
    print(arbiter.LISTENERS[0].sock.getsockname()[1], flush=True)
