"""In front of the stand-alone application: what is the same for every reader, from memory.

The view of a page leaves its answer in the environment; the next reader of that address gets the
same bytes after one look at the stamps, and Flask is not asked. Whatever is unusual goes through: a
cookie of ours, a token, a query, an unknown host. In a host there is no such front: the hooks of
the host would not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import SecurityError
from werkzeug.test import EnvironBuilder

from wiki.kernel.state import State
from wiki.pages.queries.pages import Glance, glance_at
from wiki.web.bytes_cache import BytesCache
from wiki.web.compression import reads_gzip
from wiki.web.language import best_language
from wiki.web.static import build

#: Where in the environment a view leaves what it answered.
MARK = "wiki.same_for_all"
#: What our cookies begin with: the session's, the language's.
COOKIES = "wiki_"
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True)
class Answer:
    """What a page says to every visitor while nothing of `glance` has moved."""

    glance: Glance
    key: str
    etag: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.body)


class Front:
    """WSGI around the stand-alone application."""

    def __init__(self, app: Flask) -> None:
        self.state: State = app.extensions["wiki"]
        self.inner: Wsgi = app.wsgi_app
        self.cache: BytesCache[Answer] = BytesCache()
        self.is_trusted = lru_cache(64)(lambda host: _is_trusted(app, host))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or ask the application."""
        if not _is_plain(environ) or not self.is_trusted(environ.get("HTTP_HOST", "")):
            return self.inner(environ, start_response)
        language = best_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        packed = reads_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")[:200])
        scheme, path = environ["wsgi.url_scheme"], environ["PATH_INFO"]
        address = (scheme, environ["SCRIPT_NAME"], path, language, packed, build())
        known = self.cache.get(address)
        if known and glance_at(self.state.database, known.key) == known.glance:
            return _say(known, environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = environ.get(MARK)
            names = {name for name, _ in headers}
            if isinstance(said, Answer) and status[:3] == "200" and "Set-Cookie" not in names:
                self.cache.put(address, replace(said, headers=tuple(headers)))
            return start_response(status, headers, *more)

        return self.inner(environ, start)


def note(response: Response) -> Response:
    """Remember the bytes as they are sent, compressed or not."""
    if isinstance(said := request.environ.get(MARK), Answer):
        request.environ[MARK] = replace(said, body=response.get_data())
    return response


def _is_plain(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("QUERY_STRING")
        and "HTTP_AUTHORIZATION" not in environ
        and COOKIES not in environ.get("HTTP_COOKIE", "")
    )


def _is_trusted(app: Flask, host: str) -> bool:
    asked = Request(EnvironBuilder(headers=[("Host", host)]).get_environ())
    asked.trusted_hosts = app.config["TRUSTED_HOSTS"]
    try:
        return bool(asked.host)
    except SecurityError:
        return False


def _say(known: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    if known.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        headers = [header for header in known.headers if not header[0].startswith("Content-")]
        start_response("304 NOT MODIFIED", headers)
        return ()
    start_response("200 OK", list(known.headers))
    return (known.body,)
