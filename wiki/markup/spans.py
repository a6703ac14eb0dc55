"""Where the links of a text stand in its source, as the parser itself reads them.

The parser reads pieces (a quote without its marks, an item without its indent) that have lost their
place in the whole. So it is asked: whatever looks like a link is given a target of its own, and
those that come out are links. Code, escaped brackets and what directives are told are no links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2s

from wiki.markup.directives import CORE, Registry
from wiki.markup.document import Link
from wiki.markup.links import PATTERN, read_link
from wiki.markup.parse import parse

_LIKE_A_LINK = re.compile(PATTERN)
_TARGET = re.compile(r"[^#|\\]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A link and its place: `source[start:end]` is the whole of `[[Titre#section|texte]]`."""

    start: int
    end: int
    link: Link


def link_spans(source: str, registry: Registry = CORE) -> tuple[Span, ...]:
    """The links of a source, in its order; none when what the parser reads cannot be told."""
    found = [
        Span(one.start(), one.end(), link)
        for one in _LIKE_A_LINK.finditer(source)
        if (link := read_link(one.group()[2:-2]))
    ]
    if not found:
        return ()
    mark = _absent(source)
    names = {f"{mark}{number}": span for number, span in enumerate(found)}
    named = iter(names)
    marked = with_links(source, tuple(found), lambda written, _: retargeted(written, next(named)))
    read = parse(marked, registry).links
    told = [
        _with_target_of(names[link.target], link) if link.target in names else link for link in read
    ]
    if [_plain(link) for link in told] != [_plain(link) for link in parse(source, registry).links]:
        return ()
    real = {link.target for link in read}
    return tuple(span for name, span in names.items() if name in real)


def with_links(
    source: str, spans: tuple[Span, ...], write: Callable[[str, Link], str | None]
) -> str:
    """The source with links written anew; `write` is given each as written, None leaves it."""
    pieces, last = [], 0
    for span in spans:
        written = source[span.start : span.end]
        new = write(written, span.link)
        pieces += [source[last : span.start], written if new is None else new]
        last = span.end
    return "".join([*pieces, source[last:]])


def retargeted(written: str, target: str) -> str:
    """A link as written, to another title; its section and its text stay."""
    inner = written[2:-2]
    old = _TARGET.match(inner)
    return f"[[{target}{inner[old.end() if old else 0 :]}]]"


def _absent(source: str) -> str:
    """A word that stands nowhere in the source: no text holds its own hash."""
    return f"lien{blake2s(source.encode('utf-8', 'surrogatepass')).hexdigest()}n"


def _with_target_of(span: Span, link: Link) -> Link:
    own = span.link
    return replace(link, target=own.target, prefix=own.prefix, rest=own.rest, in_text=own.in_text)


def _plain(link: Link) -> tuple[str, str, str]:
    return (link.target, link.section, link.text)
