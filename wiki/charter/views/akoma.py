"""A frozen text as Akoma Ntoso 3.0 (OASIS LegalDocML), the XML of laws and statutes.

`wId` is the short id of a block, which it keeps for ever; `eId` says where it stands in this
version, by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from wiki.charter.rules.blocks import Numbered
from wiki.charter.views import words
from wiki.web.paper_tree import Node, tree
from wiki.web.rendering import render_text

_SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: Element of paper -> element of Akoma Ntoso, inside a line.
_INLINE = {"strong": "b", "em": "i", "a": "a", "sup": "sup", "sub": "sub"} | {
    "del": "del",
    "ins": "ins",
}
#: Kinds of paper that stand apart from the words of a line.
_APART = frozenset({"p", "ul", "ol", "dl", "table", "pre", "div"})
#: Kind of a block -> the element that it is in the body.
_HIERARCHY = {"title": "title", "article": "article"}
register_namespace("", _SPACE)


@dataclass(frozen=True)
class Described:
    """What is known of a version beside its text."""

    slug: str
    title: str
    number: str
    network: str
    made_on: date
    frozen_on: date
    digest: str
    #: What happened to it: a code of `entry into force`, `repeal`…, and its day.
    events: Sequence[tuple[str, date]] = ()


def written(about: Described, blocks: Sequence[Numbered]) -> bytes:
    """A version as a document of Akoma Ntoso."""
    root = Element(_name("akomaNtoso"))
    act = _under(root, "act", name="charter", contains="singleVersion")
    _meta(_under(act, "meta"), about)
    before, rest = _opening(blocks)
    preface = _under(act, "preface", eId="preface")
    line = _under(preface, "p")
    _under(line, "docTitle").text = about.title
    _under(_under(preface, "p"), "docNumber").text = about.number
    if before:
        _preamble(_under(act, "preamble", eId="preamble"), before)
    _Body(_under(act, "body", eId="body")).fill(rest)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _name(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _under(parent: Element, tag: str, /, **attributes: str) -> Element:
    return SubElement(parent, _name(tag), attributes)


# -- What it is


def _meta(meta: Element, about: Described) -> None:
    work = f"/akn/fr/act/charter/{about.made_on.year}/{about.slug}"
    expression = f"{work}/fra@{about.frozen_on.isoformat()}"
    found = _under(meta, "identification", source="#wiki")
    one = _frbr(found, "Work", work, about.made_on)
    _under(one, "FRBRcountry", value="fr")
    _under(one, "FRBRname", value=about.title)
    one = _frbr(found, "Expression", expression, about.frozen_on, about.digest)
    _under(one, "FRBRversionNumber", value=about.number)
    _under(one, "FRBRlanguage", language="fra")
    one = _frbr(found, "Manifestation", f"{expression}.xml", about.frozen_on)
    _under(one, "FRBRformat", value="application/akn+xml")
    life = _under(meta, "lifecycle", source="#wiki")
    for rank, (kind, on) in enumerate([("generation", about.frozen_on), *about.events], 1):
        _under(life, "eventRef", eId=f"evt_{rank}", date=on.isoformat(), source="#wiki", type=kind)
    references = _under(meta, "references", source="#wiki")
    for name, shown in (("network", about.network), ("wiki", "Wiki")):
        href = f"/akn/ontology/organization/fr/{name}"
        _under(references, "TLCOrganization", eId=name, href=href, showAs=shown)


def _frbr(parent: Element, level: str, uri: str, on: date, digest: str = "") -> Element:
    found = _under(parent, f"FRBR{level}")
    _under(found, "FRBRthis", value=f"{uri}/!main")
    _under(found, "FRBRuri", value=uri)
    if digest:
        _under(found, "FRBRalias", value=digest, name="sha-256")
    _under(found, "FRBRdate", date=on.isoformat(), name=level.lower())
    _under(found, "FRBRauthor", href="#network")
    return found


# -- What it says


def _opening(blocks: Sequence[Numbered]) -> tuple[Sequence[Numbered], Sequence[Numbered]]:
    """What comes before the first title or article, and the rest."""
    kinds = ("opening", "name", "preamble")
    cut = next((at for at, one in enumerate(blocks) if one.kind not in kinds), len(blocks))
    return blocks[:cut], blocks[cut:]


def _preamble(parent: Element, blocks: Sequence[Numbered]) -> None:
    for one in blocks:
        part = _under(parent, "container", name=one.kind, wId=one.block.id, eId=one.block.id)
        if one.kind == "preamble":
            _under(part, "block", name="heading").text = words.plain(one.block.title)
        _say(part, one)


class _Body:
    """The titles and articles, each in the title above it."""

    def __init__(self, body: Element) -> None:
        #: Level of a heading, its element, and the beginning of the eId of what is in it.
        self.path: list[tuple[int, Element, str]] = [(0, body, "")]
        self.annexes = 0

    def fill(self, blocks: Sequence[Numbered]) -> None:
        """Put the blocks, in order."""
        for one, after in zip(blocks, [*blocks[1:], None], strict=True):
            level = one.block.level or 1
            self.path = [known for known in self.path if known[0] < level]
            is_above = after is not None and after.block.level > level
            self._put(one, level, is_above=is_above)

    def _put(self, one: Numbered, level: int, *, is_above: bool) -> None:
        _, parent, within = self.path[-1]
        name = _HIERARCHY.get(one.kind, "hcontainer")
        more = {} if one.kind in _HIERARCHY else {"name": one.kind}
        place = self._place(one, within)
        found = _under(parent, name, eId=place, wId=one.block.id, **more)
        if label := words.label(one):
            _under(found, "num").text = label
        _under(found, "heading").text = words.plain(one.block.title)
        if not is_above:
            _say(_under(found, "content", eId=f"{place}__content"), one)
            return
        if one.block.text:
            _say(_under(found, "intro", eId=f"{place}__intro"), one)
        self.path.append((level, found, f"{place}__"))

    def _place(self, one: Numbered, within: str) -> str:
        """The eId: articles are counted through the whole text, titles inside one another."""
        if one.kind == "article":
            return f"art_{one.number}"
        if one.kind == "title":
            return f"{within}title_{one.number}"
        self.annexes += 1
        return f"hcontainer_{self.annexes}"


def _say(parent: Element, one: Numbered) -> None:
    """The words of a block; at least an empty paragraph."""
    _write(parent, tree(render_text(one.block.text).html))
    if not len(parent):
        _under(parent, "p")


def _write(parent: Element, nodes: Iterable[Node]) -> None:
    """Nodes as blocks: what is not one is put into a paragraph."""
    line: Element | None = None
    for one in nodes:
        if not isinstance(one, str) and _block(parent, one):
            line = None
            continue
        if line is None:
            line = _under(parent, "p")
        _inline(line, one)


def _block(parent: Element, one: dict[str, Any]) -> bool:
    """Write a node that is a block; False when it is none."""
    match one["kind"]:
        case "p" | "h":
            _fill(_under(parent, "p"), one["inside"])
        case "div" | "box" | "quote":
            _write(parent, one["inside"])
        case "ul" | "ol":
            _list(_under(parent, one["kind"]), one["items"])
        case "dl":
            items = [{"inside": [*_of(name), " : ", *_of(means)]} for name, means in one["items"]]
            _list(_under(parent, "ul"), items)
        case "pre":
            _lines(_under(parent, "p"), one["text"])
        case "table":
            _table(_under(parent, "table"), one)
        case "hr" | "page":
            pass
        case _:
            return False
    return True


def _of(node: Any) -> list[Node]:
    return [node] if isinstance(node, str) else list(node["inside"])


def _list(parent: Element, items: Sequence[Any]) -> None:
    for item in items:
        _fill(_under(parent, "li"), item["inside"])
    if not items:
        _under(parent, "li")


def _fill(parent: Element, nodes: Iterable[Node]) -> None:
    """Nodes inside a line or an item, where a list and a paragraph may be, too."""
    is_item = parent.tag == _name("li")
    for one in nodes:
        if isinstance(one, str) or one["kind"] not in _APART:
            _inline(parent, one)
        elif is_item and one["kind"] in ("p", "ul", "ol"):
            _block(parent, one)
        else:
            _inline(parent, {"kind": "", "inside": [" ", _words(one)]})


def _inline(parent: Element, one: Node) -> None:
    if isinstance(one, str):
        _add(parent, one)
        return
    kind = one["kind"]
    if kind == "br":
        _under(parent, "eol")
    elif kind in _INLINE:
        more = {"href": one["href"]} if kind == "a" else {}
        _fill(_under(parent, _INLINE[kind], **more), one["inside"])
    else:
        _fill(parent, one.get("inside", [_words(one)]))


def _lines(parent: Element, text: str) -> None:
    first, *rest = text.split("\n")
    _add(parent, first)
    for line in rest:
        _under(parent, "eol")
        _add(parent, line)


def _table(parent: Element, one: dict[str, Any]) -> None:
    for cells in (one["head"], one["cells"]):
        row, room = None, 0
        for cell in cells:
            if row is None or room <= 0:
                row, room = _under(parent, "tr"), one["columns"]
            room -= cell["span"]
            more = {"colspan": str(cell["span"])} if cell["span"] > 1 else {}
            found = _under(row, "th" if cell["is_head"] else "td", **more)
            _write(found, cell["inside"])
            if not len(found):
                _under(found, "p")


def _words(node: Any) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return " : ".join(filter(None, map(_words, node)))
    if "text" in node:
        return str(node["text"])
    parts = [part for name in ("inside", "items", "head", "cells") for part in node.get(name, ())]
    return " ".join(map(_words, parts))


def _add(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
