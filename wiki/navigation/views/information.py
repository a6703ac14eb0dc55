"""What is known of a page beside its text."""

from __future__ import annotations

from flask import Response

from wiki.kernel.errors import Missing
from wiki.kernel.slugs import clean_title
from wiki.merge.attribution import counted
from wiki.navigation.queries.branches import under
from wiki.navigation.queries.information import mentions, outgoing
from wiki.navigation.views.blueprint import blueprint, category_url, tree_url
from wiki.pages.filing import categories_of
from wiki.pages.queries import history, pages
from wiki.pages.queries.blame import contributors, origins
from wiki.pages.queries.documents import document_of
from wiki.pages.service.blame import blame
from wiki.site.queries import licence_of
from wiki.web.outside import outside
from wiki.web.templates import answer, page_url

#: Authors told by name.
AUTHORS = 10


@blueprint.get("/wiki/<path:title>/info", endpoint="information")
def show(title: str) -> Response:
    """Size, revisions, authors, links, categories, protection, licence and old titles of a page."""
    title = clean_title(title)
    page = pages.led_to(title)
    if page is None:
        raise Missing("page_missing", title=title)
    told = blame(page)
    words = counted(told.attribution.shares())
    written = contributors(origins(page, words), words)
    last = history.line(page, page.head)
    text = pages.body(page)
    return answer(
        "navigation/information.html",
        page=page,
        first=history.line(page, 1),
        last=last,
        words=sum(words.values()),
        told=told,
        authors=written[:AUTHORS],
        others=max(0, len(written) - AUTHORS),
        categories=list(categories_of(document_of(text)).values()),
        category_url=category_url,
        mentions=mentions(page.uid),
        outgoing=outgoing(page.id),
        redirects=pages.redirects_to(page.id),
        licence=licence_of(last.licence) if last else None,
        address=outside(page_url(page.title)),
        tree=tree_url(page.title) if under(page.key, size=1).rows else "",
    )
