"""Answers made small for the line, when the one who asks can read gzip.

Built assets are compressed once, by the build; what may be asked again (it has an `ETag`) is kept
compressed under the sum of its octets: an `ETag` alone tells versions of one address apart, not
addresses. Pages with a form are compressed too: their token is signed with its second, so the
size of the answer betrays nothing that serves (BREACH needs a secret that stays).
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from wiki.kernel.db import state
from wiki.web.bytes_cache import BytesCache

#: Shorter answers fit in a packet as they are.
SMALLEST = 1_000
#: Past this size zlib would hold a thread for too long: rare exports stream as they are.
LARGEST = 4_000_000
#: What a text is made of; images and fonts are compressed already.
TEXTS = frozenset(
    {
        "text/html",
        "text/css",
        "text/plain",
        "application/json",
        "application/problem+json",
        "application/atom+xml",
        "image/svg+xml",
    }
)


def is_understood() -> bool:
    """Whether the one who asks reads gzip."""
    return reads_gzip(request.headers.get("Accept-Encoding", "")[:200])


@lru_cache(64)
def reads_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` admits gzip."""
    return parse_accept_header(accepted, Accept)["gzip"] > 0


def compress(response: Response) -> Response:
    """Compress a text that is worth it; caches are told that the answer depends on the asker."""
    if not _is_worth_it(response):
        return response
    response.vary.add("Accept-Encoding")
    if is_understood():
        response.data = _compressed(response)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code != 304
        and not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and response.mimetype in TEXTS
        and SMALLEST
        <= (response.content_length or response.calculate_content_length() or 0)
        <= LARGEST
    )


def _compressed(response: Response) -> bytes:
    if "ETag" not in response.headers:
        return gzip.compress(response.data, 5, mtime=0)
    kept: BytesCache[bytes] = state().keep("compression.kept", BytesCache)
    name = hashlib.blake2s(response.data).digest()
    found = kept.get(name)
    if found is None:
        found = gzip.compress(response.data, 6, mtime=0)
        kept.put(name, found)
    return found
