"""Who speaks for a place or an organisation: the list, giving a mandate, ending it."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Missing, WikiError
from wiki.members.queries import names
from wiki.organisations import rules
from wiki.organisations.queries import mandates as queries
from wiki.organisations.service import mandates as service
from wiki.organisations.views.blueprint import blueprint
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

_FIELDS = ("member", "since", "until", "given_at")


@blueprint.get("/organisations/<uid>/mandates")
def mandates(uid: str) -> Response:
    """The mandates for a page, of now and of before."""
    return _page(_page_of(uid), {"since": clock.now().date().isoformat()})


@blueprint.post("/organisations/<uid>/mandates")
def give(uid: str) -> AnyResponse:
    """Give one."""
    page = _page_of(uid)
    form = {name: request.form.get(name, "") for name in _FIELDS}
    try:
        service.give(
            current_actor(), uid, form["member"], form["since"], form["until"], form["given_at"]
        )
    except WikiError as error:
        if error.status == 403:
            raise
        return _page(page, form, error)
    return redirect(url_for(".mandates", uid=uid, told="given"), 303)


@blueprint.post("/mandates/<uid>/end")
def end(uid: str) -> AnyResponse:
    """End one today."""
    page = service.end(current_actor(), uid)
    return redirect(url_for(".mandates", uid=page.uid, told="ended"), 303)


def _page_of(uid: str) -> Page:
    page = pages.by_uid(uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page


def _page(page: Page, form: dict[str, str], error: WikiError | None = None) -> Response:
    actor, today = current_actor(), clock.now().date().isoformat()
    found = queries.of_page(page.id)
    lines = [
        (
            one,
            one.runs(today),
            rules.why_not_end(actor, policy(), page.uid, one.member_id) is None
            and (one.until is None or one.until > today),
        )
        for one in found
    ]
    return answer(
        "organisations/mandates.html",
        error.status if error else 200,
        page=page,
        mandates=lines,
        givers=names({one.given_by_id for one in found if one.given_by_id is not None}),
        gives=rules.why_not_give(actor, policy(), page.uid) is None
        and pages.head(page).kind in rules.SPOKEN_FOR,
        form=dict.fromkeys(_FIELDS, "") | form,
        errors={str(error.params.get("field") or "member"): sentence(error)} if error else {},
        told=request.args.get("told", ""),
    )
