"""Suspending a member, and letting them write again."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May, require
from wiki.members import queries, rules
from wiki.members.models import Member
from wiki.members.service import blocks as service
from wiki.members.views import letters
from wiki.members.views.blueprint import blueprint, form_page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext, ngettext
from wiki.web.templates import may, render_fragment


@blueprint.get("/members/<uid>/block")
def block(uid: str) -> Response:
    """Whether a member is suspended, and the form to do it."""
    require(current_actor(), May.MODERATE, policy())
    return _page(uid, {"days": "7", "reason": ""})


@blueprint.post("/members/<uid>/block")
def block_member(uid: str) -> AnyResponse:
    """Suspend them."""
    require(current_actor(), May.MODERATE, policy())
    form = {
        name: request.form.get(name, "").replace("\x00", "\ufffd") for name in ("days", "reason")
    }
    days = int(form["days"]) if form["days"].isascii() and form["days"].isdigit() else 0
    try:
        service.block(current_actor(), uid, days, form["reason"], letters.blocked)
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _page(uid, form, error)
    return redirect(url_for(".block", uid=uid, told="blocked"), 303)


@blueprint.post("/members/<uid>/unblock")
def unblock(uid: str) -> AnyResponse:
    """Let them write again."""
    service.unblock(current_actor(), uid)
    return redirect(url_for(".block", uid=uid, told="unblocked"), 303)


def _page(uid: str, form: dict[str, str], error: WikiError | None = None) -> Response:
    member = queries.member_by_uid(uid)
    return form_page(
        "members/block.html",
        error,
        field="reason",
        member=member,
        block=(block := queries.block_of(member.id)),
        past=[one for one in queries.blocks_of(member.id) if one is not block],
        may_block=service.why_not_block(current_actor(), member) is None,
        form=form,
        days=[(days, _duration(days)) for days in rules.BLOCK_DAYS],
        longest=rules.BLOCK_REASON_LENGTH,
        told=request.args.get("told", ""),
    )


def _duration(days: int) -> str:
    if days == 365:
        return gettext("Un an")
    return ngettext("%(n)s jour", "%(n)s jours", days)


# -- What is shown elsewhere


def button(member: Member) -> Markup | None:
    """On a profile, for those who may suspend."""
    if not may("MODERATE") or member.id == current_actor().member_id:
        return None
    return render_fragment(
        "members/block_button.html", member=member, block=queries.block_of(member.id)
    )


def banner() -> Markup | None:
    """Above every screen of who is suspended: where to read why."""
    return render_fragment("members/blocked_banner.html") if current_actor().is_blocked else None


def mine(member: Member) -> Markup | None:
    """In one's account: why one is suspended, and until when."""
    found = queries.block_of(member.id) if current_actor().is_blocked else None
    return render_fragment("members/blocked.html", block=found) if found else None
