"""What is answered where no page has the title that is asked for."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.permissions import Role
from wiki.kernel.slugs import title_key
from wiki.pages.queries import links
from wiki.pages.queries import pages as queries
from wiki.pages.queries.bin import thrown_at
from wiki.pages.queries.joinings import joined_at
from wiki.pages.rules import why_not_edit
from wiki.site.queries import policy, setting
from wiki.web.actors import current_actor
from wiki.web.templates import answer, may, page_url


def moved(title: str, status: int = 301) -> AnyResponse:
    """To the address of a title, with what this one asks."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(page_url(title) + (f"?{query}" if query else ""), status)


def without_slash(title: str) -> AnyResponse:
    """From an address with a slash too many: to that of the page, or for now to that of nothing."""
    glance = queries.glance(title)
    return moved(glance.title) if glance else moved(title, 302)


def show_elsewhere(title: str) -> AnyResponse:
    """To the page that the title leads to; else what may be done where there is none."""
    if found := queries.redirect_of(title):
        if request.args.get("redirect") == "no":
            return answer(
                "pages/redirect.html",
                title=found[0].title,
                target=found[1].title,
                joined=joined_at(title),
            )
        return redirect(page_url(found[1].title, **{"from": title}))
    lock = queries.title_lock(title)
    why_not = why_not_edit(
        current_actor(), policy(), protection=lock.protection if lock else "members", title=title
    )
    return answer(
        "pages/missing.html",
        404,
        title=title,
        is_held=request.args.get("told") == "held",
        is_home=title_key(title) == title_key(setting("home_page")),
        why_not=why_not,
        **_thrown_at(title),
        linking=links.backlinks_to_title(title_key(title)),
    )


def _thrown_at(title: str) -> dict[str, Any]:
    """The page of this title that is in the bin, for members; who threw it, for the journal's."""
    actor = current_actor()
    thrown = thrown_at(title) if actor.role() >= Role.MEMBER else None
    return {
        "thrown": thrown,
        "by": thrown.by if thrown and may("SEE_JOURNAL") else None,
        "is_own": bool(thrown and thrown.is_own(actor)),
        "may_take_back": bool(thrown and thrown.why_not_back(actor, policy()) is None),
    }
