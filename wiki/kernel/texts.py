"""What people type, as it is kept: a line, or a text of many."""

from __future__ import annotations

from wiki.kernel.errors import Invalid


def one_line(raw: str) -> str:
    """A text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in raw).split())


def whole_text(raw: str) -> tuple[str, int]:
    """A text, LF only and otherwise untouched, with its size in octets of UTF-8.

    Raises `Invalid` for NUL and lone surrogates, which databases and UTF-8 do not take.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise Invalid("body_nul")
    try:
        return text, len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise Invalid("body_unicode") from error
