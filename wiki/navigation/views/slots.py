"""What the navigation puts in named places of the pages' screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.slugs import title_key
from wiki.navigation.queries import categories
from wiki.navigation.views.blueprint import category_url
from wiki.pages.queries.pages import Glance
from wiki.web.templates import render_fragment


def about_category(page: Glance) -> Markup | None:
    """Under a page that is a category: how many are filed under it."""
    found = categories.category(title_key(page.title))
    if found is None:
        return None
    return render_fragment(
        "navigation/about_category.html", pages=found.pages, url=category_url(page.title)
    )
