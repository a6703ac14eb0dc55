"""The blueprints of the members: `door` answers even on a private wiki, one comes in through it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, session, url_for

from wiki.kernel.db import state
from wiki.kernel.errors import Refused, WikiError
from wiki.members.models import Member
from wiki.members.queries import SESSION_KEY, member
from wiki.members.rules import local_path
from wiki.web.actors import current_actor
from wiki.web.headers import keep_secret
from wiki.web.templates import answer
from wiki.web.wording import sentence

blueprint = Blueprint("members", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)
door.after_request(keep_secret)


@door.before_request
def only_where_accounts_are_ours() -> None:
    """In a host, people sign in at the host: these addresses are not there."""
    if not state().is_standalone and request.endpoint != "wiki.members.door.set_language":
        abort(404)


def form_page(
    template: str,
    error: WikiError | None = None,
    /,
    *,
    field: str = "",
    at: str = "",
    **values: object,
) -> Response:
    """A page with a form; refused, it shows what was typed and what to mend.

    `field` is where an error stands that names no field; `at`, where it does whatever it names.
    """
    errors = {at or error.params.get("field") or field: sentence(error)} if error else {}
    response = answer(template, error.status if error else 200, errors=errors, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def begin_session(key: str, *, remembered: bool = False) -> None:
    """Start anew: nothing of the session before sign-in stays, its CSRF token included."""
    session.clear()
    session[SESSION_KEY] = key
    session.permanent = remembered


def session_key() -> str:
    """The key of this browser's sign-in, "" without one."""
    return str(session.get(SESSION_KEY, ""))


def next_path() -> str:
    """Where to go after: a path of this site that was asked for, else the home page."""
    wanted = request.values.get("next", "")
    return local_path(wanted) or url_for("wiki.pages.home")


def browser() -> str:
    """What the browser says it is."""
    return request.headers.get("User-Agent", "")


def my_account() -> Member:
    """The member who asks, where the wiki keeps the accounts: in a host there is no such screen."""
    if not state().is_standalone:
        abort(404)
    return myself()


def myself() -> Member:
    """The member who asks; visitors and tokens are refused."""
    actor = current_actor()
    if actor.member_id is None:
        raise Refused("sign_in_first")
    if actor.token_scope is not None:
        raise Refused("token_scope")
    return member(actor.member_id)
