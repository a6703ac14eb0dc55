"""What a text says once parsed: plain values, immutable, fit for a cache."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

#: What comes before a word of the glossary in a link: `[[terme:Mot]]`.
TERM_PREFIXES = ("terme", "term")

#: A node of the parsed text: `type`, and `raw`, `children`, `attrs` as that type has them.
Token = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One `[[Titre#section|texte]]`. `target` is "" for a link inside the page.

    `prefix` and `rest` are the two sides of the first colon of the target, when the first is one
    word: an interwiki link if the prefix is a known one, a title with a colon otherwise.
    `in_text` is how `[[:prefixe:Titre]]` says that it is no other language of the page.
    """

    target: str
    section: str = ""
    text: str = ""
    prefix: str = ""
    rest: str = ""
    in_text: bool = False

    @property
    def is_term(self) -> bool:
        """Whether it names a word of the glossary, unless its prefix is that of a wiki nearby."""
        return self.prefix in TERM_PREFIXES and not self.in_text

    def kind(self, prefixes: Collection[str]) -> str:
        """`page`, `term` or `interwiki`, given the known prefixes (lower case)."""
        if self.prefix and self.prefix in prefixes:
            return "interwiki"
        return "term" if self.is_term else "page"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` 1–6, its plain `text`, its unique `id` (`s-…`).

    `start` is the offset of its first line in the source; None inside a quote, a list or a
    directive, where it opens no section.
    """

    level: int
    text: str
    id: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One directive as written: `:::{name argument}`, its options, its body.

    `name` is the declared name when `known`, else the word that was typed. Option keys are the
    declared ones. `source` is the whole of it, fences included.
    """

    name: str
    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    source: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One source that a text cites: `:::{source key}`. What was not given is "".

    `key` is what `[^key]` calls; without one, it is a source of the whole text. `link` is a safe
    address, out of the site or inside.
    """

    key: str
    title: str
    author: str
    date: str
    link: str
    licence: str


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text. `tokens` are read only.

    `excess` is the code of the bound that was exceeded ("" when none): such a text has no tokens
    and is shown as its source. `sources` are those it cites, in the order of
    their notes. `inclusions` are the pages it shows in place. `body_text` and
    `heading_text` are its words without marks.
    """

    source: str
    tokens: tuple[Token, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    calls: tuple[Call, ...] = ()
    sources: tuple[Source, ...] = ()
    inclusions: tuple[Link, ...] = ()
    external_urls: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    body_text: str = ""
    heading_text: str = ""
    excess: str = ""
