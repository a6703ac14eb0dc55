"""What is to be put on paper as a tree of values, from the HTML that a template made.

Only what paper can show is kept: what is not known gives its words, and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from wiki.web.qr import svg

#: A tree is this deep at most; what is deeper is put beside one another.
DEPTH = 14
#: Longest table, in columns.
_WIDEST = 40
_HIDDEN = frozenset({"script", "style", "template", "svg", "button", "form", "nav", "audio"})
_UNSEEN = frozenset({"anchor", "visually-hidden", "footnote-back"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "meta", "link"})
#: Element -> what it is on paper; others are what stands in them.
_KINDS = {
    "p": "p",
    "div": "div",
    "section": "div",
    "article": "div",
    "figure": "div",
    "ul": "ul",
    "ol": "ol",
    "dl": "dl",
    "table": "table",
    "blockquote": "quote",
    "aside": "box",
    "pre": "pre",
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "cite": "em",
    "figcaption": "small",
    "small": "small",
    "del": "del",
    "ins": "ins",
    "sup": "sup",
    "sub": "sub",
    "a": "a",
} | {f"h{level}": "h" for level in range(1, 7)}
#: What is read by what holds it, and is nothing by itself.
_PARTS = frozenset({"li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td"})
_BLOCKS = frozenset({"qr", "h", "p", "div", "ul", "ol", "dl", "table", "quote", "box", "pre", "hr"})
#: Addresses that lead somewhere from paper, too.
_OUTSIDE = ("https://", "http://", "mailto:")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
#: What has no place on paper, and signs that hide or reorder others.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\uffff]"
)

Node = dict[str, Any] | str


def tree(html: str) -> list[Node]:
    """The HTML of a template as what paper shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _shown(reader.top, 0)


def plain(text: str) -> str:
    """Words for paper: without signs that are not seen."""
    return _INVISIBLE.sub("", text)


def square(address: str) -> dict[str, Any] | None:
    """An address from outside as a square for telephones; None for another one."""
    drawn = svg(address) if address.startswith(("https://", "http://")) else ""
    return {"kind": "qr", "svg": drawn, "alt": address, "href": address} if drawn else None


class _Element:
    """An element as it was read."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[_Element | str] = []

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


class _Reader(HTMLParser):
    """Reads HTML that is well formed: it was written by a template, or cleaned."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _Element("div", {})
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def _shown(of: _Element, depth: int) -> list[Node]:
    """What stands in an element; blanks at its edges and beside blocks are nothing."""
    found: list[Node] = []
    for one in of.inside:
        if isinstance(one, str):
            found.append(_BLANKS.sub(" ", plain(one)))
        else:
            found += _node(one, depth)
    return _trimmed(found)


def _trimmed(nodes: list[Node]) -> list[Node]:
    joined: list[Node] = []
    for one in nodes:
        if _kind(one) == "ins" and joined and _kind(joined[-1]) == "del":
            joined.append(" ")  # on paper nothing else parts them
        if isinstance(one, str) and joined and isinstance(joined[-1], str):
            joined[-1] = _BLANKS.sub(" ", joined[-1] + one)
        else:
            joined.append(one)
    for at, one in enumerate(joined):
        if not isinstance(one, str):
            continue
        said = one.lstrip(" ") if at == 0 or _is_block(joined[at - 1]) else one
        is_last = at == len(joined) - 1 or _is_block(joined[at + 1])
        joined[at] = said.rstrip(" ") if is_last else said
    return [one for one in joined if one != ""]


def _kind(one: Node) -> str:
    return "" if isinstance(one, str) else str(one["kind"])


def _is_block(one: Node) -> bool:
    return _kind(one) in _BLOCKS or _kind(one) == "br"


def _node(one: _Element, depth: int) -> list[Node]:
    if one.tag in _HIDDEN or one.classes & _UNSEEN or "hidden" in one.attributes:
        return []
    if one.tag in ("br", "hr"):
        return [{"kind": "page" if "page-break" in one.classes else one.tag}]
    if "data-qr" in one.attributes:
        drawn = square(plain(one.attributes["data-qr"]))
        return [drawn] if drawn else []
    if one.tag == "img":
        return [_image(one)]
    kind = "p" if "diff-line" in one.classes else _KINDS.get(one.tag)
    if kind is None or depth >= DEPTH:
        return _shown(one, depth)
    if made := _special(kind, one, depth):
        return [made]
    inside = _shown(one, depth + 1)
    if not inside:
        return []
    return [{"kind": kind, "inside": inside} | _more(kind, one)]


def _image(one: _Element) -> Node:
    """A picture that goes along with the document; the words of another one."""
    alt, name = plain(one.attributes.get("alt", "")), one.attributes.get("data-picture", "")
    return {"kind": "image", "name": name, "alt": alt} if name else alt


def _more(kind: str, one: _Element) -> dict[str, Any]:
    """What an element says beside what stands in it."""
    if kind == "h":
        return {"level": int(one.tag[1])}
    if kind == "a":
        href = plain(one.attributes.get("href", ""))
        return {"href": href} if href.startswith(_OUTSIDE) else {"kind": ""}
    return {}


def _special(kind: str, one: _Element, depth: int) -> Node | None:
    """The elements whose parts have their places."""
    if kind in ("ul", "ol"):
        items = [_part(part, depth + 1) for part in _parts(one, "li")]
        return {"kind": kind, "items": items, "start": _number(one.attributes.get("start", "1"))}
    if kind == "dl":
        return {"kind": kind, "items": _pairs(one, depth + 1)}
    if kind == "table":
        return _table(one, depth + 1)
    if kind == "pre":
        return {"kind": kind, "text": plain(_words(one)).strip("\n")}
    return None


def _part(one: _Element, depth: int) -> dict[str, Any]:
    return {"kind": "", "inside": _shown(one, depth)}


def _parts(of: _Element, *tags: str) -> Iterable[_Element]:
    """The elements of those tags in another, through those that are nothing by themselves."""
    for one in of.inside:
        if isinstance(one, str):
            continue
        if one.tag in tags:
            yield one
        elif one.tag in ("div", "thead", "tbody", "tfoot"):
            yield from _parts(one, *tags)


def _pairs(of: _Element, depth: int) -> list[tuple[Node, Node]]:
    """Each name of a list with what it means."""
    found: list[tuple[Node, Node]] = []
    name: Node = ""
    for one in _parts(of, "dt", "dd"):
        if one.tag == "dt":
            name = _part(one, depth)
        else:
            found.append((name, _part(one, depth)))
            name = ""
    return found


def _table(of: _Element, depth: int) -> Node | None:
    """The rows of a table, each as long as the longest; None for an empty one."""
    heads = [one for one in of.inside if isinstance(one, _Element) and one.tag == "thead"]
    head = [_cells(row, depth) for part in heads for row in _parts(part, "tr")]
    rows = [_cells(row, depth) for row in _parts(of, "tr")][len(head) :]
    columns = max((sum(one["span"] for one in row) for row in [*head, *rows]), default=0)
    if not columns:
        return None
    return {
        "kind": "table",
        "columns": columns,
        "head": [cell for row in head for cell in _filled(row, columns)],
        "cells": [cell for row in rows for cell in _filled(row, columns)],
    }


def _cells(row: _Element, depth: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in _parts(row, "td", "th"):
        span = one.attributes.get("colspan", "1")
        found.append(
            _part(one, depth)
            | {
                "span": min(_WIDEST, _number(span)),
                "is_head": one.tag == "th",
                "is_number": bool(one.classes & {"number", "align-right"}),
                "is_room": "room" in one.classes,
            }
        )
    return found[:_WIDEST]


def _filled(row: list[dict[str, Any]], columns: int) -> list[dict[str, Any]]:
    """A row with empty cells up to its end."""
    empty = {"kind": "", "inside": [], "span": 1}
    empty |= {"is_head": False, "is_number": False, "is_room": False}
    return row + [empty] * (columns - sum(one["span"] for one in row))


def _number(said: str) -> int:
    """A number of an attribute, from 1 on."""
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def _words(one: _Element | str) -> str:
    return one if isinstance(one, str) else "".join(map(_words, one.inside))
