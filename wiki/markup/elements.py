"""The only place where HTML is spelt: every text and every attribute is escaped here."""

from __future__ import annotations

import html
import re
from functools import cache

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_VOID = frozenset({"br", "hr", "img", "input"})


def escape(text: str) -> str:
    """`text` as HTML text or as the value of a quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def decode(text: str) -> str:
    """`text` with its character references (`&eacute;`, `&#233;`) read as characters."""
    if "&" not in text:
        return text
    return visible(_ENTITY.sub(lambda found: html.unescape(found.group()), text))


def visible(text: str) -> str:
    """`text` with characters that HTML forbids replaced by U+FFFD, one for one."""
    return _UNSHOWN.sub("\ufffd", text)


def element(tag: str, inner: str = "", /, **attributes: str | int | bool | None) -> str:
    """One element around `inner`, which is HTML already.

    Attribute names lose a trailing `_` and spell `_` as `-`; a value that is None, False or "" for
    a class leaves the attribute out, True leaves it without a value.
    """
    written = ""
    for key, value in attributes.items():
        if value is None or value is False or (value == "" and key == "class_"):
            continue
        name = _name(key)
        written += f" {name}" if value is True else f' {name}="{escape(str(value))}"'
    return f"<{tag}{written}>" if tag in _VOID else f"<{tag}{written}>{inner}</{tag}>"


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
