"""The blueprints that the views of the sheets share: one comes in through `door` by a link."""

from __future__ import annotations

from flask import Blueprint, Response

blueprint = Blueprint("sheets", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)


@door.after_request
def keep_secrets(response: Response) -> Response:
    """Keys stand in these addresses: no cache keeps them, no other site is told."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
