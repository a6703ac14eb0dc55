"""Tending pages: another title, protection, the bin."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, redirect, request
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Conflict, Invalid, WikiError
from wiki.kernel.permissions import May, require, why_not
from wiki.kernel.slugs import clean_title
from wiki.pages.models import Page
from wiki.pages.queries import links
from wiki.pages.queries import pages as queries
from wiki.pages.queries.bin import in_bin
from wiki.pages.queries.kinds import kinds
from wiki.pages.queries.redactions import fields_said
from wiki.pages.service.bin import bring_back, delete
from wiki.pages.service.license import license_page
from wiki.pages.service.protect import lock_title, protect
from wiki.pages.service.redact import redact
from wiki.pages.service.rename import rename
from wiki.pages.views.blueprint import blueprint, page_at, past_at
from wiki.site.licences import KNOWN
from wiki.site.queries import licence_of, policy
from wiki.web.actors import current_actor, place
from wiki.web.language import in_language
from wiki.web.templates import answer, page_url
from wiki.web.wording import sentence

#: Pages of the bin shown.
BIN_SIZE = 200


@blueprint.get("/wiki/<path:title>/rename")
def rename_form(title: str) -> Response:
    """The form that gives a page another title."""
    page = page_at(title)
    require(current_actor(), May.RENAME, policy(), f"page:{page.uid}")
    return answer("pages/rename.html", page=page, new_title=page.title, summary="", problem="")


@blueprint.post("/wiki/<path:title>/rename")
def rename_page(title: str) -> AnyResponse:
    """Give a page another title."""
    page = page_at(title)
    wanted, summary = request.form.get("title", ""), request.form.get("summary", "")
    try:
        revision = rename(current_actor(), page.uid, wanted, summary, place=place())
    except WikiError as error:
        return answer(
            "pages/rename.html",
            error.status,
            page=page,
            new_title=wanted,
            summary=summary,
            problem=sentence(error),
        )
    return redirect(page_url(revision.title, renamed=page.title), 303)


@blueprint.get("/wiki/<path:title>/delete")
def delete_form(title: str) -> Response:
    """Ask before a page goes to the bin, and say what links to it."""
    page = page_at(title)
    require(current_actor(), May.DELETE, policy(), f"page:{page.uid}")
    return answer("pages/delete.html", page=page, linking=links.backlinks(page, size=10))


@blueprint.post("/wiki/<path:title>/delete")
def delete_page(title: str) -> AnyResponse:
    """Put a page in the bin."""
    page = delete(current_actor(), page_at(title).uid, request.form.get("reason", ""))
    return redirect(page_url(page.title), 303)


@blueprint.get("/wiki/<path:title>/protect")
def protect_form(title: str) -> Response:
    """Say who may edit a page, or create a title."""
    title = clean_title(title)
    require(current_actor(), May.PROTECT, policy())
    page, lock = queries.find(title), queries.title_lock(title)
    current = page.protection if page else lock.protection if lock else "members"
    return answer("pages/protect.html", title=title, page=page, current=current)


@blueprint.post("/wiki/<path:title>/protect")
def protect_page(title: str) -> AnyResponse:
    """Protect a page, or reserve a title."""
    title = clean_title(title)
    wanted = request.form.get("protection", "")
    page = queries.find(title)
    if page is None:
        lock_title(current_actor(), title, wanted)
    else:
        protect(current_actor(), page.uid, wanted)
    return redirect(page_url(title), 303)


@blueprint.get("/wiki/<path:title>/licence")
def licence_form(title: str) -> Response:
    """Say under which licence a page is."""
    page = page_at(title)
    require(current_actor(), May.LICENSE, policy(), f"page:{page.uid}")
    return _licence_page(page, licence_of(queries.head(page).licence).name)


@blueprint.post("/wiki/<path:title>/licence")
def license_(title: str) -> AnyResponse:
    """Give a page its own licence, or the site's again."""
    page = page_at(title)
    wanted, summary = request.form.get("licence", ""), request.form.get("summary", "")
    try:
        license_page(current_actor(), page.uid, wanted, summary, place=place())
    except WikiError as error:
        return _licence_page(page, wanted, summary, error)
    return redirect(page_url(page.title), 303)


def _licence_page(
    page: Page, licence: str, summary: str = "", error: WikiError | None = None
) -> Response:
    return answer(
        "pages/licence.html",
        error.status if error else 200,
        page=page,
        licence=licence,
        known=list(KNOWN),
        summary=summary,
        problem=sentence(error) if error else "",
    )


@blueprint.get("/wiki/<path:title>/redact")
def redact_form(title: str) -> Response:
    """Ask before the texts of some revisions are erased for good."""
    page = past_at(title)
    require(current_actor(), May.REDACT, policy())
    number = request.args.get("rev", 0, type=int)
    return _redact_page(page, number, number)


@blueprint.post("/wiki/<path:title>/redact")
def redact_revisions(title: str) -> AnyResponse:
    """Erase the texts of some revisions for good."""
    page = past_at(title)
    first, last = (request.form.get(name, 0, type=int) for name in ("first", "last"))
    reason, has_text = request.form.get("reason", ""), "text" in request.form
    known = fields_said(page)
    fields = [one for one in request.form.getlist("fields") if one in known]
    try:
        redact(current_actor(), page.uid, first, last, reason, has_text=has_text, fields=fields)
    except WikiError as error:
        return _redact_page(page, first, last, reason, error, has_text=has_text, chosen=fields)
    return redirect(page_url(page.title, "history"), 303)


def _redact_page(
    page: Page,
    first: int,
    last: int,
    reason: str = "",
    error: WikiError | None = None,
    *,
    has_text: bool = True,
    chosen: Sequence[str] = (),
) -> Response:
    kind = kinds().get(queries.head(page).kind or "")
    known = kind.by_id if kind else {}
    said = fields_said(page)
    return answer(
        "pages/redact.html",
        error.status if error else 200,
        page=page,
        first=first,
        last=last,
        reason=reason,
        has_text=has_text,
        fields=[(one, in_language(known[one].labels) if one in known else one) for one in said],
        chosen=chosen,
        problem=sentence(error) if error else "",
    )


@blueprint.get("/bin")
def bin_() -> Response:
    """The pages in the bin; those one put there oneself, for who may not take out the others."""
    require(current_actor(), May.DELETE, policy())
    return _bin_page()


@blueprint.post("/bin/<uid>")
def restore_from_bin(uid: str) -> AnyResponse:
    """Take a page out of the bin; a title that does not do stays beside its page."""
    title = request.form.get("title", "")
    try:
        page = bring_back(current_actor(), uid, title)
    except (Conflict, Invalid) as error:
        return _bin_page(error, uid, title)
    return redirect(page_url(page.title), 303)


def _bin_page(error: WikiError | None = None, uid: str = "", title: str = "") -> Response:
    actor = current_actor()
    sees_all = why_not(actor, May.RESTORE, policy()) is None
    return answer(
        "pages/bin.html",
        error.status if error else 200,
        pages=in_bin(BIN_SIZE, None if sees_all else actor.member_id),
        sees_all=sees_all,
        problem=sentence(error) if error else "",
        refused=uid,
        typed=title,
    )
