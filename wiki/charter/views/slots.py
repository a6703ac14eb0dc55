"""What the charters put on the page that is the draft of one."""

from __future__ import annotations

from markupsafe import Markup

from wiki.charter.queries import charters as queries
from wiki.charter.views import words
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance
from wiki.web.templates import may, render_fragment


def told(page: Glance | Page, number: int) -> Markup | None:
    """At its top: which charter it is the text of, and how far it is.

    Part of the page that is kept: each step of the charter moves its stamp.
    """
    charter = queries.of_page(page.id) if number == page.head else None
    if charter is None:
        return None
    version = queries.under_way(charter.id)
    return render_fragment(
        "charter/told.html",
        charter=charter,
        version=version,
        state=words.states()[version.state] if version else "",
        current=queries.in_force(charter.id),
    )


def menu(page: Glance) -> Markup | None:
    """In its menu: making a charter of a page, for those who may."""
    if not may("DRAFT_CHARTER") or queries.of_page(page.id) is not None:
        return None
    return render_fragment("charter/menu.html", page=page)
