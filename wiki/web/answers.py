"""What a page says to a visitor, whole: kept in memory, and in the database once it is ready.

The database keeps what stands at the usual way in: the first language, no root of a host. It is
compressed there. It is right as long as nothing that made it has moved: the page and the site by
their stamps, the code and the options by the edition.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from contextlib import closing
from contextvars import Context
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.test import EnvironBuilder
from werkzeug.wsgi import ClosingIterator

from wiki.kernel import clock
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import address_of, clean_title, title_key
from wiki.kernel.state import State
from wiki.pages.queries.pages import Glance
from wiki.pages.queries.renderings import said_at
from wiki.site.queries import stamp
from wiki.web.compression import LARGEST, SMALLEST, reads_gzip
from wiki.web.language import DEFAULT
from wiki.web.static import build, code

#: Where in the environment a view leaves what it answered, and where it is told to keep nothing.
MARK, FOR_NOBODY = "wiki.same_for_all", "wiki.for_nobody"
#: Under which name the state keeps the front of its application.
FRONT = "front"
#: The same for the application as it was made, and what it can answer without a wait.
AT_HAND = "at_hand"
#: The options that a page, or what is said beside it, may depend on.
_SHOWN = (
    "WIKI_CHECK_LINKS",
    "WIKI_HSTS",
    "WIKI_LOGIN_URL",
    "WIKI_PUBLIC_URL",
    "WIKI_VIDEO_HOSTS",
)
Environ = dict[str, Any]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """What a page says to every visitor while nothing of `glance` has moved."""

    glance: Glance
    key: str
    etag: str
    body: bytes
    headers: Headers = ()

    def __len__(self) -> int:
        return len(self.body)


def kept(state: State, environ: Environ, language: str) -> Answer | None:
    """The answer that the database keeps for this request, in the form in which it is asked for."""
    prefix = f"{state.url_prefix}/wiki/"
    path: str = environ["PATH_INFO"]
    if language != DEFAULT or environ["SCRIPT_NAME"] or not path.startswith(prefix):
        return None
    title = path.removeprefix(prefix).encode("latin-1").decode("utf-8", "replace")
    try:
        key = title_key(clean_title(title))
    except Invalid:
        return None
    said = said_at(state.database, key, _edition(state, environ["wsgi.url_scheme"]))
    if said is None or address_of(said.glance.title) != title:
        return None
    headers = [(name, value) for name, value in said.headers]
    if reads_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")[:200]):
        body = said.data
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = gzip.decompress(said.data)
    headers.append(("Content-Length", str(len(body))))
    return Answer(said.glance, key, said.etag, body, tuple(headers))


class Made(NamedTuple):
    """An answer to be kept: the stamp of its page, the columns of a `KeptAnswer`."""

    stamp: int
    columns: dict[str, Any]


def made(state: State, path: str) -> Made | None:
    """What a page says to visitors now; None when there is no front to say it, or nothing to keep.

    `path` is inside the wiki, without host.
    """
    front = state.kept.get(FRONT)
    if front is None:
        return None
    environ = _of_nobody(state, path)
    # nothing of the one who asks is in sight
    body, status, headers = Context().run(_asked, front.inner, environ)
    said = environ.get(MARK)
    if not isinstance(said, Answer) or not may_be_kept(status, headers):
        return None
    if not SMALLEST <= len(body) <= LARGEST:
        return None
    columns = {
        "edition": _edition(state, _scheme(state)),
        "site_stamp": said.glance.site_stamp,
        "etag": said.etag,
        "headers": [list(header) for header in headers if header[0] != "Content-Length"],
        "data": gzip.compress(body, 9, mtime=0),
    }
    return Made(said.glance.stamp, columns)


def _asked(app: Callable[..., Any], environ: Environ) -> tuple[bytes, str, list[tuple[str, str]]]:
    """The body, the status and the headers of an answer; `environ` holds what was left in it."""
    said: list[Any] = []
    with closing(ClosingIterator(app(environ, lambda *started: said.extend(started)))) as pieces:
        return b"".join(pieces), said[0], said[1]


def may_be_kept(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer is what anybody else would get."""
    return status[:3] == "200" and "Set-Cookie" not in {name for name, _ in headers}


def mark(state: State) -> int:
    """A number for all that every answer depends on.

    The day is in it: which pages resemble one another is told a little late, not for ever.
    """
    return _number(f"{_edition(state, _scheme(state))} {stamp()} {clock.now().date()}")


def _of_nobody(state: State, path: str) -> Environ:
    """The environment of a visitor who asks for a page by the usual way in."""
    scheme = _scheme(state)
    host = urlsplit(state.options["WIKI_PUBLIC_URL"]).hostname or "localhost"
    asked = EnvironBuilder(base_url=f"{scheme}://{host}/", headers=[("Accept", "text/html")])
    shown = unquote_to_bytes(path).decode("latin-1")
    return {**asked.get_environ(), "PATH_INFO": shown, FOR_NOBODY: True}


def _scheme(state: State) -> str:
    return urlsplit(state.options["WIKI_PUBLIC_URL"]).scheme or "http"


def _edition(state: State, scheme: str) -> int:
    """A number for this code with these options, asked by this way."""
    shown = tuple(repr(state.options[name]) for name in _SHOWN if name in state.options)
    return _edition_of(state.url_prefix, scheme, shown)


@lru_cache(64)
def _edition_of(*known: object) -> int:
    return _number(f"{build()} {code()} {known!r}")


def _number(said: str) -> int:
    return int.from_bytes(hashlib.blake2s(said.encode(), digest_size=8).digest(), "big") >> 1
