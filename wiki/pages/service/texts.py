"""Keeping texts: once, however many revisions or turns say the same."""

from __future__ import annotations

from collections.abc import Iterable

from wiki.kernel.db import insert_missing
from wiki.pages import codec
from wiki.pages.models import Text


def keep_text(text: str) -> str:
    """Keep a text; returns its SHA-256. Inside an act."""
    return keep_texts([text])[0]


def keep_texts(texts: Iterable[str]) -> list[str]:
    """Keep several texts together; returns the SHA-256 of each, in order. Inside an act."""
    packed = [codec.pack(text) for text in texts]
    insert_missing(
        Text, *({"sha256": digest, "codec": name, "data": data} for digest, name, data in packed)
    )
    return [digest for digest, _, _ in packed]
