"""What two pages of one place say together: on plain values."""

from __future__ import annotations


def with_text(kept: str, other: str, heading: str) -> str:
    """The text of one page with that of another below it, under a heading; "" leaves it out."""
    if not heading or not other.strip() or other.strip() == kept.strip():
        return kept
    added = f"## {heading}\n\n{other.strip()}\n"
    return f"{kept.rstrip()}\n\n{added}" if kept.strip() else added
