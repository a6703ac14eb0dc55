"""What live editing puts in the templates of pages, where it is served."""

from __future__ import annotations

from flask import request, url_for
from markupsafe import Markup

from wiki.live.queries import filled_by, unsaved_by
from wiki.live.rules import SERVED
from wiki.live.service.of_pages import is_written_apart
from wiki.pages.queries.pages import Glance
from wiki.pages.queries.pending import is_reviewed
from wiki.web.actors import current_actor
from wiki.web.templates import render_fragment


def writing(uid: str, shared: str, section: object = None, **_page: object) -> Markup | None:
    """In the form of a page: where its shared text is, and who is writing it."""
    if section or not request.environ.get(SERVED) or is_written_apart(uid):
        return None
    if is_reviewed(current_actor()):  # what they write waits: they write it apart
        return None
    return render_fragment(
        "live/writing.html",
        address=url_for("wiki.live.rescue", kind="page", uid=uid).removesuffix("/rescue"),
        uid=uid,
        shared=shared,
        names=unsaved_by(uid, ""),
        who=current_actor().member_id or "visitor",
    )


def unsaved(page: Glance, **_version: object) -> Markup | None:
    """Above a page's text: others are writing what it does not say yet.

    Part of the page that is kept: its stamp moves when somebody begins to (`telling`).
    """
    if not request.environ.get(SERVED):
        return None
    names, filling = unsaved_by(page.uid), filled_by(page.uid)
    if not names and not filling:
        return None
    return render_fragment("live/unsaved.html", page=page, names=names, filling=filling)


def by_field(uid: str) -> Markup | None:
    """In the form of a sheet: who else is writing it, where, and what they give."""
    if SERVED not in request.environ or not uid or is_reviewed(current_actor()):
        return None
    address = url_for("wiki.live.rescue", kind="sheet", uid=uid).removesuffix("/rescue")
    return render_fragment(
        "live/by_field.html", address=address, is_unsaved=request.method == "POST"
    )
