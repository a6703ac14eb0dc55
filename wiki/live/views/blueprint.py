"""The blueprint of live editing."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("live", __name__)
