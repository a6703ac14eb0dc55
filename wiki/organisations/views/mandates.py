"""Who speaks for a place or an organisation: the list, giving a mandate, ending it."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import Missing, WikiError
from wiki.members.queries import names
from wiki.organisations import rules
from wiki.organisations.queries import mandates as queries
from wiki.organisations.queries import requests as asked
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
    """The mandates for a page, of now and of before; what is asked, for who answers."""
    return screen(page_of(uid), {"since": clock.now().date().isoformat()})


@blueprint.post("/organisations/<uid>/mandates")
def give(uid: str) -> AnyResponse:
    """Give one."""
    page = page_of(uid)
    form = {name: request.form.get(name, "") for name in _FIELDS}
    try:
        service.give(
            current_actor(), uid, form["member"], form["since"], form["until"], form["given_at"]
        )
    except WikiError as error:
        if error.status == 403:
            raise
        return screen(page, form, error)
    return redirect(url_for(".mandates", uid=uid, told="given"), 303)


@blueprint.post("/mandates/<uid>/end")
def end(uid: str) -> AnyResponse:
    """End one today."""
    page = service.end(current_actor(), uid)
    return redirect(url_for(".mandates", uid=page.uid, told="ended"), 303)


def page_of(uid: str) -> Page:
    """The page of this uid, that is not in the bin. Raises `Missing`."""
    page = pages.by_uid(uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page


def screen(page: Page, form: dict[str, str], error: WikiError | None = None) -> Response:
    """The mandates for a page; what was typed comes back with what is wrong."""
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
    requests = _requests(page)
    named = {id_ for one in found for id_ in (one.given_by_id, one.ended_by_id)}
    named |= {one.answered_by_id for one in requests["waiting"] + requests["answered"]}
    is_spoken_for = pages.head(page).kind in rules.SPOKEN_FOR
    gives = rules.why_not_give(actor, policy(), page.uid) is None
    running = {one.member_id for one, runs, _ in lines if runs}
    return answer(
        "organisations/mandates.html",
        error.status if error else 200,
        page=page,
        mandates=lines,
        people=names({id_ for id_ in named if id_ is not None}),
        others=queries.others_of(running, page.id, today),
        running=len(running),
        gives=gives and is_spoken_for,
        asks=is_spoken_for
        and actor.member_id not in running
        and rules.why_not_ask(actor, policy(), page.uid) is None
        and not any(one.member_id == actor.member_id for one in requests["waiting"]),
        form=dict.fromkeys(_FIELDS, "") | form,
        errors={str(error.params.get("field") or "member"): sentence(error)} if error else {},
        told=request.args.get("told", ""),
        **requests,
    )


def _requests(page: Page) -> dict[str, Any]:
    """What is asked for a page, as far as the one who reads answers it, or asked it."""
    actor = current_actor()
    answers = rules.why_not_give(actor, policy(), page.uid) is None
    shown = [
        one
        for one in asked.of_page(page.id)
        if answers or (actor.member_id is not None and one.member_id == actor.member_id)
    ]
    return {
        "waiting": [one for one in shown if not one.outcome],
        "answered": [one for one in shown if one.outcome in (rules.REFUSED, rules.WITHDRAWN)],
    }
