"""The blueprint that the screens of the variants share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("variants", __name__, url_prefix="/variants")
