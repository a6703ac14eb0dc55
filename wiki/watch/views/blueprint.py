"""The blueprints that the views share: programs come in through `door` by a signed address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for

from wiki.web.headers import keep_secret
from wiki.web.language import gettext

blueprint = Blueprint("watch", __name__)
door = Blueprint("door", __name__)
blueprint.register_blueprint(door)
door.after_request(keep_secret)


def tabs() -> list[dict[str, Any]]:
    """The screens of what concerns one, side by side."""
    return [
        {"key": "inbox", "url": url_for("wiki.watch.inbox"), "label": gettext("Nouvelles")},
        {
            "key": "mentions",
            "url": url_for("wiki.discussions.mentions"),
            "label": gettext("Où l’on parle de vous"),
        },
        {
            "key": "following",
            "url": url_for("wiki.watch.following"),
            "label": gettext("Mes suivis"),
        },
        {
            "key": "settings",
            "url": url_for("wiki.watch.settings"),
            "label": gettext("Courriels et flux"),
        },
    ]
