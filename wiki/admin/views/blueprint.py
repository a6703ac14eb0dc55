"""The blueprints of the administration: `door` answers even on a private wiki."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from wiki.kernel.errors import WikiError
from wiki.web.actors import is_held_back
from wiki.web.templates import answer
from wiki.web.wording import sentence

blueprint = Blueprint("admin", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)


@blueprint.before_request
def ask_for_the_second_factor() -> AnyResponse | None:
    """Lead who would administer, and has yet to set a second factor, to where it is set."""
    if request.blueprint != "wiki.admin" or request.method != "GET" or not is_held_back():
        return None
    return redirect(url_for("wiki.members.second_factor"))


def form_page(
    template: str, error: WikiError | None = None, /, *, field: str = "", **values: object
) -> Response:
    """A page with a form; refused, it shows what was typed and what to mend."""
    errors = {error.params.get("field") or field: sentence(error)} if error else {}
    return answer(template, error.status if error else 200, errors=errors, **values)
