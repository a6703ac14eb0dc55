"""The blueprint that the screens of the portals share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("portals", __name__, url_prefix="/portals")
