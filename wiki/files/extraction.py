"""Reads the words of a PDF: a program of its own, which a hostile file may bring down alone.

    python extraction.py FILE

It writes a line of JSON with how many pages there are, then one with the text of each page, until
it has read enough or has spent what it may: what it wrote before that is true. It imports nothing
of the wiki.
"""

from __future__ import annotations

import json
import logging
import sys

from pypdf import PdfReader

if sys.platform != "win32":
    import resource

#: What the program may take: memory and what it writes in octets, time of a processor in seconds.
_MEMORY, _WRITTEN, _SECONDS = 768_000_000, 8_000_000, 20
#: Pages read, characters kept of each and of all.
_PAGES, _PAGE, _ALL = 300, 20_000, 400_000


def bound() -> None:
    """Let the system stop this program when it takes too much."""
    if sys.platform == "win32":
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(path: str) -> None:
    """Write what is read of the file, line after line."""
    bound()
    logging.disable(logging.CRITICAL)
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    tell({"pages": len(reader.pages)})
    left = _ALL
    for number, page in enumerate(reader.pages):
        if number >= _PAGES or left <= 0:
            break
        text = words_of(page)[: min(_PAGE, left)]
        left -= len(text)
        tell({"text": text})


def words_of(page: object) -> str:
    """The text of a page on one line; nothing of one that cannot be read."""
    try:
        text = page.extract_text()  # type: ignore[attr-defined]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a broken page may raise anything, and the next be whole
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.encode("utf-8", "ignore").decode("utf-8").split())


def tell(said: dict[str, object]) -> None:
    """Write a line at once: what comes after may bring us down."""
    sys.stdout.write(json.dumps(said, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
