"""The state of one rendering, shared by the functions that write each kind of node."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from wiki.markup import outline, sanitise, typography
from wiki.markup.bounds import MAX_REPEATED
from wiki.markup.document import Document, Heading, Token
from wiki.markup.elements import decode, element, escape
from wiki.markup.meaning import Meaning, Node, TermShown
from wiki.markup.terms import Finder, finder_of, finder_of_all

#: Writes one node as HTML.
Handler = Callable[["Writer", Token], str]


class RepeatedError(Exception):
    """The rendering repeats more of its text than `MAX_REPEATED`."""


@dataclass
class Frame:
    """One document being written: the page itself (`number` 0) or one that it includes."""

    document: Document
    key: str = ""
    number: int = 0
    shift: int = 0
    notes: int = 0
    #: Whether all of the document is written, with the sources that nothing calls.
    is_whole: bool = True
    referenced: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, document: Document, key: str = "", number: int = 0, *, is_whole: bool = True
    ) -> Frame:
        """The frame of a document. `#` becomes h2, since the page title is the h1."""
        shift = int(any(heading.level == 1 for heading in document.headings))
        notes = sum(
            len(token["children"]) for token in document.tokens if token["type"] == "footnotes"
        )
        return cls(document, key, number, shift, notes, is_whole)


class Writer:
    """Writes tokens as HTML and notes what was used on the way."""

    def __init__(
        self, meaning: Meaning, language: str, handlers: Mapping[str, Handler], frame: Frame
    ) -> None:
        self.meaning = meaning
        self.language = language
        self.handlers = handlers
        self.frames = [frame]
        self.included = 0
        self.repeated = 0
        #: Tables of contents by depth, once the headings are known.
        self.contents: dict[int, str] = {}
        self.dependencies: set[str] = set()
        #: The page in other languages, by address: the code and the name of each.
        self.other_languages: dict[str, tuple[str, str, str]] = {}
        self.headings: list[Heading] = []
        self.ids = outline.Ids()
        for heading in frame.document.headings:
            self.ids.take(heading.id)
        self._typography = typography.for_language(language)
        self._plain = 0
        self._in_link = 0
        self._unexplained = 0
        self._secret = "node" + secrets.token_hex(16)
        self._nodes: list[Node | Callable[[], Node]] = []
        self._glossary = meaning.terms()
        self._explained_once: set[str] = set()
        self._finders: dict[int, Finder] = {}

    @property
    def frame(self) -> Frame:
        """The document being written now."""
        return self.frames[-1]

    @property
    def ancestors(self) -> tuple[str, ...]:
        """The keys of the pages being included, outermost first."""
        return tuple(frame.key for frame in self.frames if frame.key)

    def write(self, tokens: Iterable[Token]) -> str:
        """The tokens as HTML, not yet sanitised."""
        handlers = self.handlers
        return "".join([handlers.get(token["type"], unknown)(self, token) for token in tokens])

    def blocks(self, tokens: Iterable[Token]) -> str:
        """The tokens as clean HTML, one line per block; each block is sanitised by itself."""
        written = (self.write((token,)) for token in tokens)
        return "\n".join([sanitise.clean(block) for block in written if block])

    def children(self, token: Token) -> str:
        """The children of a token as HTML."""
        handlers = self.handlers
        return "".join(
            [
                handlers.get(child["type"], unknown)(self, child)
                for child in token.get("children", ())
            ]
        )

    def word(self, code: str) -> str:
        """An interface word, escaped."""
        return escape(self.meaning.word(code))

    def depends(self, keys: Iterable[str]) -> None:
        """Note what the rendering depends on."""
        self.dependencies.update(keys)

    def repeat(self, *texts: str | None) -> None:
        """Count what a short mark brings in again. Raises `RepeatedError`, for `render`."""
        self.repeated += sum(len(text) for text in texts if text)
        if self.repeated > MAX_REPEATED:
            raise RepeatedError

    def text(self, raw: str) -> str:
        """Running prose: references read, terms explained, typography applied, escaped."""
        text = decode(raw)
        if self._plain:
            return escape(text)
        if self._in_link or self._unexplained or not (finder := self._finder()):
            return escape(self._typography(text))
        parts, end = [], 0
        for start, stop, word in finder.find(text):
            parts.append(self.prose(text[end:start]))
            parts.append(self._term(word))
            end = stop
        parts.append(self.prose(text[end:]))
        return "".join(parts)

    def _finder(self) -> Finder:
        """The finder of the words that the document being written explains."""
        number = self.frames[-1].number
        if number not in self._finders:
            shared = finder_of_all(self._glossary) if self._glossary else None
            own = frozenset(self.frame.document.terms)
            self._finders[number] = finder_of(own, shared) if own or not shared else shared
        return self._finders[number]

    def prose(self, text: str) -> str:
        """Plain words with the typography of the language, escaped."""
        return escape(self._typography(text))

    def _term(self, word: str) -> str:
        if word in self.frame.document.terms:
            title = self.frame.document.terms[word]
            self.repeat(title)
            return element("abbr", escape(word), title=title)
        term = self._glossary[word]
        if (term.key or word) in self._explained_once or self._is_of_page(term):
            return self.prose(word)
        return self._explained(word, term)

    def _is_of_page(self, term: TermShown) -> bool:
        """Whether it is the page itself that says more."""
        return bool(term.key) and term.key == self.frames[0].key

    def _explained(self, word: str, term: TermShown) -> str:
        """A word that other pages explain: a page is never too long to be shown for their sake."""
        self.depends(term.dependencies)
        if self.repeated > MAX_REPEATED // 2:
            return self.prose(word)
        self.repeated += len(term.title)
        if not term.everywhere:
            self._explained_once.add(term.key or word)
        if not term.href:
            return element("abbr", escape(word), title=term.title, class_="term")
        return element("a", escape(word), href=term.href, title=term.title, class_="term")

    def children_within(
        self, token: Token, *, link: bool = False, plain: bool = False, unexplained: bool = False
    ) -> str:
        """The children of a token where less is allowed.

        Inside a `link` there is no other link; `plain` text gets no typography and no terms;
        `unexplained` text has its links and typography, but no terms.
        """
        self._in_link += link
        self._plain += plain
        self._unexplained += unexplained
        try:
            return self.children(token)
        finally:
            self._in_link -= link
            self._plain -= plain
            self._unexplained -= unexplained

    @property
    def in_link(self) -> bool:
        """Whether what is written now stands inside a link."""
        return self._in_link > 0

    @property
    def in_plain(self) -> bool:
        """Whether what is written now is text and nothing else, as in an attribute."""
        return self._plain > 0

    def place(self, node: Node | Callable[[], Node]) -> str:
        """A placeholder for HTML of an owner; `fill` puts it in after sanitising.

        A callable is asked at the end, when the whole page is known.
        """
        self._nodes.append(node)
        return f"{self._secret}x{len(self._nodes) - 1}x"

    def fill(self, html: str) -> str:
        """`html` with the placeholders of this rendering replaced by their nodes."""
        if not self._nodes:
            return html
        first, *rest = html.split(self._secret)
        pieces = [first]
        for piece in rest:
            _, number, after = piece.split("x", 2)
            pieces += (self._filled(int(number)), after)
        return "".join(pieces)

    def _filled(self, number: int) -> str:
        made = self._nodes[number]
        node = made if isinstance(made, Node) else made()
        self.depends(node.dependencies)
        return self.fill(node.html)

    def heading_id(self, heading: Heading) -> str:
        """The identifier of a heading in this rendering, and its line in the outline."""
        shown = heading
        if self.frame.number:
            shown = replace(heading, id=self.ids.take(heading.id), start=None)
        self.headings.append(shown)
        return shown.id

    def former_ids(self, heading: Heading) -> str:
        """Empty anchors by which a heading of the page itself is still found: nothing is read.

        An identifier that anything of the whole rendering has is left to it.
        """
        names = () if self.frame.number else self.meaning.former_ids(heading)
        if not names:
            return ""
        return self.place(
            lambda: Node("".join(element("span", id=one) for one in names if self.ids.free(one)))
        )


def unknown(writer: Writer, token: Token) -> str:
    """A node of a kind nobody writes: its text, never dropped."""
    if "raw" in token:
        return writer.text(token["raw"])
    return writer.children(token)
