"""What resources and paths put in named places of other screens."""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from wiki.pages.models import Page
from wiki.pages.queries import links, pages
from wiki.pages.queries.pages import Glance
from wiki.resources.rules import KIND, PATH, steps_of
from wiki.sheets.queries import shown_sheet
from wiki.web.templates import page_url, render_fragment

#: Pages that are named as citing a resource.
CITING = 5


def about(page: Glance | Page, number: int) -> Markup | None:
    """Above a resource: what cites it. Above a path: the way in."""
    sheet = shown_sheet(page.id, number)
    if sheet is None or sheet.kind not in (KIND, PATH):
        return None
    if sheet.kind == KIND:
        found = links.backlinks(pages.by_uid(page.uid), size=CITING)
        return render_fragment(
            "resources/cited.html",
            titles=[line.title for line in found.rows],
            more=page_url(page.title, "backlinks") if found.next_key else "",
        )
    steps = steps_of(sheet)
    if not steps:
        return None
    return render_fragment(
        "resources/way_in.html",
        steps=[
            (url_for("wiki.resources.step", uid=page.uid, number=at), step.title)
            for at, step in enumerate(steps, 1)
        ],
        tasks=sum(len(step.tasks) for step in steps),
        whole=url_for("wiki.resources.path", uid=page.uid),
    )
