"""The blueprint that the navigation's views share."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, request

from wiki.kernel.slugs import LONGEST_READ, title_key
from wiki.web.templates import titled_url

blueprint = Blueprint("navigation", __name__)


def category_url(title: str, after: str = "") -> str:
    """Where a category is shown, its members from a key on."""
    return _url("category", title, after=after)


def tree_url(title: str, after: str = "") -> str:
    """Where the pages under a title are shown, from a key on."""
    return _url("tree", title, after=after)


def portal_url(title: str, first: str = "", last: str = "", after: str = "") -> str:
    """Where what changed in a portal is shown, between two days « 2026-11-26 », from a key on."""
    return _url("portal", title, **{"from": first, "to": last, "after": after})


def _url(screen: str, title: str, **given: str) -> str:
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    url = titled_url(f"wiki.navigation.{screen}", title)
    return f"{url}?{asked}" if asked else url


def key_after() -> str:
    """The key of a title after which a list goes on, as the address gives it."""
    return title_key(request.args.get("after", "")[:LONGEST_READ])
