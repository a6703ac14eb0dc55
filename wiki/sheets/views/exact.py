"""The link of a mail: opened, it shows the sheet; its button says that all is right."""

from __future__ import annotations

from flask import Response, request

from wiki.kernel.errors import Invalid, Missing
from wiki.kernel.permissions import Actor
from wiki.kernel.submissions import base_in
from wiki.members.queries import actor_of_member, by_uids
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.pages import by_uid
from wiki.pages.service.sheets import sheet_at
from wiki.schema.audience import cut
from wiki.sheets.queries.written import overdue
from wiki.sheets.service import check
from wiki.sheets.service.today import today
from wiki.sheets.views.blueprint import door
from wiki.sheets.views.letters import read_token
from wiki.web.actors import place
from wiki.web.language import gettext, in_language
from wiki.web.said import parts
from wiki.web.templates import answer


@door.get("/sheets/exact/<token>", endpoint="exact")
def show(token: str) -> Response:
    """What the sheet says, with the button: opening a link does nothing, programs open them."""
    page, actor = _named(token)
    return _screen(page, actor, is_done=False)


@door.post("/sheets/exact/<token>")
def confirm_by_link(token: str) -> Response:
    """Say that everything is right, as the member whom the mail was written to."""
    page, actor = _named(token)
    base = base_in(request.form.get("base", ""))
    if not 0 < base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    said = gettext("Fiche vérifiée : tout est exact")
    audience = audience_of(actor, page.uid)
    saved = check.confirm(actor, page, base, audience, summary=said, place=place())
    return _screen(saved.page, actor, is_done=True)


def _screen(page: Page, actor: Actor, *, is_done: bool) -> Response:
    audience = audience_of(actor, page.uid)
    whole = sheet_at(page, page.head)
    kind = kinds().get(whole.kind)
    if kind is None:
        raise Missing("sheet_missing", title=page.title)
    seen = cut(kind, whole, audience)
    late = overdue(page.id, today()) & seen.values.keys()
    return answer(
        "sheets/exact.html",
        title=page.title,
        kind=in_language(kind.labels),
        parts=parts(kind, seen, late),
        overdue=len(late),
        base=page.head,
        name=actor.name,
        is_done=is_done,
    )


def _named(token: str) -> tuple[Page, Actor]:
    page_uid, member_uid = read_token(token)
    member = by_uids([member_uid]).get(member_uid)
    if member is None or member.deactivated_at is not None:
        raise Missing("exact_link_over")
    page = by_uid(page_uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page, actor_of_member(member)
