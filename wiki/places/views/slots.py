"""What the places put in named places of the pages' screens."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from wiki.pages.queries.pages import Glance
from wiki.places.rules import KIND
from wiki.sheets.queries import shown_sheet
from wiki.web.templates import render_fragment


def menu(page: Glance) -> Markup | None:
    """In the menu of the page of a place: its card for an address book."""
    found = shown_sheet(page.id, page.head)
    if found is None or found.kind != KIND:
        return None
    return render_fragment("places/menu.html", url=url_for("wiki.places.one_vcf", uid=page.uid))
