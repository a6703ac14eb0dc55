"""The blueprint that the views of the places share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("places", __name__)
