"""The sheets that a few minutes would mend: three lists, each line of which leads to the act."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, request
from markupsafe import Markup

from wiki.kernel.errors import Missing
from wiki.kernel.pager import key_given
from wiki.pages.queries.kinds import kinds
from wiki.sheets.queries import tended as queries
from wiki.sheets.queries.tended import After, Tended
from wiki.sheets.service.today import today
from wiki.sheets.views.blueprint import blueprint
from wiki.web.language import in_language
from wiki.web.templates import answer, render_fragment, titled_url


class _Line(NamedTuple):
    """A line, the label of its field, where its sheet is mended, and said to be right."""

    page: Tended
    label: str
    url: str
    exact_url: str


@blueprint.get("/sheets/tended/<care>", endpoint="tended")
def show(care: str) -> Response:
    """The pages of a list."""
    if care not in queries.LISTS:
        raise Missing("tended_missing")
    after = request.args.get("after", type=key_given)
    key = request.args.get("key", "").replace("\x00", "")[:10]
    found, further = queries.tended(care, today(), None if after is None else After(key, after))
    return answer(
        "sheets/tended.html", care=care, rows=[_line(care, one) for one in found], further=further
    )


def _line(care: str, page: Tended) -> _Line:
    kind = kinds().get(page.kind)
    field = kind.by_id.get(page.field) if kind else None
    url = titled_url("wiki.sheets.edit", page.title)
    exact_url = titled_url("wiki.sheets.confirm", page.title)
    at = f"?field={page.field}" if page.field and care != queries.STALE else ""
    return _Line(page, in_language(field.labels) if field else "", url + at, exact_url)


def lists() -> Markup:
    """Among what is to be tended: how much of each."""
    counts = queries.counts(today())
    return render_fragment("sheets/tended_lists.html", counts=counts, counted=queries.COUNTED)
