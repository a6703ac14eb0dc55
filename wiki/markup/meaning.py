"""What the layers above tell the markup: whether a page exists, where an image is, what a word is.

`Meaning` is the protocol; `PlainMeaning` answers for a wiki without pages, and is the base to
inherit from. Whatever an answer depends on travels with it as `dependencies` (`title:libourne`),
absence included, so that a rendering can be marked stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from wiki.markup.document import Call, Document, Heading
from wiki.markup.outline import Entry
from wiki.markup.video import HOSTS
from wiki.markup.words import FRENCH


@dataclass(frozen=True, slots=True)
class LinkShown:
    """Where a page link goes. `title` is the tooltip; `exists` False makes it a red link."""

    href: str
    exists: bool = True
    title: str = ""
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageShown:
    """An image that may be loaded: its own address, its size in pixels when known."""

    src: str
    width: int | None = None
    height: int | None = None
    alt: str = ""
    href: str = ""
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of ours that a link leads to: its own address, and « PDF – 390 ko » to say beside."""

    href: str
    note: str
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermShown:
    """The explanation of a word, with the page that says more; once in a page or `everywhere`.

    `key` is that page's, as in `Included`: it does not lead to itself.
    """

    title: str
    href: str = ""
    dependencies: tuple[str, ...] = ()
    everywhere: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """HTML made by its owner from an autoescaped template: inserted after sanitising, as it is."""

    html: str
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Included:
    """The answer to `:::{inclure …}`: a document, or a `refusal` code (`missing`, `refused`).

    `key` identifies the page, so that a page never includes itself through others.
    """

    key: str
    title: str
    href: str = ""
    document: Document | None = None
    refusal: str = ""
    dependencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Where a directive is rendered: `language`, the pages being included, the body as HTML.

    `body` is safe HTML (with our placeholders inside): put it into the node unescaped, once.
    """

    language: str
    ancestors: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering: safe HTML, its table of contents, what it depends on (sorted)."""

    html: str
    toc: tuple[Entry, ...] = ()
    dependencies: tuple[str, ...] = ()


class Meaning(Protocol):
    """What rendering asks of the layers above. No answer may depend on the reader's person."""

    def link(self, target: str) -> LinkShown:
        """The page of that title, existing or not."""
        ...

    def term(self, word: str) -> LinkShown:
        """The page that defines a word of the glossary, its definition as `title`."""
        ...

    def interwiki(self, prefix: str, rest: str) -> str | None:
        """The address behind a known prefix (lower case); None when it is no prefix."""
        ...

    def language(self, prefix: str) -> str | None:
        """The name of a language in itself, when a known prefix is that of one; None otherwise."""
        ...

    def image(self, src: str) -> ImageShown | None:
        """The image at `src`, one of ours or admitted by policy; None shows a link instead."""
        ...

    def file(self, url: str) -> FileShown | None:
        """The file at `url`, when it is one of ours; None leaves the link as it is."""
        ...

    def member(self, url: str) -> str | None:
        """Where the page of a member stands, when `url` is that of one; None otherwise."""
        ...

    def include(self, target: str) -> Included:
        """The page of that title to be included."""
        ...

    def renamed_section(self, key: str, section: str) -> str:
        """What the heading of an included page that was called `section` is now, or ""."""
        ...

    def directive(self, call: Call, context: Context) -> Node | None:
        """The node of a directive that markup does not render itself; None boxes its source."""
        ...

    def field(self, name: str, key: str, *, within_link: bool) -> Node | None:
        """What the sheet of the page of a key says in a field; None shows the name as written."""
        ...

    def terms(self) -> Mapping[str, TermShown]:
        """Words to explain in every page; those that a page explains itself are left to it."""
        ...

    def video_hosts(self) -> Mapping[str, str]:
        """The hosts whose videos may be shown, with their kind (see `wiki.markup.video`)."""
        ...

    def heading(self, heading: Heading) -> Node | None:
        """What stands beside a heading of the page itself (a link to edit the section)."""
        ...

    def former_ids(self, heading: Heading) -> Sequence[str]:
        """The identifiers that a heading of the page itself had, by which it is still found."""
        ...

    def word(self, code: str) -> str:
        """The interface words of a code (see `wiki.markup.words`) in the rendering's language."""
        ...


@dataclass
class PlainMeaning:
    """A wiki without pages: all links are red, nothing is included, images of ours are shown."""

    base: str = "/wiki/"
    prefixes: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def link(self, target: str) -> LinkShown:
        """A red link under `base`, keyed by the title as written."""
        href = self.base + target.replace(" ", "_").replace("?", "%3F").replace("#", "%23")
        return LinkShown(href, exists=False, dependencies=(f"title:{target.casefold()}",))

    def term(self, word: str) -> LinkShown:
        """No word is defined."""
        return self.link(word)

    def interwiki(self, prefix: str, rest: str) -> str | None:
        """`prefixes` gives the address before the title, or around `$1`."""
        if prefix not in self.prefixes:
            return None
        address = self.prefixes[prefix]
        title = rest.replace(" ", "_")
        return address.replace("$1", title) if "$1" in address else address + title

    def language(self, prefix: str) -> str | None:
        """`languages` gives the name."""
        return self.languages.get(prefix)

    def image(self, src: str) -> ImageShown | None:
        """Images under `/files/` only."""
        return ImageShown(src) if src.startswith("/files/") else None

    def file(self, url: str) -> FileShown | None:  # noqa: ARG002
        """No file is known."""
        return None

    def member(self, url: str) -> str | None:
        """Whatever is under `/members/`."""
        return url if url.startswith("/members/") else None

    def include(self, target: str) -> Included:
        """Nothing is there to include."""
        key = target.casefold()
        link = self.link(target)
        return Included(key, target, link.href, None, "missing", link.dependencies)

    def renamed_section(self, key: str, section: str) -> str:  # noqa: ARG002
        """No heading was ever called otherwise."""
        return ""

    def directive(self, call: Call, context: Context) -> Node | None:  # noqa: ARG002
        """No directive beyond those of markup."""
        return None

    def field(self, name: str, key: str, *, within_link: bool) -> Node | None:  # noqa: ARG002
        """No page has a sheet."""
        return None

    def terms(self) -> Mapping[str, TermShown]:
        """No glossary."""
        return {}

    def video_hosts(self) -> Mapping[str, str]:
        """The hosts admitted by default."""
        return HOSTS

    def heading(self, heading: Heading) -> Node | None:  # noqa: ARG002
        """Nothing beside headings."""
        return None

    def former_ids(self, heading: Heading) -> Sequence[str]:  # noqa: ARG002
        """No heading was ever called otherwise."""
        return ()

    def word(self, code: str) -> str:
        """The French words."""
        return FRENCH[code]
