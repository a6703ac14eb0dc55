"""Addresses made once: a screen holds a hundred of them, most the same as on the one before."""

from __future__ import annotations

from typing import Any

from flask import has_request_context, request, url_for

from wiki.kernel.db import state

#: Most addresses remembered: a client that makes up roots fills no memory.
_MOST = 2_000


def address(endpoint: str, **values: Any) -> str:
    """`url_for`, remembered for each root that the wiki is mounted under."""
    if not has_request_context():
        return url_for(endpoint, **values)
    key = (request.script_root, endpoint, repr(values))  # 1 and True are not the same address
    kept: dict[object, str] = state().keep("addresses", dict)
    try:
        return kept[key]
    except KeyError:
        if len(kept) >= _MOST:
            kept.clear()
        return kept.setdefault(key, url_for(endpoint, **values))
