"""The blueprints of the contacts: `door` answers even on a private wiki, to who holds a key."""

from __future__ import annotations

from flask import Blueprint

from wiki.web.headers import keep_secret

blueprint = Blueprint("contacts", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)
door.after_request(keep_secret)
