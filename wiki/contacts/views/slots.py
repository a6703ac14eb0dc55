"""What the contacts put on the pages."""

from __future__ import annotations

from markupsafe import Markup

from wiki.contacts import queries
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries.pages import Glance
from wiki.schema.settled import SCHEMA
from wiki.sheets.queries import shown_sheet
from wiki.web.actors import current_actor
from wiki.web.templates import may, render_fragment, titled_url


def reach(page: Glance | Page, number: int) -> Markup | None:
    """Under the sheet of a page: how to reach who answers for what it describes.

    Part of the page that is kept: each act on its contacts moves the page's stamp.
    """
    if number != page.head:
        return None
    is_reached = queries.is_reached(page.id)
    shown = queries.shown(page.id, audience_of(current_actor(), page.uid))
    sheet = shown_sheet(page.id, page.head)
    gives = bool(sheet and sheet.kind != SCHEMA) and may("GIVE_CONTACT", f"page:{page.uid}")
    if not (is_reached or shown or gives):
        return None
    return render_fragment(
        "contacts/reach.html",
        contacts=shown,
        uid=page.uid,
        write_url=titled_url("wiki.contacts.form", page.title) if is_reached else "",
        gives=gives,
    )
