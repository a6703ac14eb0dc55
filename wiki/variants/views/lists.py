"""The lists of variants: all of them, and those of one page."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from wiki.kernel.pager import END, key_given
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.variants import queries
from wiki.variants.views.blueprint import blueprint
from wiki.web.templates import answer


@blueprint.get("")
def listing() -> Response:
    """All the variants, the newest first."""
    return _list("wiki.variants.listing", None)


@blueprint.get("/of/<uid>")
def of_page(uid: str) -> Response:
    """The variants of a page."""
    return _list("wiki.variants.of_page", pages.by_uid(uid), uid=uid)


def _list(endpoint: str, page: Page | None, **where: Any) -> Response:
    before = request.args.get("before", END, type=key_given)
    found = queries.newest(before, page.id if page else None)
    return answer(
        "variants/listing.html",
        page=page,
        found=found.rows,
        next_url=url_for(endpoint, before=found.next_key, **where) if found.next_key else "",
        first_url=url_for(endpoint, **where) if before != END else "",
    )
