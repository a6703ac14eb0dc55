"""The other wikis that links lead to."""

from __future__ import annotations

from collections.abc import Mapping

from wiki.pages.queries import pages
from wiki.pages.rules import INTERWIKI_TITLE, Neighbour, interwiki


def neighbours() -> Mapping[str, Neighbour]:
    """The wikis of the settings page, by their prefixes in lower case."""
    page = pages.find(INTERWIKI_TITLE)
    return interwiki(pages.body(page)) if page else {}
