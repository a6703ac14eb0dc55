"""A wiki started for the time of a picture or a trial, and its address."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(address: str) -> bytes:
    """The body of an answer; raises URLError, or HTTPError when it is not a success."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  (an address of ours)
        return bytes(answer.read())


def _wait(process: subprocess.Popen[bytes], address: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None:
        with contextlib.suppress(OSError):
            fetch(f"{address}/healthz")
            return
        if time.monotonic() > end:
            raise SystemExit(f"Le wiki ne répond pas après {seconds:.0f} s.")
        time.sleep(0.1)
    raise SystemExit(f"Le wiki s'est arrêté en démarrant (code {process.returncode}).")


@contextlib.contextmanager
def running(*command: str, data: Path, folder: Path, seconds: float = 120) -> Iterator[str]:
    """Runs ``<command> run`` on these data and yields its address, without a final slash."""
    port = _free_port()
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-open")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIKI_")}
    process = subprocess.Popen(
        [*command, "run", *options],
        cwd=folder,
        env=kept | {"WIKI_DATA_DIR": str(data)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address, seconds)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
