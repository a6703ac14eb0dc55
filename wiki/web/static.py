"""The built assets, under names that hold their hash: a browser asks once."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from wiki import __version__
from wiki.kernel.folders import folder
from wiki.web.addresses import address
from wiki.web.compression import is_understood

blueprint = Blueprint("static", __name__)
YEAR = 365 * 24 * 3600
_TEXTS = (".css", ".js", ".svg")


@cache
def manifest() -> dict[str, str]:
    """Logical name (`wiki.css`) -> path under `static/dist/`. Says what to run when not built."""
    path = folder("static") / "dist" / "manifest.json"
    if not path.is_file():
        raise RuntimeError("The assets are not built: run ./dev.py run once.")
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def build() -> str:
    """Names this version of the code and its assets: what was kept before it is not shown."""
    assets = json.dumps(manifest(), sort_keys=True)
    return hashlib.blake2s(f"{__version__} {assets}".encode(), digest_size=6).hexdigest()


@cache
def code() -> str:
    """Names what the code is, to the letter: what is kept beyond this process was made by it."""
    sums = hashlib.blake2s(digest_size=12)
    for root in (Path(__file__).parents[1], folder("templates")):
        for path in sorted(root.rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                sums.update(f"{path.relative_to(root)}\n".encode())
                sums.update(path.read_bytes())
    return sums.hexdigest()


def asset_url(name: str) -> str:
    """The address of an asset by its logical name."""
    return address("wiki.static.asset", name=manifest()[name].removeprefix("dist/"))


@blueprint.get("/static/<path:name>")
def asset(name: str) -> Response:
    """One built file, compressed by the build when it is a text; its name changes when it does."""
    dist = folder("static") / "dist"
    if name.endswith(_TEXTS) and is_understood() and (dist / f"{name}.gz").is_file():
        response = send_from_directory(dist, f"{name}.gz", mimetype=guess_type(name)[0])
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_from_directory(dist, name)
    response.vary.add("Accept-Encoding")
    response.cache_control.no_cache = None
    response.cache_control.max_age = YEAR
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
