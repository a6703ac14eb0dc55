"""The blueprint of the first steps."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("welcome", __name__)
