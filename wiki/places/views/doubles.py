"""Places that look like one: told before a new one is made, listed for those who tend them."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import PAGE_SIZE, key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import TITLE_LENGTH, title_key
from wiki.pages.queries.joinings import latest
from wiki.pages.queries.pages import existing_titles
from wiki.places.queries import doubles as queries
from wiki.places.rules import KIND
from wiki.places.service.doubles import set_apart
from wiki.places.views.blueprint import blueprint
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer, render_fragment

#: Places named before a new one is made.
_NAMED = 10
#: Pages joined last that are listed.
_JOINED = 20


@blueprint.get("/places/doubles", endpoint="doubles")
def listing() -> Response:
    """The pairs that nobody has judged."""
    require(current_actor(), May.TEND_DOUBLES, policy())
    found = queries.pairs(after=_after())
    shown = found[:PAGE_SIZE]
    last = shown[-1] if len(found) > PAGE_SIZE else None
    return answer(
        "places/doubles.html",
        pairs=shown,
        reasons=reasons(),
        next_key=f"{last.first_id}-{last.second_id}" if last else "",
        is_later="after" in request.args,
        told=request.args.get("told", ""),
        parted=list(existing_titles(map(title_key, _parted())).values()),
        joined=latest(_JOINED),
    )


@blueprint.post("/places/doubles/apart")
def tell_apart() -> AnyResponse:
    """They are two: listed together no more."""
    set_apart(current_actor(), request.form.get("one", ""), request.form.get("other", ""))
    return redirect(url_for(".doubles", told="apart"), 303)


def _parted() -> list[str]:
    return [request.args.get(name, "")[:TITLE_LENGTH] for name in ("one", "other")]


def _after() -> tuple[int, int]:
    first, _, second = request.args.get("after", "")[:50].partition("-")
    try:
        return key_given(first), key_given(second)
    except ValueError:
        return 0, 0


def reasons() -> dict[str, str]:
    """Why two places look like one, in words."""
    return {
        "siret": gettext("même SIRET"),
        "rna": gettext("même numéro RNA"),
        "name": gettext("noms proches, même commune"),
        "near": gettext("à la même porte"),
    }


def warned(sheet: Sheet) -> Markup | None:
    """Before a new place is saved: those that it may be already."""
    if sheet.kind != KIND:
        return None
    found = queries.titles_of(queries.like(sheet.values, "")[:_NAMED])
    if not found:
        return None
    return render_fragment("places/warned.html", found=found, reasons=reasons())
