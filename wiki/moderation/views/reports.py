"""Reporting something, and the reports that wait."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, WikiError
from wiki.kernel.pager import key_given
from wiki.kernel.permissions import May, require
from wiki.members import queries as members
from wiki.moderation import rules
from wiki.moderation.queries import reports as queries
from wiki.moderation.queries.reports import Target
from wiki.moderation.service import reports as service
from wiki.moderation.views import words
from wiki.moderation.views.blueprint import address_of, blueprint, form_page
from wiki.site.queries import policy
from wiki.web.actors import current_actor, place


@blueprint.get("/report/<kind>/<uid>")
def report(kind: str, uid: str) -> Response:
    """The form to report something; sent, it says so."""
    require(current_actor(), May.REPORT, policy())
    about = queries.target(kind, uid, request.args.get("rev", 0, type=key_given))
    return _form(about, "")


@blueprint.post("/report/<kind>/<uid>")
def send_report(kind: str, uid: str) -> AnyResponse:
    """Report it."""
    require(current_actor(), May.REPORT, policy())
    about = queries.target(kind, uid, request.form.get("rev", 0, type=key_given))
    reason = request.form.get("reason", "").replace("\x00", "\ufffd")
    try:
        if request.form.get("website"):
            raise Invalid("report_machine", field="reason")
        service.report(current_actor(), about, reason, words.new, place=place())
    except WikiError as error:
        if error.status == 403:
            raise
        return _form(about, reason, error)
    return redirect(url_for(".report", kind=kind, uid=uid, told="sent"), 303)


def _form(about: Target, reason: str, error: WikiError | None = None) -> Response:
    return form_page(
        "moderation/report.html",
        error,
        field="reason",
        about=about,
        url=address_of(about.kind, about.uid, about.number),
        kinds=words.kinds(),
        reason=reason,
        longest=rules.REASON,
        is_visitor=current_actor().member_id is None,
        told=request.args.get("told", ""),
    )


@blueprint.get("/moderation/reports")
def reports() -> Response:
    """Those that wait, or those that were handled."""
    require(current_actor(), May.MODERATE, policy())
    return _list()


@blueprint.post("/moderation/reports/<uid>")
def handle(uid: str) -> AnyResponse:
    """Say what came of one."""
    require(current_actor(), May.MODERATE, policy())
    form = {
        name: request.form.get(name, "").replace("\x00", "\ufffd") for name in ("outcome", "answer")
    }
    try:
        service.handle(current_actor(), uid, form["outcome"], form["answer"], words.handled)
    except WikiError as error:
        if error.status in (403, 404):
            raise
        return _list(error, uid=uid, **form)
    return redirect(url_for(".reports", told="handled"), 303)


def _list(error: WikiError | None = None, **form: str) -> Response:
    is_handled = request.args.get("state") == "handled"
    before = request.args.get("before", type=key_given)
    found = queries.listed(handled=is_handled, before=before)
    ids = {one for row in found.rows for one in (row.reporter_id, row.handled_by_id) if one}
    return form_page(
        "moderation/reports.html",
        error,
        field="answer",
        found=found,
        names=members.names(ids),
        kinds=words.kinds(),
        outcomes=words.outcomes(),
        url_of=lambda one: address_of(one.kind, one.target_uid, one.number),
        is_handled=is_handled,
        form={"uid": "", "outcome": "", "answer": ""} | form,
        longest=rules.ANSWER,
        told=request.args.get("told", ""),
    )
