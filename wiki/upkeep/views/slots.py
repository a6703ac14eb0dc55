"""What the upkeep puts in the screens of the pages: what is said of one, links that may follow."""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from wiki.kernel import clock
from wiki.kernel.permissions import May
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance, redirect_of
from wiki.upkeep import rules
from wiki.upkeep.queries import care, lists, relinkings
from wiki.web.moulds import cast
from wiki.web.templates import may, render_fragment


def renamed(page: Page | Glance) -> Markup | None:
    """Above a page that was just renamed: how many pages lead to it by its old title."""
    found = redirect_of(request.args.get("renamed", "")[:TITLE_LENGTH])
    if found is None or found[1].id != page.id:
        return None
    number = relinkings.number_of(found[0].key)
    return render_fragment("upkeep/renamed.html", old=found[0], number=number) if number else None


def linked(page: Page) -> Markup | None:
    """In the form that renames a page: how many pages lead to it by its title."""
    number = lists.linking_to(page.key)
    return render_fragment("upkeep/linked.html", number=number) if number else None


def told(page: Glance, **_version: object) -> Markup | None:
    """Above a page: it is outdated, to be read again, or was read; who looks after it.

    Part of the page that is kept: its stamp moves when any of it does, and when a day comes.
    """
    marks, reads = care.running(page.id), care.reads(page.id, 1)
    reviewers = [one.name for one in care.reviewers(page.id) if not one.is_asked]
    if not marks and not reads and not reviewers:
        return None
    today = clock.now().date().isoformat()
    return render_fragment(
        "upkeep/care_told.html",
        page=page,
        marks=[(one, rules.is_due(one.kind, one.day, today)) for one in marks],
        reads=reads,
        reviewers=reviewers,
    )


def menu(page: Glance) -> Markup | None:
    """In the menu of a page, for who may write: to read it again, to mark it."""
    return cast("upkeep/menu.html", {"uid": page.uid}) if may(May.EDIT.name) else None
