"""What the navigation shows inside a page."""

from __future__ import annotations

from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, path_segment, title_key
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.pages.filing import DIRECTIVE, names
from wiki.pages.queries.pages import existing_titles
from wiki.pages.service.derive import title_dependency


def filed(call: Call, context: Context) -> Shown | None:
    """The categories of a page, as links; nothing where the page is shown inside another."""
    titles = {title_key(title): title for title in map(_title, names(call.argument)) if title}
    if not titles:
        return None
    if len(context.ancestors) > 1:
        return Shown("navigation/filed.html", {"categories": []})
    led = existing_titles(titles)
    shown = [led.get(key, title) for key, title in titles.items()]
    return Shown(
        "navigation/filed.html",
        {"categories": [(title, address(title)) for title in dict.fromkeys(shown)]},
        tuple(title_dependency(key) for key in titles),
    )


def address(title: str) -> str:
    """Where a category is shown, without host."""
    return f"{state().url_prefix}/categories/{path_segment(title)}"


def _title(name: str) -> str:
    try:
        return clean_title(name)
    except Invalid:
        return ""


HANDLERS = (Offered(DIRECTIVE, filed),)
