"""« Citer cette page »: a revision with its authors, date, licence and a lasting address."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.errors import Missing
from wiki.pages.citation import Citation, bibtex, csl
from wiki.pages.queries import history
from wiki.pages.queries.authors import authors_until
from wiki.pages.views.blueprint import blueprint, page_at, revision_number
from wiki.site.queries import setting
from wiki.web.filters import zone
from wiki.web.outside import outside
from wiki.web.templates import answer, page_url


@blueprint.get("/wiki/<path:title>/cite")
def cite(title: str) -> Response:
    """How to cite a page as it is, or its revision `?rev=<n>`."""
    page = page_at(title)
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
        licence=setting("licence"),
    )
    return answer(
        "pages/cite.html",
        page=page,
        line=line,
        cited=cited,
        bibtex=bibtex(cited),
        csl=csl(cited),
    )
