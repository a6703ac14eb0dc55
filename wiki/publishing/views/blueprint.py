"""The blueprint that the screens of the booklets share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("publishing", __name__, url_prefix="/booklets")
