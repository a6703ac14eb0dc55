"""The blueprint that the views of the benchmarks share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("benchmarks", __name__)
