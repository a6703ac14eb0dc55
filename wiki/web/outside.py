"""Addresses that lead here from anywhere: for feeds, letters and citations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, request

from wiki.kernel.db import state


@contextmanager
def from_outside() -> Iterator[None]:
    """Where a job words a letter: as in a request that came by the public address."""
    with current_app.test_request_context(base_url=str(state().options["WIKI_PUBLIC_URL"])):
        yield


def outside(path: str) -> str:
    """A path of the wiki as an address that leads to it from anywhere."""
    if public := str(state().options["WIKI_PUBLIC_URL"]).rstrip("/"):
        return public + path.removeprefix(request.script_root)
    return request.host_url.rstrip("/") + path
