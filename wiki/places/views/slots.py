"""What the places put in named places of the pages' screens."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from wiki.organisations.queries.related import MOVED_TO, named_by
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance
from wiki.places.life import life_of
from wiki.places.rules import KIND
from wiki.places.tiles import tiles
from wiki.schema.sheet import Sheet
from wiki.sheets.queries import shown_sheet
from wiki.web.templates import render_fragment


def menu(page: Glance) -> Markup | None:
    """In the menu of the page of a place: its card for an address book."""
    found = shown_sheet(page.id, page.head)
    if found is None or found.kind != KIND:
        return None
    return render_fragment("places/menu.html", url=url_for("wiki.places.one_vcf", uid=page.uid))


def life(page: Glance | Page, seen: Sheet) -> Markup | None:
    """Above the sheet of a place: that it is not open, what it became, what it took over from.

    Part of the page that is kept: what another sheet says of it moves its stamp.
    """
    if seen.kind != KIND:
        return None
    lived = life_of(seen.values)
    before = [title for title in named_by(page.id, MOVED_TO).titles if title != page.title]
    if lived is None and not before:
        return None
    return render_fragment("places/life.html", life=lived, before=before, title=page.title)


def pin() -> Markup:
    """In the form of a sheet, beside a position: a map on which to put a pin."""
    return render_fragment("places/pin.html", tiles=tiles())
