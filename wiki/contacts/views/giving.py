"""The contacts of a page, for the members who may write on it: giving one, taking one back."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.contacts import queries, service
from wiki.contacts.rules import FORM, MEMBERS, Given
from wiki.contacts.views import words
from wiki.contacts.views.blueprint import blueprint
from wiki.kernel import clock
from wiki.kernel.errors import Missing, WikiError
from wiki.kernel.permissions import May, require
from wiki.members.queries import names, uids
from wiki.pages.audience import audience_of
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.templates import answer
from wiki.web.wording import sentence

_FIELDS = ("name", "role", "email", "phone", "use", "agreed_on", "told", "own")


@blueprint.get("/contacts/page/<uid>")
def listing(uid: str) -> Response:
    """The contacts of a page, and the form to give one."""
    return _page(_page_of(uid), {"use": FORM, "agreed_on": clock.now().date().isoformat()})


@blueprint.post("/contacts/page/<uid>")
def give(uid: str) -> AnyResponse:
    """Give one."""
    page = _page_of(uid)
    form = {name: request.form.get(name, "").replace("\x00", "\ufffd") for name in _FIELDS}
    use = form["use"] if form["use"] in (FORM, MEMBERS) else ""
    given = Given(
        form["name"],
        form["role"],
        form["email"],
        form["phone"],
        use,
        form["agreed_on"],
        form["told"],
        is_own=bool(form["own"]),
        agrees=bool(request.form.get("agrees")),
    )
    actor = current_actor()
    consent = words.consents(page.title).get(use, "")
    try:
        kept = service.give(actor, page.uid, given, consent, words.given(page.title, actor.name))
    except WikiError as error:
        if error.status == 403:
            raise
        return _page(page, form, error)
    told = "given" if kept.email else "own" if kept.is_own else "silent"
    return redirect(url_for(".listing", uid=uid, told=told), 303)


@blueprint.post("/contacts/<uid>/withdraw")
def withdraw(uid: str) -> AnyResponse:
    """Take one back: it is erased."""
    require(current_actor(), May.GIVE_CONTACT, policy())
    page = service.withdraw(current_actor(), uid)
    return redirect(url_for(".listing", uid=page.uid, told="withdrawn"), 303)


def _page_of(uid: str) -> Page:
    """The page, for somebody who may give one."""
    require(current_actor(), May.GIVE_CONTACT, policy(), f"page:{uid}")
    page = pages.by_uid(uid)
    if page.deleted_at is not None:
        raise Missing("page_missing", title=page.title)
    return page


def _page(page: Page, form: dict[str, str], error: WikiError | None = None) -> Response:
    actor = current_actor()
    found = queries.all_of(page.id, audience_of(actor, page.uid))
    givers = {one.given_by_id for one in found if one.given_by_id is not None}
    errors = {str(error.params.get("field") or "name"): sentence(error)} if error else {}
    response = answer(
        "contacts/contacts.html",
        error.status if error else 200,
        page=page,
        contacts=[(one, _may_withdraw(page, one)) for one in found],
        givers=names(givers),
        profiles=uids(givers),
        form=dict.fromkeys(_FIELDS, "") | form,
        errors=errors,
        uses=words.uses(),
        consents=words.consents(page.title),
        told=request.args.get("told", ""),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_withdraw(page: Page, one: queries.Reach) -> bool:
    return service.why_not_withdraw(current_actor(), page.uid, one.given_by_id) is None
