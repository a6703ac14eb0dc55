"""The blueprint that the screens of the upkeep share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("upkeep", __name__, url_prefix="/upkeep")
