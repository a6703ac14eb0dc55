"""What people typed in a table, as an address, a title or a text that can be kept."""

from __future__ import annotations

import re

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import TITLE_LENGTH, clean_title

_URL = re.compile(r"https?://[^\s|;,<>\"]+")
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#][^\s|;,<>\"@]*)?", re.IGNORECASE)
_ACCOUNT = re.compile(r"@?[\w.-]{1,100}")
#: UTF-8 that was read as Windows-1252 has one of these before another sign.
_MISREAD = re.compile("[ÃÂ]")
_BRACKETS = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "<": "(", ">": ")"})
_SEPARATORS = re.compile(r"\s*[/|\\]+\s*")


def mended(text: str) -> str:
    """The text as it was before UTF-8 was read as Windows-1252, if that is what happened."""
    if not _MISREAD.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8").strip()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def web_address(text: str) -> str | None:
    """The one address in a text, `http://` before it when it had nothing; None when unclear."""
    found = _URL.findall(text)
    if len(found) == 1:
        return str(found[0])
    return f"http://{text}" if not found and _BARE.fullmatch(text) else None


def account_address(text: str, site: str) -> str | None:
    """The address of an account that is given as such, or by its name on `site` alone."""
    address = web_address(text)
    if address:
        return address
    if _ACCOUNT.fullmatch(text):
        return f"https://{site}/{text.removeprefix('@')}"
    path = text.removeprefix("/")
    return f"https://{site}/{path}" if re.fullmatch(r"[\w.%/-]{1,200}", path) else None


def title_of(name: str, more: str = "") -> str | None:
    """A title for a page from a name, `more` in brackets after it; None when nothing is left."""
    plain = _SEPARATORS.sub(" - ", name.translate(_BRACKETS)).replace("#", "").replace("?", "")
    after = f" ({more})" if more else ""
    try:
        return clean_title(plain.strip(" -")[: TITLE_LENGTH - len(after)] + after)
    except Invalid:
        return None
