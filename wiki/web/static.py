"""The built assets, under names that hold their hash: a browser asks once."""

from __future__ import annotations

import json
from functools import cache

from flask import Blueprint, Response, send_from_directory, url_for

from wiki.kernel.folders import folder

blueprint = Blueprint("static", __name__)
YEAR = 365 * 24 * 3600


@cache
def manifest() -> dict[str, str]:
    """Logical name (`wiki.css`) -> path under `static/dist/`. Says what to run when not built."""
    path = folder("static") / "dist" / "manifest.json"
    if not path.is_file():
        raise RuntimeError("The assets are not built: run ./dev.py run once.")
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


def asset_url(name: str) -> str:
    """The address of an asset by its logical name."""
    return url_for("wiki.static.asset", name=manifest()[name].removeprefix("dist/"))


@blueprint.get("/static/<path:name>")
def asset(name: str) -> Response:
    """One built file; its name changes when it does."""
    response = send_from_directory(folder("static") / "dist", name, max_age=YEAR)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
