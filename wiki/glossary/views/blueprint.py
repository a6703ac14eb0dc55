"""The blueprint that the screens of the glossary share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("glossary", __name__, url_prefix="/glossary")
