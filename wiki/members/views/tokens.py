"""One's own bearer tokens: made, shown once, taken back."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel import clock
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May
from wiki.members import queries
from wiki.members.forms import typed, whole
from wiki.members.service import tokens as service
from wiki.members.views.blueprint import blueprint, form_page, myself
from wiki.web.actors import current_actor
from wiki.web.role_names import rights_named

#: How many days a token may hold; 0: until it is taken back.
DAYS = (30, 90, 365, 0)


@blueprint.get("/account/tokens")
def tokens() -> Response:
    """The list, and the form for a new one."""
    return _page()


def _page(
    error: WikiError | None = None, *, made: str = "", scope: tuple[str, ...] = (), name: str = ""
) -> Response:
    member = myself()
    return form_page(
        "members/tokens.html",
        error,
        field="name",
        tokens=queries.tokens_of(member.id),
        rights=[right for right in May if right.least <= current_actor().role()],
        chosen=scope,
        days=DAYS,
        made=made,
        form={"name": name},
        now=clock.now(),
        rights_named=rights_named,
    )


@blueprint.post("/account/tokens")
def create_token() -> Response:
    """Make a token: this answer is the only one that shows it."""
    name, scope = typed("name")["name"], tuple(request.form.getlist("scope"))
    days = whole("days", 90)
    until = clock.now() + timedelta(days=days) if days in DAYS and days else None
    try:
        made = service.create_token(current_actor(), name, scope, until)
    except WikiError as error:
        return _page(error, scope=scope, name=name)
    return _page(made=made)


@blueprint.post("/account/tokens/<uid>/delete")
def delete_token(uid: str) -> AnyResponse:
    """Take a token back."""
    service.delete_token(current_actor(), uid)
    return redirect(url_for("wiki.members.tokens"), 303)
