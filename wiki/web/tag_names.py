"""The names of the tags of revisions, in the language of the one who reads."""

from __future__ import annotations

from wiki.pages.tags import BY_HAND, MEANINGS, NAMES
from wiki.web.language import gettext


def tag_name(code: str) -> str:
    """The name of a tag; its code, when it is no longer one."""
    return gettext(NAMES[code]) if code in NAMES else code


def tag_meaning(code: str) -> str:
    """What a tag says of a revision, in a sentence; nothing when it is no tag."""
    return gettext(MEANINGS[code]) if code in MEANINGS else ""


def all_tags() -> tuple[tuple[str, str], ...]:
    """Every tag, for a filter: (code, name)."""
    return tuple((code, tag_name(code)) for code in NAMES)


def tags_by_hand() -> tuple[tuple[str, str], ...]:
    """The tags that moderators put: (code, name)."""
    return tuple((code, tag_name(code)) for code in BY_HAND)
