"""A text as a plain letter says it: no marks, the addresses beside the words they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from wiki.markup.document import Document, Link, Source, Token
from wiki.markup.elements import decode
from wiki.markup.urls import safe_url

#: The whole address of an address that a text gives, and of a link to a page; "" for none.
Whole = Callable[[str], str]
WholeLink = Callable[[Link], str]


def plain(document: Document, whole: Whole, whole_link: WholeLink) -> str:
    """What a document says, in paragraphs."""
    if document.excess:
        return document.body_text
    return _Letter(whole, whole_link).blocks(document.tokens)


class _Letter:
    def __init__(self, whole: Whole, whole_link: WholeLink) -> None:
        self._whole, self._whole_link = whole, whole_link

    def blocks(self, tokens: Iterable[Token], between: str = "\n\n") -> str:
        """Blocks, one after the other."""
        found = (self._block(token) for token in tokens)
        return between.join(text for text in found if text.strip())

    def _block(self, token: Token) -> str:
        kind, children = token["type"], token.get("children", ())
        if kind in _BLOCKS:
            return "\n".join(_BLOCKS[kind](self, token))
        if kind in _HOLDERS:
            return self.blocks(children, _HOLDERS[kind])
        return self._line(children).strip()

    def directive(self, token: Token) -> Iterator[str]:
        if "children" in token:
            yield self.blocks(token["children"])
        else:
            call = token["attrs"]["call"]
            yield from (text for text in (call.argument, call.body.strip()) if text)

    def quote(self, token: Token) -> Iterator[str]:
        yield _before(self.blocks(token["children"]), "> ")

    def code(self, token: Token) -> Iterator[str]:
        yield _before(token["raw"].rstrip("\n"), "    ")

    def rule(self, _token: Token) -> Iterator[str]:
        yield "* * *"

    def items(self, token: Token) -> Iterator[str]:
        attrs = token["attrs"]
        number = attrs.get("start") or 1
        for at, item in enumerate(token["children"]):
            sign = f"{number + at}. " if attrs.get("ordered") else "- "
            if item["type"] == "task_list_item":
                sign += "[x] " if item["attrs"]["checked"] else "[ ] "
            yield _before(self.blocks(item["children"], "\n"), " " * len(sign), sign)

    def rows(self, token: Token) -> Iterator[str]:
        head, body = token["children"]
        for row in (head, *body["children"]):
            yield " | ".join(self._line(cell["children"]) for cell in row["children"])

    def note(self, token: Token) -> Iterator[str]:
        yield f"[{token['attrs']['index']}] {self.blocks(token['children'])}"

    def source(self, token: Token) -> Iterator[str]:
        source: Source = token["attrs"]["source"]
        said = ", ".join(filter(None, (source.author, source.title, source.date)))
        yield f"[{token['attrs']['index']}] " + _with(said, self._whole(source.link))

    def _line(self, tokens: Iterable[Token]) -> str:
        return "".join(map(self._inline, tokens))

    def _inline(self, token: Token) -> str:
        kind, raw = token["type"], token.get("raw", "")
        if kind in _BREAKS:
            return _BREAKS[kind]
        if kind == "footnote_ref":
            return f"[{token['attrs']['index']}]"
        said = self._line(token.get("children", ())) or (decode(raw) if kind == "text" else raw)
        if kind in ("link", "image"):
            return _with(said, self._whole(safe_url(token["attrs"]["url"]) or ""))
        if kind == "page_link":
            return _with(said, self._whole_link(token["attrs"]["link"]))
        return said


#: The lines of each block that is not its text alone.
_BLOCKS: Mapping[str, Callable[[_Letter, Token], Iterator[str]]] = {
    "list": _Letter.items,
    "block_quote": _Letter.quote,
    "block_code": _Letter.code,
    "thematic_break": _Letter.rule,
    "table": _Letter.rows,
    "directive": _Letter.directive,
    "footnote_item": _Letter.note,
    "source_item": _Letter.source,
}
#: Blocks that hold others, and what is between these.
_HOLDERS: Mapping[str, str] = {
    "list_item": "\n",
    "task_list_item": "\n",
    "def_list": "\n",
    "def_list_item": "\n",
    "footnotes": "\n",
}
_BREAKS: Mapping[str, str] = {"linebreak": "\n", "softbreak": "\n"}


def _with(said: str, address: str) -> str:
    """Words and the address they are for, unless they are that address."""
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if not address or said in (address, bare):
        return said
    return f"{said} ({bare})" if said else bare


def _before(text: str, sign: str, first: str | None = None) -> str:
    """Lines after a sign, the first one after another."""
    begun, *others = text.split("\n")
    rest = [(sign + line).rstrip() if line else sign.rstrip() for line in others]
    return "\n".join([(sign if first is None else first) + begun, *rest])
