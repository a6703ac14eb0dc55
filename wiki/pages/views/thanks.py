"""« Merci », on a version of a page."""

from __future__ import annotations

from flask import redirect, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from wiki.kernel.pager import key_given
from wiki.members.models import Member
from wiki.members.queries.directory import is_shown_to
from wiki.pages.queries.thanks import thanked
from wiki.pages.service.thanks import take_back, thank
from wiki.pages.views.blueprint import blueprint, past_at, revision_number
from wiki.web.actors import current_actor
from wiki.web.templates import page_url, render_fragment


@blueprint.post("/wiki/<path:title>/thank", endpoint="thank")
def thank_for(title: str) -> AnyResponse:
    """Thank for a version, or take it back, and come back to where one was."""
    page, back = past_at(title), request.form.get("back", "")
    number = revision_number(back or request.form.get("number", ""))
    page = (take_back if back else thank)(current_actor(), page.uid, number)
    if request.form.get("to") == "diff":
        return redirect(page_url(page.title, "show_diff", span=f"{number - 1}..{number}"), 303)
    kept = {
        "before": request.form.get("before", type=key_given),
        "tag": request.form.get("tag", "")[:40] or None,
    }
    return redirect(page_url(page.title, "history", **kept), 303)


def thanks_told(member: Member) -> Markup | None:
    """On a member's profile, to those who see it: the thanks that they received and gave."""
    if not is_shown_to(current_actor(), member):
        return None
    found = thanked(member.id)
    if not (found.received or found.given):
        return None
    return render_fragment("pages/thanked.html", thanked=found)
