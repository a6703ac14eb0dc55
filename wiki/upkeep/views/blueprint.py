"""The blueprint that the screens of the upkeep share, and where their lists go on."""

from __future__ import annotations

from flask import Blueprint, request

from wiki.kernel.pager import key_given
from wiki.kernel.slugs import TITLE_LENGTH
from wiki.upkeep.queries.lists import Place

blueprint = Blueprint("upkeep", __name__, url_prefix="/upkeep")


def place_given() -> Place | None:
    """Where a list of titles goes on, as the address says."""
    after = request.args.get("after", type=key_given)
    return None if after is None else Place(after, request.args.get("key", "")[:TITLE_LENGTH])
