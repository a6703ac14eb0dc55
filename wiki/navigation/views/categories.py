"""The categories: all of them, and one with its text and what is filed under it."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Missing
from wiki.kernel.slugs import LONGEST_READ, clean_title, title_key
from wiki.navigation.queries import categories as queries
from wiki.navigation.views.blueprint import blueprint, category_url, key_after, portal_url
from wiki.pages.queries import pages
from wiki.web.rendering import rendering_of, under_this_root
from wiki.web.safe import safe
from wiki.web.templates import answer

#: Categories inside a category that are shown with it.
INSIDE = 200


@blueprint.get("/categories", endpoint="categories")
def listing() -> Response:
    """All the categories, by title."""
    after = key_after()
    return answer(
        "navigation/categories.html",
        found=queries.categories(after=after),
        after=after,
        category_url=category_url,
    )


@blueprint.get("/category-names", endpoint="category_names")
def names() -> Response:
    """Names of categories that start with `?q=`, for the field of an edit form."""
    return jsonify(queries.named_like(title_key(request.args.get("q", "")[:LONGEST_READ])))


@blueprint.get("/categories/<path:title>", endpoint="category")
def show(title: str) -> AnyResponse:
    """One category: what its page says, the categories inside it, the pages filed under it."""
    title = clean_title(title)
    page = pages.led_to(title)
    key = page.key if page else title_key(title)
    if key != title_key(title) and page:
        return redirect(category_url(page.title), 301)
    found, after = queries.category(key), key_after()
    if found is None and page is None:
        raise Missing("category_missing", title=title)
    kept = None if page is None or after else rendering_of(page)
    title = page.title if page else found.title if found else title
    return answer(
        "navigation/category.html",
        title=title,
        key=key,
        page=page,
        html=safe(under_this_root(kept.html)) if kept else "",
        count=found.pages if found else 0,
        inside=[] if after else queries.inside(key, size=INSIDE).rows,
        members=queries.members(key, after=after),
        after=after,
        category_url=category_url,
        portal_url=portal_url(title),
    )
