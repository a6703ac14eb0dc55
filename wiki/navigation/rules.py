"""Names of what a rendering depends on."""

from __future__ import annotations


def members_dependency(key: str) -> str:
    """What depends on which pages are filed under a category."""
    return f"category:{key}"
