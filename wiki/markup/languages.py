"""The same page in other languages: `[[en:Title]]` alone on its line, when `en` is a language.

Such a line is no part of the text: all of them stand together at its foot. Anywhere else in a line,
and written `[[:en:Title]]`, it is a link like others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from babel import Locale

from wiki.markup import sanitise
from wiki.markup.document import Link, Token
from wiki.markup.elements import element, escape
from wiki.markup.inlines import neighbour
from wiki.markup.urls import outside_host
from wiki.markup.writer import Writer

#: Languages of France that have no code of two letters.
_REGIONAL = frozenset({"frp", "gcf", "gcr", "gsw", "pcd", "rcf"})
_BREAKS = frozenset({"softbreak", "linebreak"})


def apart(writer: Writer, tokens: Sequence[Token]) -> Iterable[Token]:
    """The blocks of a document without the lines that `foot` writes.

    Those of a page that is included are about that page: they are left out.
    """
    if not any(link.prefix for link in writer.frame.document.links):
        return tokens
    return (kept for token in tokens if (kept := _without(writer, token)))


def _without(writer: Writer, token: Token) -> Token | None:
    if token["type"] != "paragraph":
        return token
    kept: list[Token] = []
    for line in _lines(token["children"]):
        link = _alone(line)
        code = _problem(writer, link) if link else ""
        if link and not code and _noted(writer, link):
            continue
        kept += line if kept or line[0]["type"] not in _BREAKS else line[1:]
        if code:
            kept.append({"type": "language_note", "raw": code})
    return {**token, "children": kept} if kept else None


def _lines(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The lines of a paragraph, each from the second on with the break before it."""
    line: list[Token] = []
    for token in tokens:
        if token["type"] in _BREAKS and line:
            yield line
            line = []
        line.append(token)
    if line:
        yield line


def _alone(line: Sequence[Token]) -> Link | None:
    """The link of a line that is nothing else, and may be one to another language."""
    said = [one for one in line if one["type"] not in _BREAKS and one.get("raw", "x").strip()]
    if len(said) != 1 or said[0]["type"] != "page_link":
        return None
    link: Link = said[0]["attrs"]["link"]
    return link if link.prefix and not link.in_text else None


def _problem(writer: Writer, link: Link) -> str:
    """The word that says why a link looks like another language and is none, or ""."""
    is_code = link.prefix.partition("-")[0] in _codes()
    if writer.meaning.language(link.prefix):
        return "" if is_code else "language_unknown"
    if not is_code or writer.meaning.interwiki(link.prefix, link.rest):
        return ""
    return "" if writer.meaning.link(link.target).exists else "language_missing"


@cache
def _codes() -> frozenset[str]:
    """Codes that begin the prefix of a language: those of ISO 639-1, and a few."""
    known = Locale.parse("fr").languages
    return _REGIONAL.union(code for code in map(str, known) if len(code) == 2)


def _noted(writer: Writer, link: Link) -> bool:
    """Whether a link is one to another language, which is kept for the foot of the page."""
    name = writer.meaning.language(link.prefix)
    href = neighbour(writer, link) if name else None
    if not name or not href or not outside_host(href):
        return False
    if not writer.frame.number:
        writer.other_languages[href] = (link.prefix, name, link.rest)
    return True


def foot(writer: Writer) -> str:
    """The page in other languages, each by its own name, as clean HTML; "" when there is none."""
    links = [
        element(
            "a",
            escape(name),
            href=href,
            lang=code,
            hreflang=code,
            title=title,
            class_="external",
            rel=sanitise.REL_ALTERNATE,
        )
        for href, (code, name, title) in writer.other_languages.items()
    ]
    said = f"{writer.word('languages')}\u00a0: {', '.join(links)}"
    return sanitise.clean(element("p", said, class_="other-languages")) if links else ""


def language_note(writer: Writer, token: Token) -> str:
    """What is wrong with the language of the link before it."""
    return element("span", f" ({writer.word(token['raw'])})", class_="missing-note")


HANDLERS: Mapping[str, Callable[[Writer, Token], str]] = {"language_note": language_note}
