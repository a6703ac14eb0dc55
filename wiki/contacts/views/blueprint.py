"""The blueprints of the contacts: `door` answers even on a private wiki, to who holds a key."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("contacts", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)


@door.after_request
def keep_secrets(response: Response) -> Response:
    """A key stands in these addresses: no cache keeps them, no other site is told."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
