"""What a text may be before it is parsed: size, lines, nesting, characters.

A save calls `check`, which refuses. Rendering never refuses: `excess` tells the parser to keep a
text that is out of bounds (an imported revision, say) as its source, shown with a notice.
"""

from __future__ import annotations

import re

from wiki.kernel.errors import Invalid, TooMuch, WikiError

#: Largest text, in bytes of UTF-8.
MAX_BYTES = 500_000
#: Most lines in a text.
MAX_LINES = 20_000
#: Longest heading line, in characters.
MAX_HEADING = 5_000
#: Deepest nesting of quotes, lists and directives.
MAX_NESTING = 20
#: Most that a rendering repeats of its text (addresses, tooltips, tables of contents, pages
#: included), in characters: a short text must not become an endless page.
MAX_REPEATED = 8 * MAX_BYTES
#: Emphasis nested deeper than this is shown as its asterisks.
MAX_EMPHASIS = MAX_NESTING
#: Longest run of spaces a parser ever sees outside code; longer ones are cut to it.
MAX_SPACES = 100

_HEADING = re.compile(rf"^ {{0,3}}#{{1,6}}[^\n]{{{MAX_HEADING}}}", re.MULTILINE)
_MARKER = r"(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))"
# Looked for after the end of a line, which a search finds much faster than the start of one.
_NESTED = re.compile(rf"\n[ \t]{{0,3}}(?:{_MARKER}[ \t]{{0,4}}){{{MAX_NESTING + 1}}}")
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*)+|(?:-[ \t]*)+)")


def check(text: str) -> None:
    """Refuse a text that cannot be saved.

    Raises `Invalid` (`text_nul`, `text_not_unicode`) or `TooMuch` (`text_too_long`,
    `text_too_many_lines`, `text_heading_too_long`, `text_nested_too_deep`), each with the `limit`
    and, where it has one, the `line` (from 1) or the `size` found.
    """
    if error := excess(text):
        raise error


def excess(text: str) -> WikiError | None:
    """The first reason why `text` is out of bounds, or None."""
    if "\0" in text:
        return Invalid("text_nul", line=_line(text, text.index("\0")))
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        return Invalid("text_not_unicode", line=_line(text, error.start))
    if size > MAX_BYTES:
        return TooMuch("text_too_long", limit=MAX_BYTES, size=size)
    if (lines := text.count("\n")) > MAX_LINES:
        return TooMuch("text_too_many_lines", limit=MAX_LINES, size=lines)
    if found := _HEADING.search(text):
        line = _line(text, found.start())
        return TooMuch("text_heading_too_long", limit=MAX_HEADING, line=line)
    for found in _NESTED.finditer("\n" + text):
        start = found.start()  # of its line, in `text`
        end = text.find("\n", start)
        if not _RULE.fullmatch(text, start, end if end >= 0 else len(text)):
            return TooMuch("text_nested_too_deep", limit=MAX_NESTING, line=_line(text, start))
    return None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
