"""Giving a page its own licence: a revision with the same text, for the licence is part of it."""

from __future__ import annotations

from wiki.kernel.db import act
from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor, May, require
from wiki.pages import rules
from wiki.pages.models import Revision
from wiki.pages.queries import pages as queries
from wiki.pages.service import pace
from wiki.pages.service.revise import Change, require_edit, revise
from wiki.site.queries import policy, setting


def license_page(
    actor: Actor, uid: str, licence: str, summary: str = "", *, place: str | None = None
) -> Revision:
    """Say under which licence a page is from now on; "" is the site's, whatever it becomes."""
    with act():
        pace.count(actor, place)
        page = queries.by_uid(uid, locked=True)
        require(actor, May.LICENSE, policy(), f"page:{uid}")
        require_edit(actor, page)
        name = rules.clean_licence(licence)
        name = "" if name == setting("licence") else name
        if name == queries.head(page).licence:
            raise Invalid("licence_unchanged")
        change = Change(
            page.title,
            queries.body(page),
            "licensed",
            rules.clean_summary(summary),
            licence=name,
        )
        return revise(actor, page, change)
