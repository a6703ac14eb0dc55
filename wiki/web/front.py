"""In front of the stand-alone application: what is the same for every reader, from memory.

The view of a page leaves its answer in the environment; the next reader of that address gets the
same bytes after one look at the stamps, and Flask is not asked. Members who read alike share an
answer too, in which each finds their own name and token. Whatever is unusual goes through: a token,
a query, an unknown host. In a host there is no such front: the hooks of the host would not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextvars import Context
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, Response, current_app, has_request_context, request, session
from werkzeug.exceptions import SecurityError
from werkzeug.test import EnvironBuilder, run_wsgi_app

from wiki.kernel import clock, signals
from wiki.kernel.db import after_commit, state
from wiki.kernel.permissions import Actor
from wiki.kernel.slugs import title_key
from wiki.kernel.state import State
from wiki.members.keys import hash_of
from wiki.members.queries import SESSION_KEY
from wiki.members.service.seen import is_noted
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance, glance_at, glance_by, glimpse_at
from wiki.web import csrf
from wiki.web.actors import current_actor, has_token, member
from wiki.web.afterwards import afterwards
from wiki.web.answers import FRONT, MARK, Answer, Environ, Headers, kept, may_be_kept
from wiki.web.bytes_cache import BytesCache
from wiki.web.compression import reads_gzip
from wiki.web.language import LANGUAGES, best_language, language
from wiki.web.rendering import path_of
from wiki.web.slots import PROOF, Cut, Open, Silence, slot
from wiki.web.spliced import Spliced
from wiki.web.static import build

#: What our cookies begin with: the session's, the language's.
COOKIES = "wiki_"
#: Longest cookies that are remembered, and the room that those who sent them take in all.
COOKIES_LENGTH, READERS = 4_000, 4_000_000
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True)
class Reader:
    """Who a browser's cookies sign in, as long as `member` is still who the database says."""

    key_hash: str
    until: datetime
    member: Actor
    #: What those who read alike have in common: the language and the audience.
    alike: tuple[str, Actor]
    secret: str | bytes
    raw_token: str
    #: What is this one's own, by the name of its slot; the token comes beside it.
    own: Mapping[str, bytes]

    def __len__(self) -> int:
        return 2_000 + sum(map(len, self.own.values()))


@dataclass(frozen=True)
class Shared:
    """What a page says to members who read alike, while nothing of `glance` has moved."""

    glance: Glance
    key: str
    body: Spliced
    silences: tuple[Silence, ...]
    headers: Headers

    def __len__(self) -> int:
        return len(self.body)

    def is_all_for(self, state: State, reader: Reader) -> bool:
        """Whether nothing else is to be said to this reader about this page."""
        return all(is_silent(state, reader.member, self.glance) for is_silent in self.silences)


@dataclass(frozen=True)
class Offer:
    """A page as a view just said it to a member, cut where it was their own."""

    reader: Reader
    glance: Glance
    cut: Cut

    def shared(self, headers: list[tuple[str, str]], *, is_packed: bool) -> Shared:
        """What the others are told."""
        body = Spliced(self.cut.pieces, is_packed=is_packed)
        kept = tuple(header for header in headers if header[0] != "Content-Length")
        return Shared(self.glance, title_key(self.glance.title), body, self.cut.silences, kept)


class Front:
    """WSGI around the stand-alone application."""

    def __init__(self, app: Flask) -> None:
        self.state: State = app.extensions["wiki"]
        self.inner: Wsgi = app.wsgi_app
        self.cache: BytesCache[Answer] = BytesCache()
        self.shared: BytesCache[Shared] = BytesCache()
        self.readers: BytesCache[Reader] = BytesCache(READERS)
        self.is_trusted = lru_cache(64)(lambda host: _is_trusted(app, host))
        self.state.kept[FRONT] = self

    def at_hand(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer a visitor from memory at once, for the event loop, or say None.

        What is not certain without a wait is then asked of `__call__`, in a thread.
        """
        if COOKIES in environ.get("HTTP_COOKIE", "") or not self._takes(environ):
            return None
        language = best_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        known = self.cache.get((*_address(environ), language))
        if known is None or glimpse_at(self.state.database, known.key) != known.glance:
            return None
        return _say(known, environ, start_response)

    def _takes(self, environ: Environ) -> bool:
        return _is_plain(environ) and self.is_trusted(environ.get("HTTP_HOST", ""))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or ask the application."""
        if not self._takes(environ):
            return self.inner(environ, start_response)
        if COOKIES in environ.get("HTTP_COOKIE", ""):
            return self._to_a_member(environ, start_response)
        language = best_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        address = (*_address(environ), language)
        known = self.cache.get(address)
        if known and glance_at(self.state.database, known.key) == known.glance:
            if glimpses := self.state.database.glimpses:
                glimpses.open()  # here in a thread, for the next one
            return _say(known, environ, start_response)
        if ready := kept(self.state, environ, language):
            self.cache.put(address, ready)
            return _say(ready, environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = environ.get(MARK)
            if isinstance(said, Answer) and may_be_kept(status, headers):
                self.cache.put(address, replace(said, headers=tuple(headers)))
            return start_response(status, headers, *more)

        return self.inner(environ, start)

    def ways_of_visitors(self, like: Environ, path: str) -> list[tuple[str, str]]:
        """How visitors asked for an address, by the same way in as the request `like`: in which
        language, and packed by what. Nobody asked lately for most pages that are saved.
        """
        return [
            (spoken, packed)
            for spoken, packed in product(LANGUAGES, ("", "gzip"))
            if self.cache.get((*_address_of(like, path, packed), spoken)) is not None
        ]

    def make_ready(self, like: Environ, path: str, ways: Iterable[tuple[str, str]]) -> None:
        """Answer again, to nobody, what visitors were answered at an address: it has changed."""
        for spoken, packed in ways:
            # nothing of the one who saved is in sight
            environ = _of_a_visitor(like, path, spoken, packed)
            Context().run(run_wsgi_app, self, environ, buffered=True)

    def _to_a_member(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        cookies, address = environ["HTTP_COOKIE"], _address(environ)
        browser = (cookies, environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200])
        reader = self.readers.get(browser)
        known = self.shared.get((*address, reader.alike)) if reader else None
        if reader and known and self._holds(reader, known):
            body = known.body.fill(_own(reader))
            start_response("200 OK", [*known.headers, ("Content-Length", str(len(body)))])
            return (body,)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = environ.get(MARK)
            if isinstance(said, Offer) and may_be_kept(status, headers):
                self.shared.put(
                    (*address, said.reader.alike),
                    said.shared(headers, is_packed=("Content-Encoding", "gzip") in headers),
                )
                if len(cookies) <= COOKIES_LENGTH:
                    self.readers.put(browser, said.reader)
            return start_response(status, headers, *more)

        return self.inner(environ, start)

    def _holds(self, reader: Reader, known: Shared) -> bool:
        """Whether the page and the reader, looked at together, are as they were."""
        if clock.now() > reader.until or not known.body.names <= {PROOF, *reader.own}:
            return False
        if not is_noted(self.state, reader.key_hash):
            return False  # the application notes that the browser was seen
        found = glance_by(self.state.database, known.key, reader.key_hash)
        return found == (known.glance, reader.member) and known.is_all_for(self.state, reader)


def connect() -> None:
    """Make ready what visitors read, once it is saved over the network and that is answered."""
    signals.page_saved.connect(_on_saved)


def _on_saved(page: Page, **_: object) -> None:
    front: Front | None = state().kept.get(FRONT)
    if front is not None and has_request_context():
        path = unquote_to_bytes(path_of(page.title)).decode("latin-1")
        environ = dict(request.environ)
        if ways := front.ways_of_visitors(environ, path):
            after_commit(lambda: afterwards(front.make_ready, environ, path, ways))


def _of_a_visitor(like: Environ, path: str, spoken: str, packed: str) -> Environ:
    """The environment in which a visitor asks for an address."""
    same = ("SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")
    environ = {name: like[name] for name in same if name in like}
    environ |= {name: value for name, value in like.items() if name.startswith("wsgi.")}
    return environ | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_ACCEPT_LANGUAGE": spoken,
        "HTTP_ACCEPT_ENCODING": packed,
        "wsgi.input": BytesIO(),
    }


def offer(html: Open, glance: Glance) -> None:
    """Let the front say this page to the members who read alike, from the next time on."""
    key, raw, until = session.get(SESSION_KEY), session.get(csrf.FIELD), _until()
    secret, cut = current_app.secret_key, html.cut()
    if has_token() or not (until and secret and cut):
        return
    if isinstance(key, str) and isinstance(raw, str):
        names = {piece for piece in cut.pieces if isinstance(piece, str)} - {PROOF}
        own = {name: slot(name).encode("utf-8") for name in names}
        alike = (language(), current_actor().audience)
        reader = Reader(hash_of(key), until, member(), alike, secret, raw, own)
        request.environ[MARK] = Offer(reader, glance, cut)


def _until() -> datetime | None:
    """When the cookie of this session no longer holds; None where there is no front."""
    return getattr(session, "until", None) if state().is_standalone else None


def _own(reader: Reader) -> dict[str, bytes]:
    token = csrf.field(csrf.token_of(reader.secret, reader.raw_token))
    return {**reader.own, PROOF: token.encode("utf-8")}


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
    )


def _address(environ: Environ) -> tuple[object, ...]:
    """What is asked for, and how it is to be sent."""
    packed = environ.get("HTTP_ACCEPT_ENCODING", "")[:200]
    return _address_of(environ, environ["PATH_INFO"], packed)


def _address_of(like: Environ, path: str, packed: str) -> tuple[object, ...]:
    """The same for a path, asked by the way in of another request."""
    return (like["wsgi.url_scheme"], like["SCRIPT_NAME"], path, reads_gzip(packed), build())


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
