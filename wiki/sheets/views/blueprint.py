"""The blueprint that the views of the sheets share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("sheets", __name__)
