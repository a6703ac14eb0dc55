"""Undoing all that one account wrote, and how far that is."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.members import queries as members
from wiki.members.models import Member
from wiki.moderation import rules
from wiki.moderation.queries import reverting as queries
from wiki.moderation.service.reverting import revert as revert_all
from wiki.moderation.views.blueprint import blueprint, form_page
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.language import gettext
from wiki.web.templates import answer
from wiki.web.wording import sentence


@blueprint.get("/moderation/revert/<uid>")
def revert_form(uid: str) -> Response:
    """What undoing the edits of a member would do."""
    require(current_actor(), May.MODERATE, policy())
    return _form(members.member_by_uid(uid), {"since": "7", "summary": ""})


@blueprint.post("/moderation/revert/<uid>")
def revert(uid: str) -> AnyResponse:
    """Undo them."""
    require(current_actor(), May.MODERATE, policy())
    form = {
        name: request.form.get(name, "").replace("\x00", "\ufffd") for name in ("since", "summary")
    }
    days = int(form["since"]) if form["since"] in {str(one) for one in rules.DAYS} else -1
    try:
        made = revert_all(current_actor(), uid, days, form["summary"])
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _form(members.member_by_uid(uid), form, error)
    return redirect(url_for(".reverting", uid=made), 303)


def _form(member: Member, form: dict[str, str], error: WikiError | None = None) -> Response:
    return form_page(
        "moderation/revert.html",
        error,
        field="summary",
        member=member,
        form=form,
        choices=[
            ("1", gettext("Un jour")),
            ("7", gettext("Une semaine")),
            ("30", gettext("Un mois")),
            ("0", gettext("Toujours")),
        ],
    )


@blueprint.get("/moderation/reverting/<uid>")
def reverting(uid: str) -> Response:
    """How far it is, and the pages that were left."""
    require(current_actor(), May.MODERATE, policy())
    made = queries.by_uid(uid)
    return answer(
        "moderation/reverting.html",
        made=made,
        line=queries.progress(made),
        member=members.member(made.of_id),
        left=queries.left(made, after=request.args.get("after", 0, type=key_given) or 0),
        sentence_of=lambda one: sentence(WikiError(one.reason, title=one.title)),
    )
