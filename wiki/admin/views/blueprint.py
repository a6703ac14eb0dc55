"""The blueprints of the administration: `door` answers even on a private wiki."""

from __future__ import annotations

from flask import Blueprint, Response

from wiki.kernel.errors import WikiError
from wiki.web.templates import answer
from wiki.web.wording import sentence

blueprint = Blueprint("admin", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)


def form_page(
    template: str, error: WikiError | None = None, /, *, field: str = "", **values: object
) -> Response:
    """A page with a form; refused, it shows what was typed and what to mend."""
    errors = {error.params.get("field") or field: sentence(error)} if error else {}
    return answer(template, error.status if error else 200, errors=errors, **values)
