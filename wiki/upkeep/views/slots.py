"""What the upkeep puts in the screens of the pages: a title changes, its links may follow."""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from wiki.kernel.slugs import TITLE_LENGTH
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance, redirect_of
from wiki.upkeep.queries import lists, relinkings
from wiki.web.templates import render_fragment


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
