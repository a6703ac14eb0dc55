"""How each block is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wiki.markup.document import Heading, Source, Token
from wiki.markup.elements import element, escape
from wiki.markup.inlines import anchor, note_id
from wiki.markup.sources import date_in_words
from wiki.markup.writer import Writer

_LANGUAGE = re.compile(r"[a-z0-9+#-]{1,20}")


def paragraph(writer: Writer, token: Token) -> str:
    """A paragraph."""
    return element("p", writer.children(token))


def block_text(writer: Writer, token: Token) -> str:
    """The text of an item of a tight list."""
    return writer.children(token)


def heading(writer: Writer, token: Token) -> str:
    """A heading with its anchor, and what the layer above puts beside it."""
    attrs = token["attrs"]
    made = Heading(attrs["level"], attrs["text"], attrs["id"], attrs.get("start"))
    name = writer.heading_id(made)
    level = min(6, max(2, made.level + writer.frame.shift))
    label = writer.meaning.word("anchor")
    link = element("a", "#", class_="anchor", href="#" + name, aria_label=label)
    beside = writer.meaning.heading(made) if not writer.frame.number else None
    tools = writer.place(beside) if beside else ""
    words = writer.former_ids(made) + writer.children_within(token, unexplained=True)
    title = element(f"h{level}", words, id=name)
    return element("div", title + link + tools, class_="heading")


def thematic_break(_writer: Writer, _token: Token) -> str:
    """A line across."""
    return element("hr")


def block_code(_writer: Writer, token: Token) -> str:
    """Code, as written, with its language as a class."""
    info = token.get("attrs", {}).get("info", "").split(None, 1)
    language = info[0].lower() if info and _LANGUAGE.fullmatch(info[0].lower()) else ""
    name = f"language-{language}" if language else ""
    return element("pre", element("code", escape(token["raw"]), class_=name))


def block_quote(writer: Writer, token: Token) -> str:
    """A quotation."""
    return element("blockquote", writer.children(token))


def list_(writer: Writer, token: Token) -> str:
    """A list, numbered or not."""
    items = token["children"]
    tasks = any(item["type"] == "task_list_item" for item in items)
    attrs = token["attrs"]
    tag = "ol" if attrs.get("ordered") else "ul"
    start = attrs.get("start") if tag == "ol" else None
    return element(tag, writer.write(items), start=start, class_="task-list" if tasks else "")


def list_item(writer: Writer, token: Token) -> str:
    """An item of a list."""
    return element("li", _tight_children(writer, token))


def task_list_item(writer: Writer, token: Token) -> str:
    """An item with a box, which readers cannot tick."""
    checked = bool(token["attrs"]["checked"])
    label = writer.meaning.word("task_done" if checked else "task_open")
    box = element("input", type="checkbox", disabled="", checked=checked or None, aria_label=label)
    return element("li", f"{box} {_tight_children(writer, token)}", class_="task")


def _tight_children(writer: Writer, token: Token) -> str:
    """Texts that follow each other in a tight item stay apart."""
    children = token["children"]
    if len(children) == 1:
        return writer.write(children)
    parts = [writer.write((child,)) for child in children]
    return "\n".join(part for part in parts if part)


def table(writer: Writer, token: Token) -> str:
    """A table, in a box that scrolls by itself, also by keyboard."""
    inner = element("table", writer.children(token))
    return element("div", inner, class_="table", tabindex=0)


def table_head(writer: Writer, token: Token) -> str:
    """The head row."""
    return element("thead", element("tr", writer.children(token)))


def table_body(writer: Writer, token: Token) -> str:
    """The rows."""
    return element("tbody", writer.children(token)) if token["children"] else ""


def table_row(writer: Writer, token: Token) -> str:
    """A row."""
    return element("tr", writer.children(token))


def table_cell(writer: Writer, token: Token) -> str:
    """A cell; alignment is a class, never a style."""
    attrs = token["attrs"]
    name = f"align-{attrs['align']}" if attrs["align"] else ""
    if attrs["head"]:
        return element("th", writer.children(token), scope="col", class_=name)
    return element("td", writer.children(token), class_=name)


def _around(tag: str) -> Callable[[Writer, Token], str]:
    return lambda writer, token: element(tag, writer.children(token))


def footnotes(writer: Writer, token: Token) -> str:
    """The notes that were called and the sources of the whole, at the end of their document."""
    # One by one: a note may be called by the one before it.
    items = "".join([writer.write((item,)) for item in token["children"]])
    label = writer.meaning.word("footnotes")
    notes = element("ol", items)
    return element("section", notes, class_="footnotes", aria_label=label) if items else ""


def footnote_item(writer: Writer, token: Token) -> str:
    """A note with the ways back to its calls."""
    index = token["attrs"]["index"]
    if index not in writer.frame.referenced:
        return ""
    back = _ways_back(writer, index)
    inner = writer.children(token)
    inner = f"{inner[:-4]}{back}</p>" if inner.endswith("</p>") else f"{inner}{back}"
    return element("li", inner, id=note_id(writer, "note", index))


def source_item(writer: Writer, token: Token) -> str:
    """A source: its author, title, date and licence, with the ways back to its calls."""
    attrs = token["attrs"]
    index = attrs["index"]
    if index not in writer.frame.referenced and (attrs["called"] or not writer.frame.is_whole):
        return ""
    inner = element("p", _said(writer, attrs["source"]) + _ways_back(writer, index))
    return element("li", inner, class_="source-note", id=note_id(writer, "note", index))


def _said(writer: Writer, source: Source) -> str:
    title = writer.prose(source.title) or escape(source.link)
    cited = element("cite", anchor(source.link, title) if source.link else title)
    parts = [writer.prose(source.author), cited, writer.prose(date_in_words(source.date))]
    said = ", ".join(part for part in parts if part)
    licence = f" {writer.word('licence')}\u00a0: {writer.prose(source.licence)}."
    return f"{said}.{licence if source.licence else ''}"


def _ways_back(writer: Writer, index: int) -> str:
    """A link back to each call; from the second on, it says which."""
    label = writer.meaning.word("footnote_back")
    first = note_id(writer, "call", index)
    ways = []
    for count in range(1, writer.frame.referenced.get(index, 0) + 1):
        href = f"#{first}" if count == 1 else f"#{first}-{count}"
        shown = "↩" if count == 1 else f"↩{element('sup', str(count))}"
        says = label if count == 1 else f"{label} {count}"
        ways.append(element("a", shown, href=href, class_="footnote-back", aria_label=says))
    return "".join(f" {way}" for way in ways)


def nothing(_writer: Writer, _token: Token) -> str:
    """A blank line."""
    return ""


HANDLERS: Mapping[str, Callable[[Writer, Token], str]] = {
    "paragraph": paragraph,
    "block_text": block_text,
    "heading": heading,
    "thematic_break": thematic_break,
    "block_code": block_code,
    "block_quote": block_quote,
    "list": list_,
    "list_item": list_item,
    "task_list_item": task_list_item,
    "table": table,
    "table_head": table_head,
    "table_body": table_body,
    "table_row": table_row,
    "table_cell": table_cell,
    "def_list": _around("dl"),
    "def_list_head": _around("dt"),
    "def_list_item": _around("dd"),
    "footnotes": footnotes,
    "footnote_item": footnote_item,
    "source_item": source_item,
    "blank_line": nothing,
}
