"""The background of the maps: images served by the host that an option names, or outlines."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from wiki.kernel.db import state


@dataclass(frozen=True)
class Tiles:
    """Where the images are, whose they are, and how close one may look."""

    url: str
    credit: str
    credit_url: str
    max_zoom: int


def tiles() -> Tiles | None:
    """What the deployment chose, or None for the outlines that the wiki carries."""
    options = state().options
    if not options["WIKI_TILES_URL"]:
        return None
    credit, _, last = str(options["WIKI_TILES_CREDIT"]).rpartition(" ")
    if not last.startswith(("https://", "http://")):
        credit, last = str(options["WIKI_TILES_CREDIT"]), ""
    return Tiles(str(options["WIKI_TILES_URL"]), credit, last, int(options["WIKI_TILES_MAX_ZOOM"]))


def tiles_url(raw: str) -> str:
    """Check the address of tiles as it is written in an option; raises `ValueError`."""
    if not raw:
        return raw
    parts = urlsplit(raw)
    if not all(part in raw for part in ("{z}", "{x}", "{y}")):
        raise ValueError("the address of tiles holds {z}, {x} and {y}")
    if not (parts.scheme in ("https", "http") and parts.hostname) and not raw.startswith("/"):
        raise ValueError("the address of tiles begins with https:// or with /")
    if any(sign in parts.netloc for sign in "; ,'\"@"):
        raise ValueError("the address of tiles names one host")
    return raw
