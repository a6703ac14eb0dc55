"""What the navigation puts in named places of the pages' screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.slugs import title_key
from wiki.navigation.queries import categories
from wiki.navigation.queries.branches import under
from wiki.navigation.queries.latest import related
from wiki.navigation.views.blueprint import category_url, portal_url, tree_url
from wiki.pages.queries.pages import Glance
from wiki.web.moulds import cast
from wiki.web.templates import render_fragment, titled_url

#: Pages under a page that are shown with it.
UNDER = 20


def menu(page: Glance) -> Markup:
    """In the menu of a page: what is known of it, and what changed there and in its portal."""
    return cast(
        "navigation/menu.html",
        {
            "url": titled_url("wiki.navigation.information", page.title),
            "portal": portal_url(page.title),
        },
    )


def below(page: Glance) -> Markup | None:
    """Under a page: the pages under its title, how many are filed under it, those it resembles.

    Part of the page that is kept, but for what it resembles, which may be told a little late.
    """
    key = title_key(page.title)
    children, category = under(key, size=UNDER), categories.category(key)
    shown = {line.title for line in children.rows}
    alike = [title for title in related(page.id) if title not in shown]
    if not (children.rows or category or alike):
        return None
    return render_fragment(
        "navigation/below.html",
        children=[line.title for line in children.rows],
        more_url=tree_url(page.title),
        has_more=children.next_key is not None,
        prefix=f"{page.title}/",
        pages=category.pages if category else 0,
        category_url=category_url(page.title),
        related=alike,
    )
