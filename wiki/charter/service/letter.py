"""A mail about a charter."""

from __future__ import annotations

from typing import NamedTuple


class Letter(NamedTuple):
    """What a mail says."""

    subject: str
    text: str
