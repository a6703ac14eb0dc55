"""What is decided of variants, on plain values."""

from __future__ import annotations

from wiki.kernel.slugs import TITLE_LENGTH


def proposed_title(title: str, to: str) -> str:
    """A title for what adapts a page `to` a place: the origin's, cut where it must be."""
    after = f" ({to})"
    return title[: TITLE_LENGTH - len(after)].rstrip() + after


def has_to_say(origin_head: int, seen: int) -> bool:
    """Whether the origin became something that the variant neither took nor left."""
    return origin_head > seen
