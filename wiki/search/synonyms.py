"""Expressions of equal meaning, as people write them."""

from __future__ import annotations

from wiki.kernel.errors import Invalid
from wiki.kernel.texts import one_line
from wiki.language import stems

#: Groups that a wiki may have, expressions of one, and characters of one.
MOST, EXPRESSIONS, LENGTH = 500, 12, 300


def clean_group(written: str) -> str:
    """The group as it is kept: expressions separated by commas, each once."""
    line = one_line(written)
    if len(line) > LENGTH:
        raise Invalid("synonyms_too_long", limit=LENGTH)
    found: dict[str, str] = {}
    for text in expressions(line):
        if said := stems(text):
            found.setdefault(said, text)
    if not 2 <= len(found) <= EXPRESSIONS:
        raise Invalid("synonyms_number", limit=EXPRESSIONS)
    return ", ".join(found.values())


def expressions(line: str) -> list[str]:
    """The expressions of a group."""
    return [text.strip() for text in line.split(",") if text.strip()]
