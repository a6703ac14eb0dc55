"""The edits of newcomers that others read first: the list, one of them, what is done with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.kernel.submissions import new_submission
from wiki.mail.rules import SUBJECT_LENGTH
from wiki.members.queries import member
from wiki.members.service.codes import Letter
from wiki.merge.diff import diff
from wiki.pages import pending as rules
from wiki.pages.forms import ConflictForm
from wiki.pages.models import Page, Pending
from wiki.pages.pending import ACCEPTED
from wiki.pages.queries import pending as queries
from wiki.pages.queries import pending_shown as shown
from wiki.pages.queries.pages import Glance
from wiki.pages.queries.pending import Waiting
from wiki.pages.queries.pending_shown import Sheets, Texts
from wiki.pages.service import pending as service
from wiki.pages.service.save import EditConflict
from wiki.pages.views.blueprint import blueprint
from wiki.pages.views.choosing import show_conflict
from wiki.schema.sheet import Sheet
from wiki.site.queries import policy, setting
from wiki.web.actors import current_actor
from wiki.web.differences import in_one_column
from wiki.web.language import DEFAULT, gettext, speaking
from wiki.web.outside import outside
from wiki.web.templates import answer, may, page_url, render, render_fragment, titled_url
from wiki.web.wording import sentence


@dataclass(frozen=True)
class _Side:
    """A sheet to compare with another one of the same page."""

    page_uid: str
    sheet: Sheet


@blueprint.get("/pending", endpoint="pending")
def list_pending() -> Response:
    """Those that wait, for who may confirm them; one's own for the others."""
    require(current_actor(), May.REVIEW, policy())
    member_id = current_actor().member_id
    if member_id is None:
        raise Refused("sign_in_first")
    reason = queries.why_not_confirm(current_actor())
    after = request.args.get("after", 0, type=key_given) or 0
    return answer(
        "pages/pending.html",
        found=None if reason else queries.waiting(after),
        number=0 if reason else queries.waiting_number(),
        mine=queries.of_member(member_id),
        is_on=bool(setting("newcomer_review")),
        told=request.args.get("told", ""),
    )


@blueprint.get("/pending/<uid>")
def pending_edit(uid: str) -> Response:
    """One of them beside what the page says, and what may be done with it."""
    return _screen(queries.seen(current_actor(), uid))


@blueprint.post("/pending/<uid>/confirm")
def confirm_pending(uid: str) -> AnyResponse:
    """Find it good; where it meets what the page says now, a person chooses."""
    one = queries.seen(current_actor(), uid)
    try:
        saved = service.confirm(current_actor(), uid)
    except EditConflict as conflict:
        form = ConflictForm(
            base=one.edit.base,
            head=conflict.page.head,
            mine=conflict.mine,
            choices={},
            summary=one.edit.summary,
            submission=new_submission(),
            pending=uid,
        )
        return show_conflict(conflict, form)
    except WikiError as error:
        return _screen(one, error)
    told = "voice" if saved is None else "published"
    return redirect(url_for(".pending_edit", uid=uid, told=told), 303)


@blueprint.post("/pending/<uid>/refuse")
def refuse_pending(uid: str) -> AnyResponse:
    """Leave it, and say why."""
    one = queries.seen(current_actor(), uid)
    reason = request.form.get("answer", "").replace("\x00", "\ufffd")
    try:
        service.refuse(current_actor(), uid, reason, _letter)
    except WikiError as error:
        return _screen(one, error, reason)
    return redirect(url_for(".pending", told="refused"), 303)


@blueprint.post("/pending/<uid>/withdraw")
def withdraw_pending(uid: str) -> AnyResponse:
    """Take one's own back, to write on."""
    one = queries.seen(current_actor(), uid)
    title = service.withdraw(current_actor(), uid)
    if one.edit.body:
        return redirect(page_url(title, "edit"), 303)
    return redirect(_sheet_url(one) or url_for(".pending_edit", uid=uid), 303)


def _letter(held: Pending, title: str) -> Letter:
    """To the author: it was refused, and why."""
    with speaking(member(held.member_id or 0).language or DEFAULT):
        text = render(
            "pages/mail/refused.txt",
            held=held,
            title=title,
            site=setting("name"),
            link=outside(url_for("wiki.pages.pending_edit", uid=held.uid)),
        )
        subject = gettext("Votre modification de « %(title)s »", title=title)
    return Letter(subject[:SUBJECT_LENGTH], text)


def _screen(one: Waiting, error: WikiError | None = None, reason: str = "") -> Response:
    actor, held = current_actor(), one.edit
    texts, sheets = shown.texts(one), shown.sheets(one)
    voices = queries.voices(held.id)
    response = answer(
        "pages/pending_edit.html",
        error.status if error else 200,
        one=one,
        rows=_rows(texts),
        texts=texts,
        sheets=_sides(sheets, one.page),
        is_in_conflict=bool(texts and texts.is_open),
        is_sheet_in_conflict=bool(sheets and sheets.is_open),
        sheet_url=_sheet_url(one),
        voices=voices,
        at=rules.appears_at(held.sent_at, setting("newcomer_review_days"), clock.now()),
        is_mine=actor.member_id is not None and held.member_id == actor.member_id,
        may_confirm=queries.why_not_confirm(actor) is None,
        has_confirmed=actor.member_id in {member_id for member_id, _ in voices},
        errors={str(error.params.get("field") or "answer"): sentence(error)} if error else {},
        reason=reason,
        longest=rules.REASON,
        told=request.args.get("told", ""),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _rows(texts: Texts | None) -> Markup | None:
    """What changes in the text, where something does and both can be read."""
    if texts is None or texts.old is None or texts.old == texts.new:
        return None
    return in_one_column(diff(texts.old, texts.new))


def _sheet_url(one: Waiting) -> str:
    """The form of the sheet with what it says, "" without: what is refused is not typed again."""
    held = one.edit
    if not held.kind:
        return ""
    if one.page is None:
        return url_for("wiki.sheets.new", kind=held.kind, pending=held.uid)
    if not one.is_at_hand:
        return ""
    return titled_url("wiki.sheets.edit", one.page.title) + f"?pending={held.uid}"


def _sides(found: Sheets | None, page: Page | None) -> tuple[_Side, _Side] | None:
    uid = page.uid if page else ""
    return (_Side(uid, found.old), _Side(uid, found.new)) if found else None


# -- What is shown elsewhere


def waiting_here(page: Glance | Page, number: int) -> Markup | None:
    """Above a page, for members: that edits of it wait to be read.

    Part of the page that is kept: each act on one moves the page's stamp.
    """
    if number != page.head or not may("REVIEW", f"page:{page.uid}"):
        return None
    found = queries.waiting_on(page.id)
    return render_fragment("pages/pending_here.html", uids=found) if found else None


def where_held(code: str) -> Markup | None:
    """Where a form has no other answer to an edit that is kept: the way to it."""
    if code != "edit_held" or current_actor().member_id is None:
        return None
    return render_fragment("pages/held_link.html")


def mine_among_drafts() -> Markup | None:
    """Among one's drafts: those that wait, and those that were refused."""
    member_id = current_actor().member_id
    found = queries.of_member(member_id) if member_id is not None else ()
    found = [one for one in found if one.edit.state != ACCEPTED]
    return render_fragment("pages/pending_mine.html", found=found) if found else None
