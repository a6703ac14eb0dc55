"""Whom a text names: `[@Alice](/members/uid)`, a link like any other, offered after « @ »."""

from __future__ import annotations

import re

#: Most people one text tells.
MOST = 50
_MENTION = re.compile(r"\[@[^\[\]\n]{1,200}\]\(/members/([23456789a-z]{12})\)")


def mentioned(text: str) -> tuple[str, ...]:
    """The uids of the members that a text names, each once, in order."""
    found = dict.fromkeys(one.group(1) for one in _MENTION.finditer(text))
    return tuple(found)[:MOST]
