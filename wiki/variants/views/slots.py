"""What the variants put in named places of the pages' screens."""

from __future__ import annotations

from markupsafe import Markup

from wiki.kernel.permissions import May
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance
from wiki.variants import queries
from wiki.web.moulds import cast
from wiki.web.templates import may, render_fragment


def menu(page: Glance) -> Markup | None:
    """In the menu of a page, for who may write: to adapt it."""
    return cast("variants/menu.html", {"uid": page.uid}) if may(May.EDIT.name) else None


def origin(page: Glance | Page, number: int) -> Markup | None:
    """At the head of a variant: what it adapts, for whom, and whether that has changed.

    Part of the page that is kept: whatever changes its origin moves its stamp.
    """
    found = queries.adapted(page.id) if number == page.head else None
    return render_fragment("variants/origin.html", variant=found) if found else None


def adapted(page: Glance) -> Markup | None:
    """Under a page that others adapt: how many do. Part of the page that is kept."""
    counted = queries.count(page.id)
    if not counted:
        return None
    return render_fragment("variants/adapted.html", uid=page.uid, count=counted)
