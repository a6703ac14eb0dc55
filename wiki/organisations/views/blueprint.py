"""The blueprint that the views of the organisations share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("organisations", __name__)
