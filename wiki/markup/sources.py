"""Sources that a text cites: `:::{source clé}` with its title, author, date, link and licence.

A source is a note: `[^clé]` calls it where it serves, as often as needed; one without call is a
source of the whole text. The same source written twice is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from babel.dates import get_month_names
from mistune.util import escape_url, unikey

from wiki.markup.document import Call, Source
from wiki.markup.urls import outside_host, safe_url

#: Name of the directive.
NAME = "source"
#: Most sources one text may have.
MAX_SOURCES = 500

_KEY = re.compile(r"[^\\\[\]\s]{1,100}")
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/[^\s?#]+)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def define(call: Call, env: MutableMapping[str, Any]) -> str:
    """Keep a source in `env`, among the notes; the code of what is wrong with it, or ""."""
    key = call.argument
    written = {name: call.options.get(name, "") for name in ("title", "author", "date", "licence")}
    link = _address(call.options.get("link", ""))
    if link is None:
        return "source_link"
    if not written["title"] and not link:
        return "source_empty"
    if key and not _KEY.fullmatch(key):
        return "source_key"
    source = Source(key=key, link=link, **written)
    return _keep(source, env)


def _keep(source: Source, env: MutableMapping[str, Any]) -> str:
    known: dict[tuple[str, ...], Source] = env.setdefault("sources", {})
    by_key: dict[str, Source] = env.setdefault("source_keys", {})
    notes: dict[str, str] = env.setdefault("ref_footnotes", {})
    same = known.get(_identity(source), source)
    key = unikey(source.key)
    if key in notes and by_key.get(key) is not same:
        return "source_taken"
    if len(known) >= MAX_SOURCES:
        return "source_many"
    known[_identity(source)] = same
    if key:
        by_key[key] = same
        notes.setdefault(key, "")
    return ""


def _identity(source: Source) -> tuple[str, ...]:
    said = (source.title, source.author, source.date, source.licence)
    return (*(" ".join(one.casefold().split()) for one in said), source.link)


def _address(written: str) -> str | None:
    """The address of a source, "" when none is given, None when it cannot be one."""
    if not written:
        return ""
    if doi := _DOI.fullmatch(written):
        written = f"https://doi.org/{doi.group(1)}"
    address = safe_url(escape_url(written))
    if address is None or not (outside_host(address) or address.startswith("/")):
        return None
    return address


def date_parts(date: str) -> tuple[int, ...]:
    """Year, month, day of `2012`, `2012-03`, `2012-03-14`; () when the date is written in words."""
    found = _ISO.fullmatch(date)
    parts = tuple(int(part) for part in found.groups() if part) if found else ()
    in_bounds = len(parts) < 2 or (1 <= parts[1] <= 12 and (len(parts) < 3 or 1 <= parts[2] <= 31))
    return parts if in_bounds else ()


def date_in_words(date: str) -> str:
    """`2012-03-14` as « 14 mars 2012 », `2012-03` as « mars 2012 »; anything else as written."""
    parts = date_parts(date)
    if len(parts) < 2:
        return date
    day = "" if len(parts) < 3 else ("1er " if parts[2] == 1 else f"{parts[2]} ")
    return f"{day}{get_month_names(locale='fr')[parts[1]]} {parts[0]}"


def of_call(key: str, env: Mapping[str, Any]) -> Source | None:
    """The source that a call of that key (folded) means; None when it is a note, or nothing."""
    found: Source | None = env.get("source_keys", {}).get(key)
    return found
