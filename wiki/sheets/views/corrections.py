"""A place corrects its sheet by a link; members make the links and answer what is proposed."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.slugs import LONGEST_READ
from wiki.members.queries import names
from wiki.pages.models import Page
from wiki.pages.queries.kinds import kind_of
from wiki.pages.queries.pages import page_at
from wiki.pages.service.sheets import sheet_at
from wiki.pages.sheets import SheetInvalid
from wiki.schema.audience import cut
from wiki.schema.kinds import Kind
from wiki.schema.sheet import Sheet
from wiki.sheets.forms import SheetForm
from wiki.sheets.models import CorrectionLink
from wiki.sheets.queries.corrections import (
    link_by_token,
    links_of,
    proposed,
    waiting,
    waiting_by,
)
from wiki.sheets.service import corrections as service
from wiki.sheets.views.blueprint import blueprint, door
from wiki.sheets.views.compared import tables
from wiki.sheets.views.edit import rows_asked_for
from wiki.sheets.views.screen import show
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place
from wiki.web.language import gettext
from wiki.web.outside import outside
from wiki.web.sheet_problems import sentences
from wiki.web.templates import answer, may, page_url
from wiki.web.wording import sentence

_DAYS = 30


@blueprint.get("/wiki/<path:title>/sheet/links", endpoint="links")
def show_links(title: str) -> Response:
    """The links by which the place of a page corrects its sheet, and the form for a new one."""
    return _links(page_at(title))


def _links(page: Page, made: str = "") -> Response:
    require(current_actor(), May.REVIEW, policy(), f"page:{page.uid}")
    found = links_of(page.id)
    response = answer(
        "sheets/links.html",
        title=page.title,
        links=found,
        names=names({one.member_id for one in found if one.member_id}),
        made=made,
        days=_DAYS,
        most=service.MOST_DAYS,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/wiki/<path:title>/sheet/links")
def make_link(title: str) -> Response:
    """Make a link: this answer is the only one that shows it."""
    page = page_at(title)
    given = request.form.get("days", "")[:LONGEST_READ]
    days = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    key = service.make_link(current_actor(), page, days)
    return _links(page, outside(url_for("wiki.sheets.door.correct", token=key)))


@blueprint.post("/sheets/links/<uid>/revoke")
def revoke_link(uid: str) -> AnyResponse:
    """Take a link back."""
    page = service.revoke(current_actor(), uid)
    return redirect(page_url(page.title).rstrip("/") + "/sheet/links", 303)


@door.get("/sheets/correct/<token>", endpoint="correct")
def form_by_link(token: str) -> Response:
    """The sheet of a place as everybody sees it, with what waits by this link, to be corrected."""
    link, page = link_by_token(token)
    sent = waiting_by(link.id) if link.fields else None
    whole = sheet_at(page, page.head) if page else Sheet.from_json(link.kind, link.known)
    kind = kind_of(sent.kind if sent else whole.kind)
    if sent:
        form = SheetForm.of(kind, sent.sheet, sent.base, summary=sent.note)
    else:
        seen = cut(kind, whole, service.AUDIENCE)
        form = SheetForm.of(kind, seen, page.head if page else 0)
    return show(replace(form, only=_asked(link, kind)), page, link=link)


def _asked(link: CorrectionLink, kind: Kind) -> frozenset[str]:
    """The fields that a link asks: those without which there is no page too, when there is none."""
    needed = () if link.page_id or not link.fields else (one for one in kind.fields if one.required)
    return frozenset((*link.fields, *(one.id for one in needed)))


@door.post("/sheets/correct/<token>")
def propose(token: str) -> Response:
    """Keep what is proposed for a member to read, or show the form again with what to mend."""
    link, page = link_by_token(token)
    sent = SheetForm.sent(kind_of(request.form.get("kind", "")))
    sent = replace(sent, only=_asked(link, sent.kind))
    whole = _begun(link, page, sent)
    if more := rows_asked_for():
        return show(sent, page, link=link, opened=more)
    told = cut(sent.kind, sent.sheet(whole, service.AUDIENCE), service.AUDIENCE)
    try:
        service.propose(token, sent.base, told, sent.summary)
    except SheetInvalid as error:
        found = sentences(problem for problem in error.problems if problem.blocking)
        return show(sent, page, link=link, errors=found, status=error.status)
    except WikiError as error:
        return show(sent, page, link=link, problem=sentence(error), status=error.status)
    return answer("sheets/corrected.html", title=page.title if page else "", link=link)


def _begun(link: CorrectionLink, page: Page | None, sent: SheetForm) -> Sheet:
    """The sheet that a form began with. Raises `Invalid` for one that no form of ours shows."""
    if page is None:
        whole = Sheet(link.kind)
        if sent.base:
            raise Invalid("base_unknown", title="")
    elif not 0 < sent.base <= page.head:
        raise Invalid("base_unknown", title=page.title)
    else:
        whole = sheet_at(page, sent.base)
    if whole.kind != sent.kind.code:
        raise Invalid("kind_unknown", kind=sent.kind.code)
    return whole


@blueprint.get("/sheets/corrections", endpoint="corrections")
def show_waiting() -> Response:
    """What places propose and nobody has answered."""
    require(current_actor(), May.REVIEW, policy())
    after = request.args.get("after", 0, type=key_given)
    return answer("sheets/corrections.html", found=waiting(after), is_later=bool(after))


@blueprint.get("/sheets/corrections/<uid>", endpoint="correction")
def show_one(uid: str) -> Response:
    """What a place proposes, beside what its sheet said."""
    require(current_actor(), May.REVIEW, policy())
    return _one(uid)


def _one(uid: str, error: WikiError | None = None) -> Response:
    found = proposed(uid)
    correction, page = found
    before = sheet_at(page, correction.base) if page else Sheet(correction.kind)
    kind = kind_of(correction.kind)
    return answer(
        "sheets/correction.html",
        error.status if error else 200,
        title=page.title if page else correction.name,
        has_page=page is not None,
        may_answer=page is not None or may("CENSUS"),
        one=correction,
        decided_by=names({correction.decided_by_id or 0}).get(correction.decided_by_id or 0, ""),
        tables=tables(
            cut(kind, before, service.AUDIENCE) if before.kind == kind.code else Sheet(kind.code),
            correction.sheet,
            service.AUDIENCE,
        ),
        problem=sentence(error) if error else "",
    )


@blueprint.post("/sheets/corrections/<uid>/accept")
def accept(uid: str) -> AnyResponse:
    """Save what a place proposes."""
    said = gettext("Correction proposée par le lieu lui-même, relue")
    try:
        saved = service.accept(current_actor(), uid, summary=said, place=place())
    except (SheetInvalid, WikiError) as error:
        if error.status in (403, 404):
            raise
        return _one(uid, error)
    number = saved.revision.number if saved.is_new else None
    return redirect(page_url(saved.page.title, saved=number, merged=saved.merged_with), 303)


@blueprint.post("/sheets/corrections/<uid>/refuse")
def refuse(uid: str) -> AnyResponse:
    """Leave what a place proposes, with a word."""
    try:
        service.refuse(current_actor(), uid, request.form.get("answer", ""))
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _one(uid, error)
    return redirect(url_for("wiki.sheets.corrections"), 303)
