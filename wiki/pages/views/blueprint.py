"""The blueprint that the pages' views share, and what an address says."""

from __future__ import annotations

from flask import Blueprint

from wiki.kernel.errors import Invalid
from wiki.pages.queries.joinings import past_at
from wiki.pages.queries.pages import page_at

__all__ = ["blueprint", "page_at", "past_at", "revision_number"]

blueprint = Blueprint("pages", __name__)


def revision_number(raw: str, *, wrong: str = "revision_number") -> int:
    """A revision number as an address gives it; `wrong` is the code of what is said otherwise."""
    if not raw.isascii() or not raw.isdigit() or len(raw) > 10 or not 0 < int(raw) < 2**31:
        raise Invalid(wrong)
    return int(raw)
