"""The blueprint that the screens of resources and paths share; what an address asks for."""

from __future__ import annotations

from flask import Blueprint, request

from wiki.kernel.slugs import LONGEST_READ
from wiki.resources.rules import FACETS, Wanted

blueprint = Blueprint("resources", __name__)

#: Longest code of a facet that is read.
_CODE = 40


def wanted_resources() -> Wanted:
    """Which resources the address asks for."""
    said = {name: _given(name)[:_CODE] for name in FACETS}
    return Wanted(**said, words=" ".join(_given("q").split()))


def _given(name: str) -> str:
    return request.args.get(name, "")[:LONGEST_READ].strip()
