"""The places of an organisation, or those that say they are of a network: the whole list."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.errors import Missing
from wiki.kernel.slugs import LONGEST_READ
from wiki.organisations.queries.related import HOLDER, NETWORKS, named_by
from wiki.organisations.views.blueprint import blueprint
from wiki.pages.queries import pages
from wiki.web.templates import answer


@blueprint.get("/organisations/<uid>/places")
def listing(uid: str) -> Response:
    """By title."""
    page = pages.by_uid(uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    is_network = pages.head(page).kind == "network"
    after = request.args.get("after", "")[:LONGEST_READ].replace("\x00", "")
    found = named_by(page.id, NETWORKS if is_network else HOLDER, after=after)
    return answer("organisations/places.html", page=page, found=found, is_network=is_network)
