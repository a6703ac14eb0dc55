"""The blueprint of the moderation, and where what is reported is read."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from wiki.kernel.errors import Missing, WikiError
from wiki.pages.queries import pages
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence

blueprint = Blueprint("moderation", __name__)


def form_page(
    template: str, error: WikiError | None = None, /, *, field: str = "", **values: object
) -> Response:
    """A page with a form; refused, it shows what was typed and what to mend."""
    errors = {error.params.get("field") or field: sentence(error)} if error else {}
    response = answer(template, error.status if error else 200, errors=errors, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def address_of(kind: str, uid: str, number: int) -> str:
    """Where something that was reported is read; "" when it is gone."""
    if kind == "turn":
        return url_for("wiki.discussions.turn", uid=uid)
    if kind == "member":
        return url_for("wiki.members.profile", uid=uid)
    if kind == "file":
        return url_for("wiki.files.show", uid=uid)
    try:
        page = pages.by_uid(uid)
    except Missing:
        return ""
    return page_url(page.title, rev=number) if page.deleted_at is None else ""
