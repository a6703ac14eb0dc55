"""A wiki started for the time of a picture or a trial, and its address."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(data: Path) -> dict[str, str]:
    """This process's environment with no setting of the wiki but where its data are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIKI_")}
    return kept | {"WIKI_DATA_DIR": str(data)}


def fetch(address: str, status: int = 200) -> bytes:
    """The body of an answer; raises URLError, or HTTPError when it has not this status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  (one of ours)
            return bytes(answer.read())
    except HTTPError as error:
        if error.code != status:
            raise
        return error.read()


def _wait(process: subprocess.Popen[bytes], address: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None:
        try:
            fetch(address)
        except HTTPError as error:
            raise SystemExit(f"Le wiki démarre mal : réponse {error.code}.") from None
        except OSError:
            if time.monotonic() > end:
                raise SystemExit(f"Le wiki ne répond pas après {seconds:.0f} s.") from None
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"Le wiki s'est arrêté en démarrant (code {process.returncode}).")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def running(*command: str, data: Path, folder: Path, seconds: float = 120) -> Iterator[str]:
    """Runs ``<command> run`` on these data and yields its address, without a final slash."""
    run = [*command, "run", "--host", "127.0.0.1", "--no-open"]
    with serving(run, "/healthz", folder, clean_environment(data), seconds) as address:
        yield address


@contextlib.contextmanager
def serving(
    command: Sequence[str], ready: str, folder: Path, env: Mapping[str, str], seconds: float = 120
) -> Iterator[str]:
    """Runs a server on a port of ours until the block ends; yields its address once it is ready.

    When the block fails, what the server wrote last is shown.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(process, address + ready, seconds)
            yield address
        except BaseException:
            log.seek(max(0, log.seek(0, os.SEEK_END) - 4000))
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            _stop(process)
