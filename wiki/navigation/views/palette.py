"""The command palette: what the one who asks may do from the screen they are on."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import LONGEST_READ, clean_title
from wiki.navigation.views.blueprint import blueprint
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.pages.rules import why_not_edit
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer

#: Ends of an address that are tried without: « …/diff/1..2 ».
_ENDS = 3


@blueprint.get("/palette", endpoint="palette")
def palette() -> Response:
    """A piece of a page; `about` is the address of a page of the wiki, or of something about it."""
    page = _page_at(request.args.get("about", "")[:LONGEST_READ])
    reason = page and why_not_edit(
        current_actor(), policy(), protection=page.protection, title=page.title, uid=page.uid
    )
    response = answer("navigation/palette.html", page=page, may_edit=page and not reason)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page_at(address: str) -> Page | None:
    segments = address.split("/")
    for left in range(len(segments), max(len(segments) - _ENDS, 0), -1):
        try:
            title = clean_title("/".join(segments[:left]))
        except Invalid:
            continue
        if found := pages.led_to(title):
            return found
    return None
