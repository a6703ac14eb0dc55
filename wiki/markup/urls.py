"""Which addresses a text may point to. Ours, because no library's check held on every input."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

#: Longest address, in characters: a reference repeats it as often as it is used.
MAX_URL = 2_000
#: Schemes an address may have; without one it is relative to the page.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Browsers drop tabs, line ends and leading controls before they read the scheme.
_IGNORED = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
# Nothing to decode, no scheme, no host: most links between pages.
# (Letters with accents and the apostrophe, in percent codes, hide nothing.)
_PLAIN = re.compile(
    r"(?:/(?!/)|#|\?)(?>(?:[A-Za-z0-9À-ɏ_/.=#?'(),-]|%C[3-5]%[89AB][0-9A-F]|%E2%80%99)*)"
)
_SCHEME = re.compile(r"([^/?#]*?):")
_PORT = re.compile(r"[0-9]{0,5}")
_HOST = re.compile(r"[a-z0-9.-]{1,253}")


def safe_url(url: str) -> str | None:
    """`url` as it may stand in an `href`, or None.

    Accepted: paths, queries and fragments of this site, and http, https, mailto, tel. Refused:
    `//host`, back-slashes, a user or a password, every other scheme, also when hidden by entities,
    percent codes, white space, control or zero-width characters, and what is longer than `MAX_URL`.
    """
    if len(url) > MAX_URL:
        return None
    if _PLAIN.fullmatch(url):
        return url
    bare = _IGNORED.sub("", url)
    accepted = bare and _acceptable(bare) and _acceptable(_IGNORED.sub("", html.unescape(bare)))
    return bare if accepted else None


def outside_host(url: str) -> str | None:
    """The host of an absolute http or https address, in lower case; None if it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    host, _, port = parts.netloc.partition(":")
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return None
    host = unquote(host).lower()
    return host if _HOST.fullmatch(host) and _PORT.fullmatch(port) else None


def _acceptable(bare: str) -> bool:
    if "\\" in bare or bare.startswith("//"):
        return False
    scheme = _scheme(bare)
    if scheme is None:
        return not _hides_scheme(bare)
    if scheme in ("http", "https"):
        return outside_host(bare) is not None
    return scheme in SCHEMES


def _scheme(bare: str) -> str | None:
    found = _SCHEME.match(bare)
    return found.group(1).lower() if found else None


def _hides_scheme(bare: str) -> bool:
    if "%" not in bare and "&" not in bare:
        return False
    decoded = bare
    for _ in range(3):
        decoded = _IGNORED.sub("", html.unescape(unquote(decoded)))
    if decoded.startswith("//") or "\\" in decoded:
        return True
    return (_scheme(decoded) or "") in {"javascript", "vbscript", "data", "file", "blob"}
