"""A book for readers on screens of their own: an ePub 3, from values.

The same values always give the same octets.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

TYPE = "application/epub+zip"
_TYPES = {"svg": "image/svg+xml", "jpg": "image/jpeg", "png": "image/png"}
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_STYLE = """body { line-height: 1.5; margin: 0 5%; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; page-break-after: avoid; }
aside { border-left: 0.2em solid; margin: 1em 0; padding-left: 1em; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.3em; text-align: left; vertical-align: top; }
img { height: auto; max-width: 100%; }
.qr { height: 6em; width: 6em; }
"""
_XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>{body}</body>
</html>
"""


class Part(NamedTuple):
    """A file of the book: its name without an ending, its title, what it says as XHTML.

    `role`: what it is for a reading system, as `titlepage`, `chapter` or `index`.
    """

    name: str
    title: str
    body: str
    role: str = "chapter"


class Book(NamedTuple):
    """What is told of the book, its parts in order, its pictures by names that tell their type."""

    urn: str
    title: str
    author: str
    language: str
    contents: str
    made_at: datetime
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes]


def written(book: Book) -> bytes:
    """The book, as a file."""
    moment = book.made_at.astimezone(UTC)
    piece = io.BytesIO()
    with zipfile.ZipFile(piece, "w") as archive:
        for name, said in _files(book, moment):
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, said)
    return piece.getvalue()


def _files(book: Book, moment: datetime) -> Iterable[tuple[str, str | bytes]]:
    yield "mimetype", TYPE
    yield "META-INF/container.xml", _CONTAINER
    yield "EPUB/book.opf", _package(book, moment)
    yield "EPUB/nav.xhtml", _page(book, book.contents, _contents(book))
    yield "EPUB/style.css", _STYLE
    for part in book.parts:
        body = f'<section epub:type="{part.role}">{part.body}</section>'
        yield f"EPUB/{part.name}.xhtml", _page(book, part.title, body)
    for name, data in book.pictures.items():
        yield f"EPUB/{name}", data


def _page(book: Book, title: str, body: str) -> str:
    return _XHTML.format(language=escape(book.language), title=escape(title), body=body)


def _contents(book: Book) -> str:
    lines = "".join(
        f'<li><a href="{part.name}.xhtml">{escape(part.title)}</a></li>' for part in book.parts
    )
    title = escape(book.contents)
    return f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{lines}</ol></nav>'


def _type_of(picture: str) -> str:
    return _TYPES[picture.rpartition(".")[2]]


def _package(book: Book, moment: datetime) -> str:
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="{part.name}" href="{part.name}.xhtml" media-type="application/xhtml+xml"/>'
            for part in book.parts
        ),
        *(
            f'<item id="picture-{number}" href="{name}" media-type="{_type_of(name)}"/>'
            for number, name in enumerate(book.pictures, 1)
        ),
    ]
    first, *others = (f'<itemref idref="{part.name}"/>' for part in book.parts)
    spine = "".join((first, '<itemref idref="nav"/>', *others))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{escape(book.language)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(book.urn)}</dc:identifier>
<dc:title>{escape(book.title)}</dc:title>
<dc:language>{escape(book.language)}</dc:language>
<dc:creator>{escape(book.author)}</dc:creator>
<dc:date>{moment:%Y-%m-%dT%H:%M:%SZ}</dc:date>
<meta property="dcterms:modified">{moment:%Y-%m-%dT%H:%M:%SZ}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>{"".join(items)}</manifest>
<spine>{spine}</spine>
</package>
"""
