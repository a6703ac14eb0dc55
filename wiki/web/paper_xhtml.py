"""A tree of what paper shows as XHTML: well formed, whatever the HTML was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from wiki.web.paper_tree import Node

#: Kind of a node -> the element that it is; what is not here is what stands in it.
_ELEMENTS = {
    "p": "p",
    "div": "div",
    "quote": "blockquote",
    "box": "aside",
    "strong": "strong",
    "em": "em",
    "small": "small",
    "del": "del",
    "ins": "ins",
    "sup": "sup",
    "sub": "sub",
}


Picture = Callable[[str], str]


def xhtml(nodes: Iterable[Node], picture: Picture = lambda _svg: "") -> str:
    """The nodes as elements; `picture` keeps an SVG and says where it is."""
    return "".join(_element(one, picture) for one in nodes)


def _element(one: Node, picture: Picture) -> str:
    if isinstance(one, str):
        return escape(one)
    kind = one["kind"]
    if kind in _OWN:
        return _OWN[kind](one, picture)
    inside = xhtml(one.get("inside", ()), picture)
    element = _ELEMENTS.get(kind)
    return f"<{element}>{inside}</{element}>" if element else inside


def _square(one: Mapping[str, Any], picture: Picture) -> str:
    src = escape(picture(one["svg"]))
    return f'<p><img class="qr" src="{src}" alt="{escape(one["alt"])}"/></p>' if src else ""


def _image(one: Mapping[str, Any], _picture: Picture) -> str:
    return f'<img src="{escape(one["name"])}" alt="{escape(one["alt"])}"/>'


def _alone(one: Mapping[str, Any], _picture: Picture) -> str:
    return f"<{one['kind']}/>"


def _as_written(one: Mapping[str, Any], _picture: Picture) -> str:
    return f"<pre>{escape(one['text'])}</pre>"


def _heading(one: Mapping[str, Any], picture: Picture) -> str:
    level = min(6, int(one["level"]))
    return f"<h{level}>{xhtml(one['inside'], picture)}</h{level}>"


def _link(one: Mapping[str, Any], picture: Picture) -> str:
    return f'<a href="{escape(one["href"])}">{xhtml(one["inside"], picture)}</a>'


def _pairs(one: Mapping[str, Any], picture: Picture) -> str:
    pairs = ((xhtml([name], picture), xhtml([said], picture)) for name, said in one["items"])
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{said}</dd>' for name, said in pairs)}</dl>"


def _items(one: Mapping[str, Any], picture: Picture) -> str:
    items = "".join(f"<li>{xhtml([item], picture)}</li>" for item in one["items"])
    if not items:
        return ""
    start = f' start="{one["start"]}"' if one["kind"] == "ol" and one["start"] != 1 else ""
    return f"<{one['kind']}{start}>{items}</{one['kind']}>"


def _table(one: Mapping[str, Any], picture: Picture) -> str:
    head = "".join(_rows(one["head"], one["columns"], picture))
    body = "".join(_rows(one["cells"], one["columns"], picture))
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _rows(cells: Iterable[Mapping[str, Any]], columns: int, picture: Picture) -> Iterable[str]:
    row, wide = "", 0
    for cell in cells:
        tag = "th" if cell["is_head"] else "td"
        span = f' colspan="{cell["span"]}"' if cell["span"] > 1 else ""
        row += f"<{tag}{span}>{xhtml(cell['inside'], picture)}</{tag}>"
        wide += cell["span"]
        if wide >= columns:
            yield f"<tr>{row}</tr>"
            row, wide = "", 0


_OWN: Mapping[str, Callable[[Mapping[str, Any], Picture], str]] = {
    "qr": _square,
    "image": _image,
    "br": _alone,
    "hr": _alone,
    "page": lambda _one, _picture: "",
    "pre": _as_written,
    "h": _heading,
    "a": _link,
    "dl": _pairs,
    "ul": _items,
    "ol": _items,
    "table": _table,
}
