"""The blueprints of the censuses: `door` answers even on a private wiki, to who holds a link."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response

from wiki.kernel.errors import Refused, WikiError
from wiki.kernel.permissions import May, require
from wiki.site.queries import policy
from wiki.web.actors import current_actor
from wiki.web.headers import keep_secret

blueprint = Blueprint("census", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)
door.after_request(keep_secret)


def require_census() -> None:
    """Refuse those who lead no census."""
    require(current_actor(), May.CENSUS, policy())


def refused(act: Callable[[], object]) -> WikiError | None:
    """Why an act that was asked for is not done; None once it is. Raises `Refused`."""
    try:
        act()
    except Refused:
        raise
    except WikiError as error:
        return error
    return None


def apart(response: Response) -> Response:
    """An answer that shows how people are reached: nothing keeps it."""
    response.headers["Cache-Control"] = "no-store"
    return response
