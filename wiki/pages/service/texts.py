"""Keeping texts: once, however many revisions or turns say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wiki.kernel.db import insert_missing
from wiki.kernel.errors import Refused
from wiki.pages import codec
from wiki.pages.models import Text

#: What a guard of the database says (`migrations/ddl.py`).
_WAS_ERASED = "wiki_text was erased"


def keep_text(text: str) -> str:
    """Keep a text; returns its SHA-256. Inside an act."""
    return keep_texts([text])[0]


def keep_texts(texts: Iterable[str]) -> list[str]:
    """Keep several texts together; returns the SHA-256 of each, in order. Inside an act."""
    return keep_packed([codec.pack(text) for text in texts])


def keep_packed(packed: Sequence[tuple[str, str, bytes]]) -> list[str]:
    """The same for texts that are packed already; refuses one that was erased."""
    rows = [{"sha256": digest, "codec": name, "data": data} for digest, name, data in packed]
    try:
        insert_missing(Text, *rows)
    except Exception as error:
        if _WAS_ERASED in str(error):
            raise Refused("text_was_erased") from error
        raise
    return [digest for digest, _, _ in packed]
