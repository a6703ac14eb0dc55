"""Titles and the keys under which they are found, addresses and short identifiers."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from wiki.kernel.errors import Invalid

#: What addresses of the wiki are written with, beside letters and digits.
UNQUOTED = "/:()!,;@&=+$*'"
#: Longest title, in characters.
TITLE_LENGTH = 200
#: Characters of a title that are read at all: putting endless accents in order is quadratic.
LONGEST_READ = 5 * TITLE_LENGTH
#: Segments that belong to the wiki: `…/edit` is never a page. Generated into the docs, tested.
RESERVED_ACTIONS = frozenset(
    {
        "api",
        "backlinks",
        "blame",
        "cite",
        "conflict",
        "contact",
        "delete",
        "diff",
        "draft",
        "edit",
        "feed",
        "files",
        "history",
        "html",
        "info",
        "licence",
        "preview",
        "protect",
        "raw",
        "redact",
        "rename",
        "replay",
        "restore",
        "review",
        "revisions",
        "sheet",
        "tag",
        "talk",
        "thank",
        "undo",
    }
)
#: Endings that name a feed or an export beside a page.
RESERVED_SUFFIXES = (".atom", ".csv", ".geojson", ".ics", ".json", ".jsonld", ".md")

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_FORBIDDEN = re.compile(r"[\[\]{}|<>#?\\\x00-\x1f\x7f-\x9f]")
# Marks that reorder or hide text: a title that shows otherwise than it reads is a trap. Nor what
# is no character at all, which no feed can carry.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffd\ufffe\uffff\U000e0000-\U0010ffff]"
)
_SPACES = re.compile(r"[\s_]+")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_DASHES = str.maketrans("‐‑‒–—−", "------")


def new_uid() -> str:
    """A random identifier for the outside: 12 characters without look-alikes (59 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def clean_title(raw: str) -> str:
    """The title as it is kept: NFC, spaces folded. Refuses what could not be reached.

    Raises `Invalid` with a code that says what to mend.
    """
    if len(raw) > LONGEST_READ:
        raise Invalid("title_too_long", limit=TITLE_LENGTH, length=len(raw))
    return _cleaned(raw)


@lru_cache(maxsize=4_096)
def _cleaned(raw: str) -> str:
    title = _SPACES.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if not title:
        raise Invalid("title_empty")
    if len(title) > TITLE_LENGTH:
        raise Invalid("title_too_long", limit=TITLE_LENGTH, length=len(title))
    if found := _FORBIDDEN.search(title) or _INVISIBLE.search(title):
        raise Invalid("title_character", character=_shown(found.group()))
    segments = [segment.strip() for segment in title.split("/")]
    if any(not segment or segment in (".", "..") for segment in segments):
        raise Invalid("title_segment")
    for segment in segments[1:]:
        if segment.casefold() in RESERVED_ACTIONS:
            raise Invalid("title_reserved", word=segment)
    last = segments[-1].casefold()
    if last.endswith(RESERVED_SUFFIXES):
        raise Invalid("title_suffix", suffix="." + last.rpartition(".")[2])
    return "/".join(segments)


def title_key(title: str) -> str:
    """The key under which a title is found: case, apostrophes, dashes and spaces do not matter."""
    return _key(title[:LONGEST_READ])


@lru_cache(maxsize=4_096)
def _key(title: str) -> str:
    title = title.replace("\x00", "\ufffd")  # no database is asked for a NUL
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).casefold())
    key = _SPACES.sub(" ", lower.translate(_APOSTROPHES).translate(_DASHES)).strip()
    return re.sub(r" ?/ ?", "/", key)


def address_of(title: str) -> str:
    """The title as it stands in an address: spaces become `_`, accents stay."""
    return title.replace(" ", "_")


@lru_cache(4_000)
def path_segment(title: str) -> str:
    """The same as bytes of a path, where what RFC 3986 lets be stays readable."""
    return quote(address_of(title), safe=UNQUOTED)


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"
