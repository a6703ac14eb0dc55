"""A WSGI application under ASGI: it runs in threads, and the event loop does the waiting.

Slow senders and slow readers hold no thread. Why this file and no library:
docs/decisions/0009-our-own-bridge.md.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from contextvars import Context
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from wiki.live.rules import SERVED
from wiki.threads import Threads
from wiki.web.afterwards import AFTERWARDS

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Any]
#: Like an application, for what needs no wait; None for all else.
AtHand = Callable[[Environ, StartResponse], Iterable[bytes] | None]

#: Octets of a body kept in memory; longer ones wait on the disk.
IN_MEMORY = 1_000_000
#: Octets of an answer that one visit to a thread brings back.
PIECE = 256_000
#: Requests that wait for a thread before others are told to come back.
WAITING = 512
#: Seconds within which some more of a body must come.
PATIENCE = 30.0
#: Seconds within which a whole body must come: a large file on a poor line takes a while.
WHOLE_BODY = 1200.0


class GoneError(Exception):
    """The client left, or sends nothing more."""


@dataclass
class Exchange:
    """One request and what became of it: filled in by a thread, sent by the loop."""

    environ: Environ
    #: Empty: what the one who started the server had at hand, such as an application context,
    #: would be shared by every request.
    context: Context = field(default_factory=Context)
    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    written: list[bytes] = field(default_factory=list)
    answer: Any = None
    rest: Iterator[bytes] = field(default_factory=lambda: iter(()))
    is_whole: bool = False

    def begin(self, app: Wsgi) -> bytes:
        """Ask the application; returns the first piece of its answer."""
        self.answer = app(self.environ, self.start)
        self.rest = iter(self.answer)
        return b"".join(self.written) + self.more()

    def whole(self, app: Wsgi) -> bytes:
        """Ask the application to the end, and do what waits for it."""
        pieces = [self.begin(app)]
        while not self.is_whole:
            pieces.append(self.more())
        for call in self.environ[AFTERWARDS]:
            call()
        return b"".join(pieces)

    def more(self) -> bytes:
        """The next piece; `is_whole` once there is no other."""
        pieces, size = [], 0
        for piece in self.rest:
            pieces.append(piece)
            size += len(piece)
            if size >= PIECE:
                break
        else:
            self.is_whole = True
            self.close()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Tell the application that its answer was sent, or will not be."""
        answer, self.answer = self.answer, None
        if hasattr(answer, "close"):
            answer.close()

    def start(
        self, status: str, headers: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], None]:
        """`start_response` of PEP 3333."""
        self.status = int(status[:3])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return self.written.append


class Bridge:
    """A WSGI application as an ASGI one. `largest` bounds the octets of a request's body.

    What is `at_hand` is said by the loop itself: going to a thread and back costs more.
    """

    def __init__(
        self, app: Wsgi, *, threads: int, largest: int, at_hand: AtHand | None = None
    ) -> None:
        self.app = app
        self.at_hand = at_hand
        self.largest = largest
        self.threads = Threads(threads)
        self.under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. One whose body is still coming takes nobody's place."""
        environ = environ_of(scope)
        if self.at_hand and _is_bare(environ) and await _at_once(self.at_hand, environ, send):
            return
        try:
            body = await self._body(environ, receive)
        except GoneError:
            await _say(send, 408, "La suite de la demande n’est pas venue.")
            return
        try:
            if self.under_way >= WAITING:
                await _say(send, 503, "Le serveur est trop occupé : revenez dans un instant.")
                return
            self.under_way += 1
            try:
                await self._answer(Exchange(environ), receive, send)
            finally:
                self.under_way -= 1
        finally:
            body.close()

    async def _answer(self, exchange: Exchange, receive: Receive, send: Send) -> None:
        try:
            piece = await self.threads.run(exchange.context, exchange.begin, self.app)
        except Exception:
            log.exception("The application did not answer.")
            await _say(send, 500, "Le serveur a rencontré un problème.")
            return
        await _begin(send, exchange)
        if exchange.is_whole:
            await send({"type": "http.response.body", "body": piece})
        else:
            await self._stream(exchange, piece, receive, send)
        for call in exchange.environ[AFTERWARDS]:
            await self.threads.run(exchange.context, call)

    async def _stream(self, exchange: Exchange, piece: bytes, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(receive())  # the body is read: only the end can come
        try:
            while not gone.done():
                more = not exchange.is_whole
                await send({"type": "http.response.body", "body": piece, "more_body": more})
                if not more:
                    return
                piece = await self.threads.run(exchange.context, exchange.more)
        finally:
            gone.cancel()
            if exchange.answer is not None:
                exchange.context.run(exchange.close)

    async def _body(self, environ: Environ, receive: Receive) -> IO[bytes]:
        """The body as a file, read to its end. One that is too large is not kept: the application
        sees its length, and refuses it.
        """
        length = environ.get("CONTENT_LENGTH", "")
        if _is_bare(environ):
            body: IO[bytes] = BytesIO()
        elif length.isdecimal() and int(length) > self.largest:
            body = BytesIO()
        else:
            body = await self._spool(environ, receive)
        environ["wsgi.input"] = body
        return body

    async def _spool(self, environ: Environ, receive: Receive) -> IO[bytes]:
        body, size, more = SpooledTemporaryFile(IN_MEMORY), 0, True  # noqa: SIM115
        try:
            async with asyncio.timeout(WHOLE_BODY):
                while more and size <= self.largest:
                    piece, more = await _piece(receive)
                    size += len(piece)
                    if size <= self.largest:
                        body.write(piece)
        except TimeoutError as error:
            body.close()
            raise GoneError from error
        except BaseException:
            body.close()
            raise
        environ["CONTENT_LENGTH"] = str(size)
        body.seek(0)
        return body


def _is_bare(environ: Environ) -> bool:
    """Whether a request has no body."""
    return (
        environ.get("CONTENT_LENGTH", "") in ("", "0") and "HTTP_TRANSFER_ENCODING" not in environ
    )


async def _at_once(at_hand: AtHand, environ: Environ, send: Send) -> bool:
    """Say what is at hand, if it is."""
    exchange = Exchange(environ)
    try:
        # a copy: what is not at hand is asked as it came
        answer = at_hand(dict(environ), exchange.start)
    except Exception:
        log.exception("What is at hand was not found; the application is asked.")
        return False
    if answer is None:
        return False
    await _begin(send, exchange)
    await send({"type": "http.response.body", "body": b"".join(answer)})
    return True


async def _begin(send: Send, exchange: Exchange) -> None:
    status, headers = exchange.status, exchange.headers
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _piece(receive: Receive) -> tuple[bytes, bool]:
    """Some more of a body, and whether there is more after it."""
    try:
        message = await asyncio.wait_for(receive(), PATIENCE)
    except TimeoutError as error:
        raise GoneError from error
    if message["type"] == "http.disconnect":
        raise GoneError
    return message.get("body", b""), message.get("more_body", False)


async def _say(send: Send, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def environ_of(scope: Scope) -> Environ:
    """The environment of PEP 3333, without the body."""
    root = scope.get("root_path", "")
    path = unquote_to_bytes(scope["raw_path"] or scope["path"].encode()).decode("latin-1")
    script = root.encode().decode("latin-1")
    client, server = scope.get("client"), scope.get("server") or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": script,
        "PATH_INFO": path.removeprefix(script) if script else path,
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,  # not the log: Flask's own handler of it writes here
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        AFTERWARDS: [],
        SERVED: scope.get("state", {}).get(SERVED, False),
    }
    if client:
        environ["REMOTE_ADDR"] = client[0]
    for name, value in scope["headers"]:
        key = _key(name)
        text = value.decode("latin-1")
        if key in environ:
            text = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}"
        if key:
            environ[key] = text
    return environ


_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def _key(name: bytes) -> str:
    return _known_key(name) if len(name) <= 40 else _key_of(name)


def _key_of(name: bytes) -> str:
    """`HTTP_…`; "" for a name with an underscore, which could pass for another."""
    text = name.decode("latin-1").lower()
    if "_" in text:
        return ""
    return _PLAIN.get(text) or "HTTP_" + text.upper().replace("-", "_")


_known_key = lru_cache(256)(_key_of)
