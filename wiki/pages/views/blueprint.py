"""The blueprint that the pages' views share, and how an address becomes a page."""

from __future__ import annotations

from flask import Blueprint

from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.slugs import clean_title
from wiki.pages.models import Page
from wiki.pages.queries import pages as queries

blueprint = Blueprint("pages", __name__)


def page_at(address: str) -> Page:
    """The page that an address names, through a redirect if need be; else `Missing`."""
    title = clean_title(address)
    page = queries.led_to(title)
    if page is None:
        raise Missing("page_missing", title=title)
    return page


def revision_number(raw: str) -> int:
    """A revision number as an address gives it."""
    if not raw.isascii() or not raw.isdigit() or len(raw) > 10 or not 0 < int(raw) < 2**31:
        raise Invalid("diff_range")
    return int(raw)
