"""Where somebody is led whose edit is kept until others have read it."""

from __future__ import annotations

from flask import url_for

from wiki.web.actors import current_actor
from wiki.web.templates import page_url


def held_url(uid: str, title: str) -> str:
    """The edit itself for a member; for a visitor, whose it is not to read, the page."""
    if current_actor().member_id is None:
        return page_url(title, told="held")
    return url_for("wiki.pages.pending_edit", uid=uid, told="held")
