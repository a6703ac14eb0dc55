"""How a text is kept: compressed when that is worth it, found by its SHA-256."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

PLAIN, DEFLATED = "plain", "zlib"
#: Below this many octets compression gains nothing.
_SMALL = 120


def pack(text: str) -> tuple[str, str, bytes]:
    """The (SHA-256, codec, data) of a text."""
    data = text.encode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    if len(data) < _SMALL:
        return digest, PLAIN, data
    return digest, DEFLATED, zlib.compress(data, 6)


def unpack(codec: str, data: bytes) -> str:
    """The text again."""
    return (zlib.decompress(data) if codec == DEFLATED else data).decode("utf-8")


def chained_hash(content: dict[str, Any], parent_hash: str) -> str:
    """SHA-256 of what a revision says, as canonical JSON, and of its parent's hash."""
    canonical = json.dumps(
        content | {"parent_hash": parent_hash},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
