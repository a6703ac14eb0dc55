"""« Citer cette page »: a revision with its authors, date, licence and a lasting address."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request

from wiki.kernel.errors import Missing
from wiki.markup.document import Source
from wiki.pages.citation import Citation, bibtex, bibtex_of_sources, csl, csl_of_sources
from wiki.pages.models import Page
from wiki.pages.queries import history
from wiki.pages.queries import pages as queries
from wiki.pages.queries.authors import authors_until
from wiki.pages.queries.documents import document_of
from wiki.pages.views.blueprint import blueprint, past_at, revision_number
from wiki.site.queries import licence_of, setting
from wiki.web.filters import zone
from wiki.web.outside import outside
from wiki.web.templates import answer, page_url


@blueprint.get("/wiki/<path:title>/cite")
def cite(title: str) -> Response:
    """How to cite a page as it is, or its revision `?rev=<n>`."""
    page = past_at(title)
    number = revision_number(request.args.get("rev", str(page.head)))
    line = history.line(page, number)
    if line is None:
        raise Missing("revision_missing", title=page.title, number=number)
    cited = Citation(
        title=line.title,
        site=setting("name"),
        authors=authors_until(page, number),
        number=number,
        written=line.created_at.astimezone(zone()).date(),
        address=outside(page_url(page.title, rev=number)),
        licence=licence_of(line.licence).name,
    )
    sources = _sources(page, number)
    return answer(
        "pages/cite.html",
        page=page,
        line=line,
        cited=cited,
        bibtex=bibtex(cited),
        csl=csl(cited),
        sources=sources,
        sources_bibtex=bibtex_of_sources(sources),
        sources_csl=csl_of_sources(sources),
    )


def _sources(page: Page, number: int) -> list[Source]:
    """The sources that a revision cites, with links that lead to them from anywhere."""
    text = queries.text_at(page, number)
    return [
        replace(one, link=outside(one.link)) if one.link.startswith("/") else one
        for one in document_of(text).sources
    ]
