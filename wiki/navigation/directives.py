"""What the navigation shows inside a page."""

from __future__ import annotations

import re

from wiki.kernel.db import state
from wiki.kernel.directives import Offered, Shown
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, path_segment, title_key
from wiki.markup.directives import Directive
from wiki.markup.document import Call
from wiki.markup.meaning import Context
from wiki.navigation.queries.branches import under
from wiki.navigation.queries.categories import members
from wiki.navigation.queries.latest import latest
from wiki.navigation.rules import members_dependency, tree_dependency
from wiki.pages.filing import DIRECTIVE, names
from wiki.pages.queries.pages import existing_titles
from wiki.pages.service.derive import CHANGES, title_dependency


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


#: Pages that a list shows unless it says otherwise, and at most.
USUAL, MOST = 10, 100
PAGES = Directive(
    "pages",
    ("list",),
    {
        "category": ("catégorie",),
        "under": ("sous",),
        "recent": ("récentes",),
        "size": ("nombre",),
    },
    "none",
    "Liste de pages : d’une catégorie, sous un titre, ou les dernières modifiées.",
)
SUB_PAGES = Directive(
    "sous-pages",
    ("subpages",),
    {"size": ("nombre",)},
    "none",
    "Liste des pages sous celle-ci, ou sous le titre nommé.",
)


def listed(call: Call, _context: Context) -> Shown | None:
    """Some pages: of a category, under a title, or those that changed last."""
    size = _size(call)
    if title := _title(call.options.get("category", "")):
        return _of_category(title, size)
    if title := _title(call.options.get("under", "")):
        return _under(title, size)
    if "recent" in call.options:
        return _shown([line.title for line in latest(size)], (CHANGES,))
    return None


def sub_pages(call: Call, context: Context) -> Shown | None:
    """The pages under the one where the directive is, or under the one that it names."""
    here = context.ancestors[-1] if context.ancestors else ""
    title = _title(call.argument) if call.argument else here
    return _under(title, _size(call)) if title else None


def _of_category(title: str, size: int) -> Shown:
    title = existing_titles([title_key(title)]).get(title_key(title), title)
    found = members(title_key(title), size=size)
    keys = (members_dependency(title_key(title)), title_dependency(title_key(title)))
    more = address(title) if found.next_key else ""
    titles = [line.title for line in found.rows]
    return _shown(titles, keys, more, f"Toutes les pages de « {title} »")


def _under(title: str, size: int) -> Shown:
    key = title_key(title)
    found = under(key, size=size)
    more = f"{state().url_prefix}/tree/{path_segment(title)}" if found.next_key else ""
    titles = [line.title for line in found.rows]
    return _shown(titles, (tree_dependency(key),), more, "Toutes les sous-pages")


def _shown(titles: list[str], keys: tuple[str, ...], more: str = "", all_: str = "") -> Shown:
    pages = [(title, f"{state().url_prefix}/wiki/{path_segment(title)}") for title in titles]
    return Shown("navigation/pages.html", {"titles": pages, "more": more, "all": all_}, keys)


def _size(call: Call) -> int:
    written = call.options.get("size", "")
    return min(int(written), MOST) if re.fullmatch("[1-9][0-9]{0,3}", written) else USUAL


HANDLERS = (
    Offered(DIRECTIVE, filed),
    Offered(PAGES, listed),
    Offered(SUB_PAGES, sub_pages),
)
