"""The blueprints that the views of the sheets share: one comes in through `door` by a link."""

from __future__ import annotations

from flask import Blueprint

from wiki.web.headers import keep_secret

blueprint = Blueprint("sheets", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)
door.after_request(keep_secret)
