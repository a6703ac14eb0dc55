"""The blueprint that the screens of the territories share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("territories", __name__, url_prefix="/territories")
