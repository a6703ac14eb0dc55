"""Under which categories a page is filed: one line of its text, `:::{catégories} Un, Deux`.

A category is a title, with a page or not; a name that holds a comma is written `[[Un, deux]]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, title_key
from wiki.markup.directives import Directive
from wiki.markup.document import Call, Document

DIRECTIVE = Directive(
    "catégories",
    ("categories", "catégorie", "category"),
    {},
    "none",
    "Range la page dans des catégories, séparées par des virgules.",
    at_foot=True,
)
#: How a text is read: with every directive that the wiki has.
Read = Callable[[str], Document]
#: What every directive begins with.
OPENING = ":::"
#: Categories of one page that are read.
MOST = 30
#: Characters that are read again, in all, to find where a text names its categories.
READ_AGAIN = 5_000_000

_NAME = re.compile(r"\[\[([^\[\]]*)\]\]|([^,\[\]]+)|([\[\]]+)")


def categories_of(document: Document) -> dict[str, str]:
    """The categories of a text: key -> name, as first written. What is no title is left out."""
    found: dict[str, str] = {}
    for call in _calls(document):
        for name in names(call.argument):
            if title := _title_or_nothing(name):
                found.setdefault(title_key(title), title)
    return dict(list(found.items())[:MOST])


def categories_in(read: Read, text: str) -> dict[str, str]:
    """The categories of a text, which is read only if it may name some."""
    return categories_of(read(text)) if OPENING in text else {}


def names(written: str) -> list[str]:
    """The names of a list as people write it, in order, each once."""
    found = ("".join(match.groups(default="")) for match in _NAME.finditer(written))
    stripped = (name.partition("|")[0].strip() for name in found)
    return list(dict.fromkeys(name for name in stripped if name))


def listed(titles: Iterable[str]) -> str:
    """The list of some titles, as `names` reads it."""
    return ", ".join(f"[[{title}]]" if "," in title else title for title in titles)


def refiled(read: Read, body: str, before: str, wanted: str) -> str:
    """The text once the field that held `before` holds `wanted`: what it says otherwise stays.

    Raises `Invalid` when a name cannot be one, or when too many lines look like those that name
    the categories.
    """
    read = _bounded(read)
    old, new = _titled(names(before)), _titled(names(wanted), strict=True)
    said = categories_of(read(body))
    kept = {key: title for key, title in said.items() if key in new or key not in old}
    kept |= {key: title for key, title in new.items() if key not in old and key not in kept}
    return body if kept == said else _written(read, body, tuple(kept.values()))


def _bounded(read: Read) -> Read:
    left = READ_AGAIN

    def read_within(text: str) -> Document:
        nonlocal left
        left -= len(text)
        if left < 0:
            raise Invalid("categories_scattered")
        return read(text)

    return read_within


def _titled(written: Sequence[str], *, strict: bool = False) -> dict[str, str]:
    if strict and len(written) > MOST:
        raise Invalid("categories_too_many", limit=MOST)
    titles: dict[str, str] = {}
    for name in written:
        title = _title_or_nothing(name)
        if title:
            titles.setdefault(title_key(title), title)
        elif strict:
            raise Invalid("category_name", name=name[:80])
    return titles


def _title_or_nothing(name: str) -> str:
    try:
        return clean_title(name)
    except Invalid:
        return ""


def _calls(document: Document) -> Iterator[Call]:
    return (call for call in document.calls if call.known and call.name == DIRECTIVE.name)


def _written(read: Read, body: str, titles: Sequence[str]) -> str:
    """The text with these categories, where it named some, else at its end."""
    line = f":::{{{DIRECTIVE.name}}} {listed(titles)}\n" if titles else ""
    lines = [call.source for call in _calls(read(body))]
    if not lines:
        return f"{body.rstrip()}\n\n{line}".lstrip("\n") if line else body
    text = body
    for number, old in enumerate(lines):
        put = line if number == 0 else ""
        text = _replaced(read, text, old, put, [*filter(None, [line]), *lines[number + 1 :]])
    return text


def _replaced(read: Read, text: str, old: str, new: str, left: Sequence[str]) -> str:
    """The text with one line for another: the one after which the lines `left` are read.

    The same words may stand in an example, which files nothing.
    """
    for found in re.finditer(re.escape(old), text):
        candidate = text[: found.start()] + new + text[found.end() :]
        if not new and not candidate[found.start() :].strip():
            candidate = candidate.rstrip() + "\n" if candidate.strip() else ""
        says = [call.source.rstrip("\n") for call in _calls(read(candidate))]
        if says == [line.rstrip("\n") for line in left]:
            return candidate
    return text
