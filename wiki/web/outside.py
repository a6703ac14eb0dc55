"""Addresses that lead here from anywhere: for feeds, letters and citations."""

from __future__ import annotations

from flask import request

from wiki.kernel.db import state


def outside(path: str) -> str:
    """A path of the wiki as an address that leads to it from anywhere."""
    if public := str(state().options["WIKI_PUBLIC_URL"]).rstrip("/"):
        return public + path.removeprefix(request.script_root)
    return request.host_url.rstrip("/") + path
