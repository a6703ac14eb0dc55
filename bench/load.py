"""Asks a server for pages, and counts the processor time that it spends on them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

REPO = Path(__file__).parents[1]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """A connection that stays open; knows just enough HTTP to be cheap."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.kept = b""

    def ask(self, request: bytes) -> Answer:
        """Send a request, read its answer."""
        self.socket.sendall(request)
        head, _, rest = self._until(b"\r\n\r\n").partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        status = int(first.split(" ")[1])
        if headers.get("transfer-encoding") == "chunked":
            body, self.kept = self._chunks(rest)
        else:
            length = 0 if status == 304 else int(headers.get("content-length", 0))
            while len(rest) < length:
                rest += self._read()
            body, self.kept = rest[:length], rest[length:]
        return Answer(status, headers, body)

    def _chunks(self, rest: bytes) -> tuple[bytes, bytes]:
        body = b""
        while True:
            while b"\r\n" not in rest:
                rest += self._read()
            size, _, rest = rest.partition(b"\r\n")
            length = int(size, 16)
            while len(rest) < length + 2:
                rest += self._read()
            body, rest = body + rest[:length], rest[length + 2 :]
            if not length:
                return body, rest

    def _until(self, mark: bytes) -> bytes:
        found = self.kept
        while mark not in found:
            found += self._read()
        return found

    def _read(self) -> bytes:
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        return piece

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def request(
    path: str, *, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b""
) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: text/html"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Server:
    """A server in its own process."""

    def __init__(self, kind: str, folder: Path, bridge: str = "ours") -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.serve", kind, str(folder), "--bridge", bridge],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            cwd=REPO,
            text=True,
        )
        #: How many ask at once.
        self.senders = 4
        self.said = self.process.stdout or sys.stdin
        line = self.said.readline()
        if not line.strip():
            raise RuntimeError(f"The server {kind} did not start.")
        self.port = int(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.said.close()

    def cpu(self) -> float:
        """Seconds of processor spent so far, by every thread of it and of its workers."""
        return sum(_spent(pid) for pid in (self.process.pid, *_workers(self.process.pid)))

    def rest(self) -> None:
        """Wait until it has done what follows its answers."""
        spent = -1.0
        while self.cpu() - spent > 0.001:
            spent = self.cpu()
            time.sleep(0.1)

    def memory(self) -> float:
        """Its own share of memory (PSS), in MiB."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
        return int(line.split()[1]) / 1024

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to it."""
        opened = Connection(self.port)
        yield opened
        opened.close()

    def cost(self, requests: Sequence[bytes], *, status: int = 200) -> float:
        """Milliseconds of its processor for each request, sent by some at once."""
        before = self.cpu()
        wrong: list[int] = []

        def send(some: Sequence[bytes]) -> None:
            with self.connection() as opened:
                wrong.extend(
                    answer.status for each in some if (answer := opened.ask(each)).status != status
                )

        threads = [
            threading.Thread(target=send, args=(requests[n :: self.senders],))
            for n in range(self.senders)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if wrong:
            raise RuntimeError(f"{len(wrong)} answers were not {status}: {sorted(set(wrong))}")
        return (self.cpu() - before) * 1000 / len(requests)


def _workers(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _spent(pid: int) -> float:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except (OSError, ValueError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
