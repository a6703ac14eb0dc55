"""A text whose links to an old title are written with the new one. Pure, but for the parser."""

from __future__ import annotations

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.directives import Registry
from wiki.markup.document import Link
from wiki.markup.links import default_text
from wiki.markup.parse import parse
from wiki.markup.spans import link_spans, retargeted, with_links


def relinked(
    source: str, old_key: str, new_title: str, registry: Registry, *, keeps_text: bool
) -> str:
    """The source with its links to a title leading to another one; the same when it has none.

    Code, escaped brackets and what directives are told (an inclusion) stay as they are. So does a
    text in which the new title would end up elsewhere than in a link: one with a backquote, say.
    """

    def write(written: str, link: Link) -> str | None:
        if _key_of(link.target) != old_key:
            return None
        new = retargeted(written, new_title)
        if keeps_text and not link.text:
            new = f"{new[:-2].rstrip('|')}|{default_text(link)}]]"
        return new

    written = with_links(source, link_spans(source, registry), write)
    if written == source:
        return source
    new_key = title_key(new_title)
    wanted = (new_key if key == old_key else key for key in _keys_of(source, registry))
    return written if _keys_of(written, registry) == sorted(wanted) else source


def _keys_of(source: str, registry: Registry) -> list[str]:
    """Where the links of a source lead, in the order of the alphabet."""
    return sorted(_key_of(link.target) for link in parse(source, registry).links)


def _key_of(target: str) -> str:
    try:
        return title_key(clean_title(target))
    except Invalid:
        return ""
