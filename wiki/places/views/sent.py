"""Files of places that are sent by a form."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from wiki.kernel.errors import Invalid
from wiki.kernel.permissions import Actor
from wiki.places.imports import table
from wiki.web.actors import current_actor

#: Room for the other fields of the form, in octets.
_FIELDS = 100_000


def room() -> int:
    """Octets of a request that sends a file."""
    return table.LARGEST + _FIELDS


def bring(act: Callable[[Actor, str, bytes], str]) -> str:
    """Give an act the file that was sent; the uid of what it made of it.

    Raises what the act raises, and `Invalid` (`file_none`).
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Invalid("file_none")
    name = sent.filename.replace("\0", "")
    return act(current_actor(), name, sent.stream.read(table.LARGEST + 1))
