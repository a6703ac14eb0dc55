"""Bare addresses in running text become links; what closes a sentence is left out of them."""

from __future__ import annotations

from re import Match

from mistune import InlineParser, Markdown
from mistune.core import InlineState
from mistune.util import escape_url

_ADDRESS = r"https?://[^\s<>«»\"|\\^`{}\[\]\u200b-\u200f\u202a-\u202f\u2060-\u206f]+"
_AFTER = ".,:;!?'*_~…’)"


def trim(address: str) -> str:
    """`address` without the punctuation that follows it; a bracket opened inside is kept."""
    end = len(address)
    surplus = address.count(")") - address.count("(")
    while end and address[end - 1] in _AFTER:
        if address[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return address[:end]


def parse_address(inline: InlineParser, m: Match[str], state: InlineState) -> int:
    """A token `link` marked `_autolink`, as mistune marks its own."""
    address = trim(m.group())
    end = m.start() + len(address)
    nowhere = address.endswith("//")
    if nowhere or state.in_link or state.depth >= inline.max_nested_level:
        inline.process_text(address, state, parse_emphasis=False)
        return end
    state.append_token(
        {
            "type": "link",
            "children": [{"type": "text", "raw": address}],
            "attrs": {"url": escape_url(address), "bare": True},
            "_autolink": address,
        }
    )
    return end


def plugin(markdown: Markdown) -> None:
    """Add the rule to a parser."""
    markdown.inline.register("address", _ADDRESS, parse_address, start_chars="h")
