"""From text to `Document`: what it says and what it refers to, without knowing what a page is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from mistune.util import escape_url

from wiki.markup import outline, sources
from wiki.markup.bounds import MAX_BYTES, excess
from wiki.markup.directives import CORE, Registry
from wiki.markup.document import Call, Document, Heading, Link, Source, Token
from wiki.markup.elements import decode, visible
from wiki.markup.grammar import grammar
from wiki.markup.links import included
from wiki.markup.urls import outside_host, safe_url

_BLOCKS = frozenset(
    {
        "paragraph",
        "block_text",
        "heading",
        "block_code",
        "table_cell",
        "def_list_head",
        "directive",
        "linebreak",
    }
)
#: Directives whose argument is an address, and of what kind.
_ADDRESSED = {"figure": "image", "video": "link"}


@lru_cache(maxsize=16)
def parse(text: str, registry: Registry = CORE) -> Document:
    """Parse a text. Never raises on a `str`: out of bounds, it is kept as its source.

    `registry` holds the directives that are known; later subjects extend it. A save parses the
    same text for its links, its index and its rendering: the last documents are kept.
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    if error := excess(source):
        shown = visible(source)
        return Document(source=source, body_text=shown[:MAX_BYTES], excess=error.code)
    tokens, state = grammar(registry).parse(visible(source))
    if not isinstance(tokens, list):
        raise TypeError("a parser without renderer gives tokens")
    reader = _Reader()
    reader.read(tokens)
    return Document(
        source=source,
        tokens=tuple(tokens),
        links=tuple(reader.links),
        headings=tuple(reader.headings),
        calls=tuple(reader.calls),
        sources=tuple(reader.sources),
        inclusions=tuple(reader.inclusions),
        external_urls=tuple(dict.fromkeys(reader.external_urls)),
        files=tuple(dict.fromkeys(reader.files)),
        terms=dict(state.env.get("terms", {})),
        body_text="".join(reader.body).strip(),
        heading_text="\n".join(heading.text for heading in reader.headings),
    )


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of inline tokens, without marks."""
    reader = _Reader()
    reader.read(tokens)
    return " ".join("".join(reader.body).split())


class _Reader:
    """Walks the tokens once; fills in the identifiers of headings."""

    def __init__(self) -> None:
        self.ids = outline.Ids()
        self.links: list[Link] = []
        self.headings: list[Heading] = []
        self.calls: list[Call] = []
        self.sources: list[Source] = []
        self.inclusions: list[Link] = []
        self.external_urls: list[str] = []
        self.files: list[str] = []
        self.body: list[str] = []

    def read(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                self.body.append(decode(token["raw"]))
            elif kind == "heading":
                self._heading(token)
            else:
                self._other(kind, token)

    def _other(self, kind: str, token: Token) -> None:
        attrs = token.get("attrs", {})
        if kind == "page_field":
            self.body.append(token["raw"])
        elif kind == "page_link":
            self.links.append(attrs["link"])
        elif kind in ("link", "image"):
            self._address(kind, attrs["url"])
        elif kind == "directive":
            self._call(attrs["call"], "children" in token)
        elif kind in ("codespan", "block_code"):
            self.body.append(token["raw"])
        elif kind == "source_item":
            self._source(attrs["source"])
        elif kind == "softbreak":
            self.body.append(" ")
        self.read(token.get("children", ()))
        if kind in _BLOCKS:
            self.body.append("\n")

    def _heading(self, token: Any) -> None:
        """Headings go to their own text, what they link to is read like the rest."""
        outer, self.body = self.body, []
        self.read(token["children"])
        text = " ".join("".join(self.body).split())
        self.body = outer
        attrs = token["attrs"]
        wanted = outline.PREFIX + attrs["id"] if "id" in attrs else outline.section_id(text)
        attrs["id"] = self.ids.take(wanted)
        attrs["text"] = text
        self.headings.append(Heading(attrs["level"], text, attrs["id"], attrs.get("start")))

    def _call(self, call: Call, parsed: bool) -> None:
        """The words of a directive: its argument unless that is an address, options, raw body."""
        self.calls.append(call)
        if call.known and call.name == sources.NAME:
            return  # read once, as a note
        if call.known and call.name == "inclure" and (goal := included(call.argument)):
            self.inclusions.append(goal)
        if call.known and call.name in _ADDRESSED:
            self._address(_ADDRESSED[call.name], escape_url(call.argument))
        else:
            self.body.append(call.argument + "\n")
        self.body.extend(value + "\n" for value in call.options.values())
        if not parsed and call.body:
            self.body.append(call.body)

    def _source(self, source: Source) -> None:
        """The words of a source, and the address where it is read."""
        self.sources.append(source)
        said = (source.author, source.title, source.date, source.licence)
        self.body.append(", ".join(part for part in said if part) + "\n")
        if source.link:
            self._address("link", source.link)

    def _address(self, kind: str, url: str) -> None:
        safe = safe_url(url)
        if safe is None:
            return
        if outside_host(safe):
            self.external_urls.append(safe)
        elif kind == "image":
            self.files.append(safe)
