"""`{{champ}}`: what the sheet of the page says in a field, shown in the text.

Only syntax is known here; the layers above say what the sheet holds.
"""

from __future__ import annotations

from re import Match

from mistune import InlineParser, Markdown
from mistune.core import InlineState

#: Longest name of a field, in characters.
MAX_LENGTH = 120
_PATTERN = rf"\{{\{{[ \t]*(?P<field_name>[^\s{{}}|][^{{}}\n|]{{0,{MAX_LENGTH}}}?)[ \t]*\}}\}}"


def _parse(_inline: InlineParser, m: Match[str], state: InlineState) -> int:
    name = " ".join(m.group("field_name").split())
    state.append_token({"type": "page_field", "raw": m.group(0), "attrs": {"name": name}})
    return m.end()


def plugin(markdown: Markdown) -> None:
    """The mistune plugin that reads the fields."""
    markdown.inline.register("page_field", _PATTERN, _parse, before="link", start_chars="{")
