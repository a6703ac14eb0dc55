"""« Qui a écrit quoi »: the text of a page with, for each word, who wrote it, when and why."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.pager import key_given
from wiki.merge.attribution import counted
from wiki.pages.blame import blocks
from wiki.pages.queries.blame import contributors, origins
from wiki.pages.service.blame import blame
from wiki.pages.views.blueprint import blueprint, page_at
from wiki.web.templates import answer

#: Blocks shown at once.
SIZE = 200


@blueprint.get("/wiki/<path:title>/blame", endpoint="blame")
def show_blame(title: str) -> Response:
    """Who wrote each word of a page, and how much of it is whose."""
    page = page_at(title)
    told = blame(page)
    lines = told.attribution.shares()
    words = counted(lines)
    written = origins(page, {share.revision for line in lines for share in line} | words.keys())
    after = min(request.args.get("after", 0, type=key_given), len(lines))
    shown = blocks(lines, after, SIZE + 1)
    return answer(
        "pages/blame.html",
        page=page,
        told=told,
        blocks=shown[:SIZE],
        next_after=shown[SIZE].first - 1 if len(shown) > SIZE else None,
        origins=written,
        contributors=contributors(written, words),
    )
