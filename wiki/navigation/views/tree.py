"""The pages under a title, as a tree."""

from __future__ import annotations

from flask import Response

from wiki.kernel.errors import Missing
from wiki.kernel.slugs import clean_title, title_key
from wiki.navigation.queries.branches import under
from wiki.navigation.rules import tree
from wiki.navigation.views.blueprint import blueprint, key_after, portal_url, tree_url
from wiki.pages.queries import pages
from wiki.web.templates import answer


@blueprint.get("/tree/<path:title>", endpoint="tree")
def show(title: str) -> Response:
    """The pages under a title, at any depth."""
    title, after = clean_title(title), key_after()
    page = pages.led_to(title)
    title = page.title if page else title
    found = under(title_key(title), after=after)
    if page is None and not found.rows and not after:
        raise Missing("page_missing", title=title)
    return answer(
        "navigation/tree.html",
        title=title,
        page=page,
        nodes=tree(title, (line.title for line in found.rows)),
        next_url=tree_url(title, found.next_key) if found.next_key else "",
        portal_url=portal_url(title),
        first_url=tree_url(title) if after else "",
    )
