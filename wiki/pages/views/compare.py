"""Two revisions compared: by words, in one column or two, or as rendered pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, redirect, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.db import state
from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.slugs import clean_title
from wiki.merge.diff import Diff, Summary, diff, summary
from wiki.merge.views import unshown
from wiki.pages.queries.compared import Version, versions, versions_of
from wiki.pages.queries.pages import text_at
from wiki.pages.views.blueprint import blueprint, past_at, revision_number
from wiki.pages.views.compared import comparison
from wiki.web.actors import let_in
from wiki.web.bytes_cache import BytesCache
from wiki.web.differences import in_one_column, in_two_columns
from wiki.web.language import language
from wiki.web.rendering import compare_renderings
from wiki.web.safe import safe
from wiki.web.templates import answer_around, page_url

#: Ways to look at a comparison, and how its lines are written.
_WRITERS: dict[str, Callable[[Diff], Markup]] = {
    "inline": in_one_column,
    "side": in_two_columns,
    "rendered": lambda _compared: safe(""),  # the page itself is shown
}
_RANGE = ".."
#: Most characters of comparisons kept in one process: revisions never change.
_CAPACITY = 8_000_000
#: The same of texts that were compared.
_TEXTS = 2_000_000


@dataclass(frozen=True)
class _Comparison:
    """What was found once of two texts, in one language and one view."""

    rows: Markup
    summary: Summary
    is_coarse: bool
    unshown: int

    def __len__(self) -> int:
        return len(self.rows) + 500


@blueprint.get("/wiki/<path:title>/diff")
def choose_diff(title: str) -> AnyResponse:
    """The comparison that the list of revisions asks for with its radio buttons."""
    page = past_at(title)
    numbers = sorted(_number(request.args.get(name, "")) for name in ("from", "to"))
    return redirect(page_url(page.title, "show_diff", span=f"{numbers[0]}..{numbers[1]}"))


@blueprint.get("/wiki/<path:title>/diff/<span>")
def show_diff(title: str, span: str) -> Response:
    """Two revisions compared: by words inline, side by side, or as rendered pages."""
    numbers = _span(span)
    old, new = _versions(title, *numbers)
    view = request.args.get("view", "")
    view = view if view in _WRITERS else "inline"
    compared = _compared(old, new, view)
    is_rendered = view == "rendered"
    body = comparison(
        old,
        new,
        safe(compare_renderings(old.text, new.text)) if is_rendered else compared.rows,
        compared.summary,
        view=view,
        is_coarse=compared.is_coarse,
        is_cut=bool(compared.unshown) and not is_rendered,
    )
    titled = {"title": old.page_title}
    return answer_around(
        "pages/diff.html",
        {
            "comparison.title": titled,
            "comparison.crumbs": titled,
            "comparison.body": {"html": body},
        },
    )


def _versions(title: str, one: int, other: int) -> tuple[Version, Version]:
    found = versions(clean_title(title), one, other)
    let_in()
    if not found:
        found = versions_of(past_at(title).id, one, other)  # elsewhere, or not at all
    for number in (one, other):
        if number not in found:
            raise Missing("revision_missing", title=past_at(title).title, number=number)
        if found[number].text_sha256 is None:
            text_at(past_at(title), number)  # says why there is none
    return found[one], found[other]


def _compared(old: Version, new: Version, view: str) -> _Comparison:
    """The comparison, kept: the same two texts always compare the same."""
    kept: BytesCache[_Comparison] = state().keep("pages.comparisons", lambda: BytesCache(_CAPACITY))
    key = (old.text_sha256, new.text_sha256, view, language())
    found = kept.get(key)
    if found is None:
        compared = diff(_text(old), _text(new))
        rows = _WRITERS[view](compared)
        found = _Comparison(rows, summary(compared), compared.coarse, unshown(compared))
        kept.put(key, found)
    return found


def _text(version: Version) -> str:
    """What the page said, kept: who compares goes from one version to the next."""
    kept: BytesCache[str] = state().keep("pages.texts", lambda: BytesCache(_TEXTS))
    found = kept.get(version.text_sha256)
    if found is None:
        found = version.text
        kept.put(version.text_sha256, found)
    return found


def _span(raw: str) -> tuple[int, int]:
    old, dots, new = raw.partition(_RANGE)
    if not dots:
        raise Invalid("diff_range")
    return _number(old), _number(new)


def _number(raw: str) -> int:
    return revision_number(raw, wrong="diff_range")
