"""Asking for a mandate, and answering."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import Invalid, WikiError
from wiki.organisations.queries import requests as queries
from wiki.organisations.service import requests as service
from wiki.organisations.views.blueprint import blueprint
from wiki.organisations.views.mandates import page_of, screen
from wiki.pages.models import Page
from wiki.web.actors import current_actor

_FIELDS = ("since", "given_at")


@blueprint.post("/organisations/<uid>/mandates/ask")
def ask(uid: str) -> AnyResponse:
    """Ask for one for oneself."""
    page = page_of(uid)
    form = {name: request.form.get(name, "") for name in _FIELDS}
    try:
        service.ask(current_actor(), uid, form["since"], form["given_at"])
    except WikiError as error:
        if error.status == 403:
            raise
        return screen(page, form, error)
    return _back(page, "asked")


@blueprint.post("/mandates/requests/<uid>/accept")
def accept(uid: str) -> AnyResponse:
    """Give the mandate that is asked for."""
    return _back(service.accept(current_actor(), uid), "given")


@blueprint.post("/mandates/requests/<uid>/refuse")
def refuse(uid: str) -> AnyResponse:
    """Refuse it."""
    reason = request.form.get("reason", "")
    try:
        page = service.refuse(current_actor(), uid, reason)
    except Invalid as error:
        return screen(queries.page_asked_for(uid), {"reason": reason, "refused": uid}, error)
    return _back(page, "refused")


@blueprint.post("/mandates/requests/<uid>/withdraw")
def withdraw(uid: str) -> AnyResponse:
    """Ask no more."""
    return _back(service.withdraw(current_actor(), uid), "withdrawn")


def _back(page: Page, told: str) -> AnyResponse:
    return redirect(url_for(".mandates", uid=page.uid, told=told), 303)
