"""A document on paper: a PDF that is tagged, so that it is read aloud as well as it is seen.

What people wrote reaches the typesetter as data, never as its language: it runs nothing of theirs,
and opens no file but the pictures that go along.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wiki.kernel import clock
from wiki.kernel.db import state
from wiki.kernel.errors import TooMuch
from wiki.kernel.folders import folder
from wiki.web.bytes_cache import BytesCache
from wiki.web.language import gettext, language
from wiki.web.paper_tree import plain, square, tree

#: The accessibility of PDF, as ISO 14289-1 says it.
_STANDARD = "ua-1"
#: Longest HTML of a document, in characters, and most octets of documents kept in one process.
LONGEST, _KEPT = 3_000_000, 16_000_000


@dataclass(frozen=True)
class Sheet:
    """What stands around a document: `author` is the site; lines of a `cover` make a first page,
    with the contents after it; `footer` is at the bottom of each page. `qr` is an address that the
    cover shows as a square for telephones. `pictures` are those that the HTML names in
    `data-picture`: name -> where it is.
    """

    title: str
    author: str
    cover: tuple[str, ...] = ()
    footer: str = ""
    is_wide: bool = False
    made_at: datetime | None = None
    qr: str = ""
    pictures: Mapping[str, Path] = field(default_factory=dict)


def pdf(html: str, sheet: Sheet) -> bytes:
    """The HTML of a template as a PDF. A sign that the font lacks leaves an empty box.

    The last ones that were made are kept. Raises `TooMuch`.
    """
    if len(html) > LONGEST:
        raise TooMuch("paper_long")
    said = json.dumps(
        {
            "title": plain(sheet.title),
            "author": plain(sheet.author),
            "cover": [plain(line) for line in sheet.cover],
            "footer": plain(sheet.footer),
            "qr": square(sheet.qr) if sheet.qr else None,
            "is_wide": sheet.is_wide,
            "language": language(),
            "contents": gettext("Sommaire"),
            "page": gettext("Page %(n)s sur %(of)s", n="{n}", of="{of}"),
            "body": levelled(tree(html)),
        }
    )
    kept: BytesCache[bytes] = state().keep("papers", lambda: BytesCache(_KEPT))
    key = (hashlib.sha256(said.encode()).digest(), sheet.made_at)
    found = kept.get(key)
    if found is None:
        found = _written(said, sheet)
        kept.put(key, found)
    return found


def _written(said: str, sheet: Sheet) -> bytes:
    typst = _typst()
    with TemporaryDirectory(prefix="wiki-paper-") as root:
        for name, path in sheet.pictures.items():
            shutil.copyfile(path, Path(root) / name)
        given = {
            "input": _source(),
            "root": root,
            "font_paths": _fonts(),
            "sys_inputs": {"said": said},
            "timestamp": int((sheet.made_at or clock.now()).timestamp()),
        }
        try:
            return bytes(typst.compile(**given, pdf_standards=[_STANDARD]))
        except typst.TypstError:
            return bytes(typst.compile(**given))


def levelled(body: list[Any]) -> list[Any]:
    """A tree with its headings from the first level on, none left out on the way down."""
    path: list[int] = []
    for one in _headings(body):
        path = [*(level for level in path if level < one["level"]), one["level"]]
        one["level"] = len(path)
    return body


def _headings(nodes: list[Any]) -> Iterator[dict[str, Any]]:
    for one in nodes:
        if isinstance(one, dict):
            if one["kind"] == "h":
                yield one
            else:
                yield from _headings([*one.get("inside", ()), *one.get("items", ())])


def _typst() -> Any:
    """The typesetter, loaded when somebody first asks for a PDF."""
    return import_module("typst")


@lru_cache(1)
def _source() -> bytes:
    return (folder("templates") / "paper" / "document.typ").read_bytes()


@lru_cache(1)
def _fonts() -> Any:
    fonts = files("font_source_sans_pro") / "files"
    return _typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts)]
    )
