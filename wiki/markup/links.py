"""Links between pages: `[[Titre]]`, `[[Titre|texte]]`, `[[Titre#section]]`, `[[#section]]`.

`[[terme:Mot]]` leads to a word of the glossary. A colon before a prefix (`[[:en:Title]]`) keeps in
the text what would be another language of the page; `[[:terme:Mot]]` is a title like others.
In a table the bar may also be written `\\|`; tables know our links and do not cut them.
"""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mistune import InlineParser, Markdown
from mistune.core import InlineState

from wiki.markup.document import Link

#: Longest content of the double brackets, in characters.
MAX_LENGTH = 500
#: What a link looks like, for rules that must not cut one.
PATTERN = rf"\[\[(?=[^\s\[\]])[^\[\]\n]{{1,{MAX_LENGTH}}}\]\]"

_BAR = re.compile(r"\\?\|")
_PREFIX = re.compile(r"([^\W_]+(?:-[^\W_]+){0,3}):(?=\S)")


def read_link(written: str) -> Link | None:
    """The link between double brackets, or None if it points nowhere (`[[|texte]]`)."""
    goal, *shown = _BAR.split(written, maxsplit=1)
    target, _, section = (part.strip() for part in goal.partition("#"))
    target, section = " ".join(target.replace("_", " ").split()), " ".join(section.split())
    if not target and not section:
        return None
    found, in_text = _PREFIX.match(target), False
    if target.startswith(":") and (after := _PREFIX.match(target[1:])):
        target, found, in_text = target[1:], after, True
    return Link(
        target=target,
        section=section,
        text=shown[0].strip() if shown else "",
        prefix=found.group(1).lower() if found else "",
        rest=target[found.end() :] if found else "",
        in_text=in_text,
    )


def included(argument: str) -> Link | None:
    """The page that `:::{inclure argument}` names, with or without brackets; None if it is none."""
    goal = read_link(argument.removeprefix("[[").removesuffix("]]"))
    return goal if goal and goal.target else None


def default_text(link: Link) -> str:
    """What a link shows when its writer gave no text."""
    if not link.target:
        return link.section
    if link.is_term:
        return link.rest
    return f"{link.target} § {link.section}" if link.section else link.target


def parse_page_link(inline: InlineParser, m: Match[str], state: InlineState) -> int | None:
    """A token `page_link` with the `Link` in its attributes and the shown text as children."""
    if state.in_link or state.depth >= inline.max_nested_level:
        return None
    link = read_link(m.group()[2:-2])
    if link is None:
        return None
    children: list[dict[str, Any]] = [{"type": "text", "raw": default_text(link)}]
    if link.text:
        within = state.copy()
        within.in_link = True
        within.src = link.text
        children = inline.render(within)
    state.append_token({"type": "page_link", "children": children, "attrs": {"link": link}})
    return m.end()


def plugin(markdown: Markdown) -> None:
    """Add the link rule to a parser."""
    markdown.inline.register("page_link", PATTERN, parse_page_link, before="link", start_chars="[")
